/** The server this app uses: the one that served it, or another that a person chose and that answered. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { err, type Result } from '../../../base/result.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { FailureOf } from '../failure.ts'
import { lazyServerAddress } from './lazy.ts'
import type { SettingsStore } from './settings-store.ts'

/** Why choosing another server failed. */
export type ServerFailure = FailureOf<
  'server_address_malformed' | 'server_not_inviso' | 'server_unreachable' | 'storage_failed'
>

export interface ServerChoice {
  /** Origin in use, such as https://chat.example. */
  readonly origin: ReadonlySignal<string>
  readonly isOwn: ReadonlySignal<boolean>
  /** Probes the server, then stores its address; on failure the old one stays. An empty text returns to the server that served this page. */
  readonly choose: (address: string) => Promise<Result<void, ServerFailure>>
}

export function createServerChoice(own: string, settings: SettingsStore, rest: Lazy<Rest>): ServerChoice {
  const origin = computed(() => settings.now.value.server ?? own)
  return {
    origin,
    isOwn: computed(() => origin.value === own),
    async choose(address) {
      if (address.trim() === '') return settings.change({ server: null })
      const parts = await Promise.all([lazyServerAddress.load(), rest.load()]).catch(() => null)
      if (!parts) return err({ code: 'server_unreachable' })
      const probed = await parts[0].probeAddress(address, parts[1])
      return probed.ok ? settings.change({ server: probed.value === own ? null : probed.value }) : probed
    },
  }
}
