/** What of a talk outlives the page, sealed in the vault: own messages that did not arrive yet, what recognises duplicates, and the rest for as long as both agreed. */
import { effect } from '@preact/signals'
import type { Clock } from '../platform/clock.ts'
import type { Kv } from '../platform/kv.ts'
import type { Talk, TalkSnapshot } from './conversation.ts'
import type { SessionId } from './model.ts'
import type { SessionRecord } from './record.ts'
import type { SessionStore } from './store.ts'
import type { Talks } from './talks.ts'
import { isUndelivered } from './timeline.ts'

/** Changes that come together are one write. */
const WRITE_AFTER_MS = 250
/** What could not be written, because the disk was full or the store had died, is written when it can be. */
const WRITE_AGAIN_MS = 5_000
/** Ids kept to recognise a message that comes again after a reload: more than an outbox holds. */
const SEEN_KEPT = 1_000
/** How often what has run out is looked for while the app is open. */
const SWEEP_EVERY_MS = 15_000
const SECOND_MS = 1_000

const keyOf = (id: SessionId): string => `chat.talk.${id}`

export interface History {
  /** Reads what was kept, without what has run out in the meantime. */
  readonly load: () => Promise<void>
  /** Follows a talk from now on. */
  readonly follow: (talk: Talk) => void
  /** Writes a talk now; whether that worked. */
  readonly stored: (id: SessionId) => Promise<boolean>
  readonly remove: (id: SessionId) => Promise<void>
  /** Writes what waits, and forgets all talks: the vault closes, or everything is erased. */
  readonly stop: () => void
}

/** Null when there is nothing to keep. */
export function keptOf(snapshot: TalkSnapshot, record: SessionRecord, now: number): TalkSnapshot | null {
  if (record.ephemeral || record.state.kind === 'pending' || record.state.kind === 'expired') return null
  const { seconds } = record.lifetime
  const after = now - seconds * SECOND_MS
  const items = snapshot.timeline.items.filter(
    (item) => isUndelivered(item) || (seconds > 0 && item.at >= after),
  )
  const seen = snapshot.timeline.seen.slice(-SEEN_KEPT)
  if (items.length === 0 && seen.length === 0 && snapshot.draft === '') return null
  return { timeline: { items, seen }, outbox: snapshot.outbox, draft: snapshot.draft, unread: 0 }
}

export function createHistory(ports: {
  readonly kv: () => Kv
  readonly clock: Clock
  readonly store: SessionStore
  readonly talks: () => Talks
}): History {
  const { clock, store } = ports
  const following = new Map<SessionId, () => void>()
  const waiting = new Map<SessionId, () => void>()
  const under = new Map<SessionId, Promise<boolean>>()
  const next = new Map<SessionId, Promise<boolean>>()
  let cancelSweep = (): void => {}

  const write = async (id: SessionId): Promise<boolean> => {
    waiting.get(id)?.()
    waiting.delete(id)
    const record = store.find(id)
    const talk = ports.talks().peek(id)
    if (!record || !talk) return false
    const kept = keptOf(talk.snapshot(), record, clock.now())
    const written = await (kept ? ports.kv().set(keyOf(id), kept) : ports.kv().remove(keyOf(id)))
    if (!written.ok && following.has(id)) soon(id, WRITE_AGAIN_MS)
    return written.ok
  }
  /** One write of a talk at a time: who asks while one is under way shares the next with all others who do. */
  const writeInTurn = (id: SessionId): Promise<boolean> => {
    const shared = next.get(id)
    if (shared) return shared
    const before = under.get(id)
    const begin = (): Promise<boolean> => {
      next.delete(id)
      const run = write(id).finally(() => {
        if (under.get(id) === run) under.delete(id)
      })
      under.set(id, run)
      return run
    }
    if (!before) return begin()
    const turn = before.then(begin, begin)
    next.set(id, turn)
    return turn
  }
  const soon = (id: SessionId, ms: number): void => {
    if (!waiting.has(id))
      waiting.set(
        id,
        clock.after(ms, () => void writeInTurn(id)),
      )
  }
  const sweep = (): void => {
    for (const { id, lifetime } of store.records.value)
      if (lifetime.seconds > 0)
        ports
          .talks()
          .peek(id)
          ?.expire(clock.now() - lifetime.seconds * SECOND_MS)
    cancelSweep()
    cancelSweep = clock.after(SWEEP_EVERY_MS, sweep)
  }
  return {
    async load() {
      for (const record of store.records.value) {
        const stored = await ports.kv().get(keyOf(record.id))
        if (!stored.ok || !stored.value) continue
        // Sealed by us under a key that nobody else has: what opens is what was written.
        const kept = keptOf(stored.value as TalkSnapshot, record, clock.now())
        if (kept) ports.talks().of(record.id).restore(kept)
        else await ports.kv().remove(keyOf(record.id))
      }
      sweep()
    },
    follow(talk) {
      following.get(talk.id)?.()
      let first = true
      const stop = effect(() => {
        // Read, so that a change of any of them is seen.
        void talk.timeline.value
        void talk.draft.value
        void talk.lifetime.value.seconds
        if (!first) soon(talk.id, WRITE_AFTER_MS)
        first = false
      })
      following.set(talk.id, stop)
    },
    stored: writeInTurn,
    async remove(id) {
      following.get(id)?.()
      following.delete(id)
      waiting.get(id)?.()
      waiting.delete(id)
      await ports.kv().remove(keyOf(id))
    },
    stop() {
      for (const id of [...waiting.keys()]) void write(id)
      for (const stop of following.values()) stop()
      following.clear()
      cancelSweep()
    },
  }
}
