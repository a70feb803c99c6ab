/** What a helper would ask for: each part of the machinery tried once, with a plain verdict, and a report without identifiers. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Clock } from '../platform/clock.ts'
import type { Kv } from '../platform/kv.ts'
import type { Page } from '../platform/page.ts'
import type { Rtc } from '../platform/rtc.ts'
import type { Sockets } from '../platform/socket.ts'
import type { Rest } from '../transport/rest.ts'
import { serverToSocketUrl } from '../transport/socket-url.ts'
import type { Log } from './log.ts'
import type { DiagnosticRow, Diagnostics } from './model.ts'

/** A socket that says nothing for this long does not work. */
const SOCKET_WITHIN_MS = 5_000
const PROBE_KEY = 'chat.probe'

type Verdict = DiagnosticRow['verdict']
const CHECKS: readonly DiagnosticRow['check'][] = [
  'webrtc',
  'server',
  'websocket',
  'storage',
  'service_worker',
  'installed',
]

export function createDiagnostics(ports: {
  readonly clock: Clock
  readonly kv: () => Kv
  readonly page: Page
  readonly openRtc: () => Promise<Rtc>
  readonly sockets: Sockets
  readonly rest: Rest
  readonly log: Log
  readonly origin: ReadonlySignal<string>
  readonly workerActive: () => boolean
  readonly build: string
}): Diagnostics {
  const verdicts = signal<Readonly<Partial<Record<DiagnosticRow['check'], Verdict>>>>({})
  const rows = computed(() => CHECKS.map((check) => ({ check, verdict: verdicts.value[check] ?? 'unknown' })))
  const good = (works: boolean): Verdict => (works ? 'good' : 'bad')

  const trySocket = () =>
    new Promise<boolean>((resolve) => {
      const cancel = ports.clock.after(SOCKET_WITHIN_MS, () => finish(false))
      const socket = ports.sockets.open(serverToSocketUrl(ports.origin.value), {
        open() {},
        message: () => finish(true),
        close: () => finish(false),
      })
      function finish(works: boolean): void {
        cancel()
        socket.close()
        resolve(works)
      }
    })
  const tryStorage = async (): Promise<boolean> => {
    const kv = ports.kv()
    const written = await kv.set(PROBE_KEY, 1)
    const read = await kv.get(PROBE_KEY)
    await kv.remove(PROBE_KEY)
    return kv.kept && written.ok && read.ok && read.value === 1
  }
  const tests: Readonly<Record<DiagnosticRow['check'], () => Promise<Verdict>>> = {
    webrtc: async () => good((await ports.openRtc()).supported),
    server: async () => good((await ports.rest.probe(ports.origin.value)).ok),
    websocket: async () => good(await trySocket()),
    storage: async () => good(await tryStorage()),
    service_worker: async () => good(ports.workerActive()),
    installed: async () => (ports.page.standalone() ? 'good' : 'unknown'),
  }
  return {
    rows,
    log: ports.log.entries,
    build: ports.build,
    async run() {
      for (const check of CHECKS) {
        verdicts.value = { ...verdicts.value, [check]: 'checking' }
        const verdict = await tests[check]()
        verdicts.value = { ...verdicts.value, [check]: verdict }
      }
    },
    report() {
      const checks = rows.value.map(({ check, verdict }) => `${check}: ${verdict}`)
      const events = ports.log.entries.value.map(
        ({ at, level, event, detail }) =>
          `${new Date(at).toISOString()} ${level} ${event} ${JSON.stringify(detail)}`,
      )
      return [`Inviso ${ports.build}`, ...checks, ...events].join('\n')
    },
  }
}
