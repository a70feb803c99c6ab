/** Opens the diagnostics when a person asks for them; always the same instance, so that earlier results stay on the page. */
import type { ReadonlySignal } from '@preact/signals'
import type { Probes } from '../../platform/device/capability-probes.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Rtc } from '../../platform/network/rtc.types.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { Diagnostics } from './diagnostics.model.ts'
import type { DiagnosticsPorts } from './diagnostics.ts'
import { lazyDiagnostics } from './lazy.ts'

type Shared = Pick<DiagnosticsPorts, 'clock' | 'page' | 'sockets' | 'log' | 'build'>

export function createDiagnosticsDoor(
  ports: Shared & {
    readonly currentKv: () => Kv
    readonly server: { readonly origin: ReadonlySignal<string> }
    readonly update: { readonly active: () => boolean }
    readonly rest: Lazy<Rest>
    readonly openProbes: () => Promise<Probes>
    readonly openRtc: () => Promise<Rtc>
  },
): { readonly open: () => Promise<Diagnostics> } {
  let opened: Diagnostics | null = null
  return {
    async open() {
      const [{ createDiagnostics }, probes, rtc, rest] = await Promise.all([
        lazyDiagnostics.load(),
        ports.openProbes(),
        ports.openRtc(),
        ports.rest.load(),
      ])
      opened ??= createDiagnostics({
        ...ports,
        ...{
          probes,
          rest,
          kv: ports.currentKv,
          origin: ports.server.origin,
          workerActive: ports.update.active,
        },
        stats: rtc.stats,
        iceServers: async () => rtc.iceServers(),
      })
      return opened
    },
  }
}
