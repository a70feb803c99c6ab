/** Which sessions are live now: eight at most, the one on screen first. */
import { lazy } from '../../platform/lazy.ts'
import type { PeerInbox } from '../conversation/conversation.types.ts'
import type { LiveSession } from '../sessions/live-session.ts'
import type { SessionId } from '../sessions/session.ts'
import { type SessionRecord, serverKeyOf } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { lazyStartSession } from './lazy.ts'
import type { LiveSessions, LiveSessionsEvents, LiveSessionsPorts } from './live-sessions.types.ts'

/** Sockets at once: enough for the sessions a person has open, few enough for a phone and for the server's limit. */
export const LIVE_MAX = 8
/** Sockets of sessions that are not on screen open after a random wait of up to this, so that their timing does not link them. */
const JITTER_MS = 1_500
/** Wait before the parts of a live session are loaded once more after a failed load. */
const LOAD_AGAIN_MS = 2_000

/** How far one session is in going live. `key`: the invite or room that it was started for. */
type Slot =
  | { readonly kind: 'waiting'; readonly key: string; readonly cancel: () => void }
  | { readonly kind: 'loading'; readonly key: string }
  | { readonly kind: 'running'; readonly key: string; readonly live: LiveSession }

/**
 * Chooses the sessions that should be live, with the key of each: the one on screen, then those already live, then the latest used.
 * Never more than LIVE_MAX.
 */
export function chooseLive(
  records: readonly SessionRecord[],
  onScreen: SessionId | null,
  isLive: (id: SessionId) => boolean,
): ReadonlyMap<SessionId, string> {
  const rank = ({ id }: SessionRecord): number => (id === onScreen ? 0 : isLive(id) ? 1 : 2)
  const chosen = records
    .flatMap((record) => {
      const key = serverKeyOf(record)
      return key === null ? [] : [{ record, key }]
    })
    .sort((a, b) => rank(a.record) - rank(b.record) || b.record.lastActivityAt - a.record.lastActivityAt)
  return new Map(chosen.slice(0, LIVE_MAX).map(({ record, key }) => [record.id, key]))
}

/** The code of a live session, and the semaphore of gathering that all sessions share. Rejects when a load fails. */
const createLazyParts = (ports: LiveSessionsPorts) =>
  lazy(async () => {
    const [room, rtc, rest] = await Promise.all([lazyStartSession.load(), ports.openRtc(), ports.rest.load()])
    await room.preloadMlKem768()
    return { ...room, rtc, rest, gathering: room.createGatherSemaphore() }
  })
type LazyParts = ReturnType<typeof createLazyParts>

/** Moves one session at a time into and out of its slot. */
function createSlots(
  ports: LiveSessionsPorts,
  parts: LazyParts,
  store: SessionStore,
  conversationOf: (id: SessionId) => Promise<PeerInbox>,
  on: LiveSessionsEvents,
) {
  const slots = new Map<SessionId, Slot>()
  const start = async (id: SessionId, key: string): Promise<void> => {
    const slot: Slot = { kind: 'loading', key }
    slots.set(id, slot)
    const loaded = await Promise.all([parts.load(), conversationOf(id)]).catch(() => null)
    // Stopped, or started for another room, while it was loading.
    if (slots.get(id) !== slot) return
    slots.delete(id)
    if (!loaded) return wait(id, key, LOAD_AGAIN_MS)
    const record = store.find(id)
    if (!record || serverKeyOf(record) !== key) return
    const [{ startSession, rtc, rest, gathering }, conversation] = loaded
    const stored = (storing: Promise<boolean>): void =>
      void storing
        .catch(() => false)
        .then((kept) => {
          if (!kept && slots.get(id)?.key === key) wait(id, key, LOAD_AGAIN_MS)
        })
    const live = startSession({ ...ports, rtc, rest, gathering }, store, record, conversation, {
      accepted: (roomId) => stored(on.accepted(id, roomId)),
      expired: () => stored(on.expired(id)),
      gone: (reason) => on.gone(id, reason),
    })
    if (live) slots.set(id, { kind: 'running', key, live })
  }
  const wait = (id: SessionId, key: string, ms: number): void => {
    const cancel = ports.clock.after(ms, () => void start(id, key))
    slots.set(id, { kind: 'waiting', key, cancel })
  }
  /** Removes the slot without notifying the live session in it. */
  const take = (id: SessionId): Slot | undefined => {
    const slot = slots.get(id)
    if (slot?.kind === 'waiting') slot.cancel()
    slots.delete(id)
    return slot
  }
  return {
    slots,
    wait,
    take,
    startNow(id: SessionId, key: string): void {
      take(id)
      void start(id, key)
    },
    stop(id: SessionId): void {
      const slot = take(id)
      if (slot?.kind === 'running') slot.live.stop()
    },
    each(act: (live: LiveSession) => void): void {
      for (const slot of [...slots.values()]) if (slot.kind === 'running') act(slot.live)
    },
  }
}

/**
 * `conversationOf` returns the inbox of a session, now or once it is loaded; a rejection is tried again. `shown`: the session that is on
 * screen already.
 */
export function createLiveSessions(
  ports: LiveSessionsPorts,
  store: SessionStore,
  conversationOf: (id: SessionId) => Promise<PeerInbox>,
  on: LiveSessionsEvents,
  shown: SessionId | null = null,
): LiveSessions {
  const parts = createLazyParts(ports)
  const { slots, wait, take, startNow, stop, each } = createSlots(ports, parts, store, conversationOf, on)
  let onScreen = shown
  const sync = (): void => {
    const open = store.records.value.filter(({ id }) => !on.isOver(id))
    const wanted = chooseLive(open, onScreen, (id) => slots.has(id))
    for (const [id, { key }] of [...slots]) if (wanted.get(id) !== key) stop(id)
    for (const [id, key] of wanted) {
      const slot = slots.get(id)
      const now = id === onScreen || store.find(id)?.state.kind === 'pending'
      if (now && (!slot || slot.kind === 'waiting')) startNow(id, key)
      else if (!slot) wait(id, key, 1 + ports.random.below(JITTER_MS))
    }
  }
  return {
    sync,
    preload: parts.preload,
    prepare: () =>
      void parts
        .load()
        .then(({ testPlatform, rtc }) => {
          rtc.warm()
          return testPlatform()
        })
        .catch(() => {
          // The connection loads and tests it again.
        }),
    show(id) {
      onScreen = id
      sync()
    },
    resume: (stale) => each((live) => live.resume(stale)),
    refresh: () => each((live) => live.refresh()),
    pageHidden: () => each((live) => live.pageHidden()),
    pageGone: () => each((live) => live.pageGone()),
    leave(id) {
      const slot = take(id)
      if (slot?.kind === 'running') slot.live.leave()
    },
    end(id) {
      const slot = take(id)
      if (slot?.kind === 'running') slot.live.end()
    },
    suspendAll() {
      each((live) => live.suspend())
      for (const id of [...slots.keys()]) take(id)
    },
    any: () => slots.size > 0,
  }
}
