/** Which sessions are live now: at most eight sockets, opened one after another, the one on screen first. */
import type { RoomId } from '../../../protocol/ids.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Rtc } from '../../platform/network/rtc.types.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { Talk } from '../conversation/peer-port.ts'
import type { ConnectionPorts, Live } from '../sessions/live-session.ts'
import type { ClosedReason, SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'

/** Sockets at once: enough for anybody's open talks, few enough for a phone and for the server's limit. */
export const LIVE_MAX = 8
/** Sockets of other sessions open after a random wait of up to this, so that their times do not tie them together. */
const JITTER_MS = 1_500
/** When the parts of a live session could not be loaded. */
const LOAD_AGAIN_MS = 2_000

export interface Lives {
  /** Starts and stops what the records now ask for. */
  readonly sync: () => void
  /** Loads what a live session needs, before there is one. */
  readonly preload: () => void
  /** And warms it: there will be one soon. */
  readonly prepare: () => void
  readonly show: (id: SessionId | null) => void
  readonly resume: (stale: boolean) => void
  readonly refresh: () => void
  readonly pageHidden: () => void
  readonly pageGone: () => void
  /** Ends one with a goodbye: the person left it, or erased it. */
  readonly leave: (id: SessionId) => void
  readonly stopAll: () => void
  /** Ends all of them with a goodbye; nothing more is heard from this moment on. */
  readonly suspendAll: () => void
}

interface Starting {
  readonly key: string
  /** At once, not after a random wait. */
  readonly soon: boolean
  readonly cancel: () => void
}

interface Running {
  readonly key: string
  readonly live: Live
}

/** What a record wants of the server; null for nothing. */
const wantKey = (record: SessionRecord): string | null => {
  if (record.state.kind === 'pending') return `invite:${record.state.joinCode}`
  return record.state.kind === 'accepted' && !record.state.left ? `room:${record.state.roomId}` : null
}

export function createLives(
  ports: Omit<ConnectionPorts, 'rtc' | 'rest'> & {
    readonly rest: Lazy<Rest>
    readonly openRtc: () => Promise<Rtc>
  },
  store: SessionStore,
  talkOf: (id: SessionId) => Talk,
  on: {
    readonly accepted: (id: SessionId, roomId: RoomId) => void
    readonly expired: (id: SessionId) => void
    readonly gone: (id: SessionId, reason: ClosedReason) => void
  },
): Lives {
  const loadRoom = async () => {
    const parts = [import('./start-session.ts'), ports.openRtc(), ports.rest.load()] as const
    const [room, rtc, rest] = await Promise.all(parts)
    return { ...room, rtc, rest }
  }
  const running = new Map<SessionId, Running>()
  const starting = new Map<SessionId, Starting>()
  let onScreen: SessionId | null = null

  const start = async (id: SessionId): Promise<void> => {
    const mine = starting.get(id)
    const room = await loadRoom().catch(() => null)
    if (starting.get(id) !== mine || !mine) return
    if (!room) return begin(id, mine.key, true, LOAD_AGAIN_MS)
    starting.delete(id)
    const record = store.find(id)
    if (!record || wantKey(record) !== mine.key || running.has(id)) return
    const live = room.startLive({ ...ports, rtc: room.rtc, rest: room.rest }, store, record, talkOf(id), {
      accepted: (roomId) => on.accepted(id, roomId),
      expired: () => on.expired(id),
      gone: (reason) => on.gone(id, reason),
    })
    if (live) running.set(id, { key: mine.key, live })
  }
  const begin = (id: SessionId, key: string, soon: boolean, ms: number): void => {
    starting.get(id)?.cancel()
    const cancel = ms === 0 ? () => {} : ports.clock.after(ms, () => void start(id))
    starting.set(id, { key, soon, cancel })
    if (ms === 0) void start(id)
  }
  const rank = (record: SessionRecord): number =>
    record.id === onScreen ? 0 : running.has(record.id) || starting.has(record.id) ? 1 : 2
  const wanted = (): ReadonlyMap<SessionId, string> =>
    new Map(
      store.records.value
        .filter((record) => wantKey(record) !== null)
        .sort((a, b) => rank(a) - rank(b) || b.lastActivityAt - a.lastActivityAt)
        .slice(0, LIVE_MAX)
        .map((record) => [record.id, wantKey(record) ?? '']),
    )
  const stop = (id: SessionId): void => {
    starting.get(id)?.cancel()
    starting.delete(id)
    running.get(id)?.live.stop()
    running.delete(id)
  }
  const sync = (): void => {
    const want = wanted()
    for (const [id, { key }] of [...running, ...starting]) if (want.get(id) !== key) stop(id)
    for (const [id, key] of want) {
      if (running.has(id)) continue
      const waiting = starting.get(id)
      const soon = id === onScreen || store.find(id)?.state.kind === 'pending'
      if (soon && !waiting?.soon) begin(id, key, true, 0)
      else if (!waiting) begin(id, key, false, 1 + ports.random.below(JITTER_MS))
    }
  }
  const each = (act: (live: Live) => void): void => {
    for (const { live } of [...running.values()]) act(live)
  }

  return {
    sync,
    preload: () => void loadRoom().catch(() => null),
    prepare: () =>
      void loadRoom().then(
        ({ testPlatform, rtc }) => {
          rtc.warm()
          return testPlatform()
        },
        () => {},
      ),
    show(id) {
      onScreen = id
      sync()
    },
    resume: (stale) => each((live) => live.resume(stale)),
    refresh: () => each((live) => live.refresh()),
    pageHidden: () => each((live) => live.pageHidden()),
    pageGone: () => each((live) => live.pageGone()),
    leave(id) {
      running.get(id)?.live.leave()
      running.delete(id)
      stop(id)
    },
    suspendAll() {
      each((live) => live.suspend())
      running.clear()
      for (const id of [...starting.keys()]) stop(id)
    },
    stopAll() {
      for (const id of [...running.keys(), ...starting.keys()]) stop(id)
    },
  }
}
