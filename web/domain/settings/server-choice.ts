/** The server this app uses: the one that served it, or another that a person chose and that answered. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { err, type Result } from '../../../base/result.ts'
import type { Lazy } from '../../platform/lazy.ts'
import { callRest } from '../../transport/api/lazy.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { FailureOf } from '../failure.ts'
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

/** URL.canParse exists only from Safari 17. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** Reads what a person types: `chat.example`, `https://chat.example/`, `localhost:8080`. Null when it is not an address, or neither https nor on this device. */
export function addressToOrigin(address: string): string | null {
  const text = address.trim()
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const onThisDevice = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(text)
  const candidate = hasScheme ? text : `${onThisDevice ? 'http' : 'https'}://${text}`
  // Chromium accepts a space as part of a host name.
  const url = /\s/.test(text) ? null : urlOf(candidate)
  if (!url) return null
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.username || url.password || (url.pathname !== '/' && url.pathname !== '')) return null
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return null
  return url.origin
}

export function createServerChoice(own: string, settings: SettingsStore, rest: Lazy<Rest>): ServerChoice {
  const origin = computed(() => settings.now.value.server ?? own)
  return {
    origin,
    isOwn: computed(() => origin.value === own),
    async choose(address) {
      if (address.trim() === '') return settings.change({ server: null })
      const chosen = addressToOrigin(address)
      if (!chosen) return err({ code: 'server_address_malformed' })
      const probed = await callRest(rest, (loaded) => loaded.probe(chosen))
      if (!probed.ok)
        return err({ code: probed.error === 'not_inviso' ? 'server_not_inviso' : 'server_unreachable' })
      return settings.change({ server: chosen === own ? null : chosen })
    },
  }
}
