/** Diagnostics: tries each part of the app once, gives a verdict, and writes a report without identifiers. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { parseJson } from '../../../base/bytes.ts'
import type { IceServer } from '../../../protocol/signal.ts'
import { serverToSocketUrl } from '../../../protocol/signal.ts'
import type { Log } from '../../log/log.ts'
import { tellEntry } from '../../log/vocabulary.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Probes } from '../../platform/device/capability-probes.ts'
import type { RtcStats } from '../../platform/network/rtc.types.ts'
import type { Sockets } from '../../platform/network/socket.ts'
import type { Page } from '../../platform/page/page.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { FileTrial } from '../../vault/files/file-store.ts'
import { lazyFileStore } from '../../vault/files/lazy.ts'
import { CHECKS, type Check, type DiagnosticRow, type Diagnostics } from './diagnostics.model.ts'
import { type ReportFacts, writeReport } from './report.ts'

/** A socket without a greeting after this long counts as failed. */
const SOCKET_WITHIN_MS = 5_000
const STATS_EVERY_MS = 5_000
const PROBE_KEY = 'chat.probe'
/** Without these the app cannot connect or store; other features may be missing without harm. */
const NEEDED: readonly string[] = ['RTCPeerConnection', 'indexedDB', 'WebAssembly']

type Outcome = Pick<DiagnosticRow, 'verdict' | 'note'>
const good = (works: boolean): Outcome => ({ verdict: works ? 'good' : 'bad', note: null })

export interface DiagnosticsPorts {
  readonly clock: Clock
  readonly kv: () => Kv
  readonly page: Page
  readonly probes: Probes
  readonly stats: () => Promise<readonly RtcStats[]>
  /** STUN and TURN servers of the server; null when they are unknown here. */
  readonly iceServers: () => Promise<readonly IceServer[] | null>
  readonly sockets: Sockets
  readonly rest: Rest
  readonly log: Log
  readonly origin: ReadonlySignal<string>
  readonly workerActive: () => boolean
  readonly build: string
  /** Tries the file store; null when it could not be tried. Replaced in tests. */
  readonly tryFiles?: () => Promise<FileTrial | null>
}

/** Whether a WebSocket to the server opens and receives the server's greeting. */
function trySocket({ clock, sockets, origin }: DiagnosticsPorts): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(SOCKET_WITHIN_MS, () => finish(false))
    const socket = sockets.open(serverToSocketUrl(origin.value), {
      open() {},
      message(text) {
        const said = parseJson(text)
        finish(typeof said === 'object' && said !== null && 'type' in said && said.type === 'connected')
      },
      close: () => finish(false),
    })
    function finish(works: boolean): void {
      cancel()
      socket.close()
      resolve(works)
    }
  })
}

async function tryTurn({ iceServers, probes }: DiagnosticsPorts): Promise<Outcome> {
  const servers = await iceServers()
  if (!servers) return { verdict: 'unknown', note: { kind: 'turn_not_told' } }
  const turn = servers.filter(({ urls }) => [urls].flat().some((url) => /^turns?:/.test(url)))
  if (turn.length === 0) return { verdict: 'absent', note: { kind: 'turn_none' } }
  return good(await probes.relay(turn))
}

async function tryStorage({ kv: now, probes }: DiagnosticsPorts): Promise<Outcome> {
  const kv = now()
  const written = await kv.set(PROBE_KEY, 1)
  const read = await kv.get(PROBE_KEY)
  const removed = await kv.remove(PROBE_KEY)
  const after = await kv.get(PROBE_KEY)
  const gone = removed.ok && after.ok && after.value === undefined
  const works = kv.kept && written.ok && read.ok && read.value === 1 && gone
  return works ? { verdict: 'good', note: { kind: 'kept', ...(await probes.storage()) } } : good(false)
}

const tryHere = async (): Promise<FileTrial | null> => (await lazyFileStore.load()).tryFileStore()

async function tryFiles({ probes, tryFiles: act = tryHere }: DiagnosticsPorts): Promise<Outcome> {
  const trial = await act()
  if (!trial?.works) return good(false)
  const { usedBytes, quotaBytes } = await probes.storage()
  const freeBytes = usedBytes === null || quotaBytes === null ? null : Math.max(0, quotaBytes - usedBytes)
  // A browser that keeps nothing is no fault of it.
  const verdict = trial.store === 'memory' ? 'absent' : 'good'
  return { verdict, note: { kind: 'files', store: trial.store, freeBytes } }
}

function tryParts({ probes }: DiagnosticsPorts): Outcome {
  const parts = probes.missing()
  if (parts.length === 0) return good(true)
  const note = { kind: 'missing', parts, insecure: !probes.secure } as const
  return { verdict: parts.some((part) => NEEDED.includes(part)) ? 'bad' : 'good', note }
}

export function createDiagnostics(ports: DiagnosticsPorts): Diagnostics {
  const { clock, log, page, probes } = ports
  const outcomes = signal<Readonly<Partial<Record<Check, Outcome>>>>({})
  const running = signal(false)
  const verbose = signal(false)
  const untried: Outcome = { verdict: 'unknown', note: null }
  const rows = computed(() => CHECKS.map((check) => ({ check, ...(outcomes.value[check] ?? untried) })))
  const lines = computed(() => log.entries.value.map(tellEntry))
  let cancelStats = (): void => {}

  const tests: Readonly<Record<Check, () => Promise<Outcome> | Outcome>> = {
    webrtc: async () => good(await probes.loopback()),
    turn: () => tryTurn(ports),
    server: async () => good((await ports.rest.probe(ports.origin.value)).ok),
    websocket: async () => good(await trySocket(ports)),
    storage: () => tryStorage(ports),
    files: () => tryFiles(ports),
    service_worker: () => good(ports.workerActive()),
    installed: () => (page.standalone() ? good(true) : { verdict: 'absent', note: { kind: 'in_tab' } }),
    lockdown: () => tryParts(ports),
  }
  const set = (check: Check, outcome: Outcome): void => {
    outcomes.value = { ...outcomes.value, [check]: outcome }
  }
  const tellStats = async (): Promise<void> => {
    const all = await ports.stats().catch(() => [])
    if (!verbose.value) return
    for (const { state, path, rttMs, sentBytes, receivedBytes } of all)
      log.add('debug', 'link.statistics', {
        state,
        path,
        ...(rttMs === null ? {} : { rtt: rttMs }),
        sent: sentBytes,
        received: receivedBytes,
      })
    cancelStats = clock.after(STATS_EVERY_MS, () => void tellStats())
  }
  const facts = (): ReportFacts => ({
    build: ports.build,
    browser: probes.browser(),
    standalone: page.standalone(),
    online: page.online(),
    missing: probes.missing(),
    screen: probes.screen(),
  })
  return {
    rows,
    running,
    log: lines,
    verbose,
    clearLog: log.clear,
    setVerbose(on) {
      if (on === verbose.value) return
      verbose.value = on
      cancelStats()
      if (on) void tellStats()
    },
    async run() {
      if (running.value) return
      running.value = true
      outcomes.value = {}
      for (const check of CHECKS) {
        set(check, { verdict: 'checking', note: null })
        set(check, await Promise.resolve(tests[check]()).catch(() => good(false)))
      }
      running.value = false
    },
    report: () => writeReport(facts(), rows.value, lines.value),
  }
}
