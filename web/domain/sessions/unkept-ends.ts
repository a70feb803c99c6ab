/** Ends of sessions that could not be stored: the session counts as closed for as long as the page lives, also over a lock, and its end is stored as soon as that works. */
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import { createKeepAgain } from '../../platform/keep-again.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { ClosedReason, SessionId } from './session.ts'

/** Key of the ends, sealed and in memory, while the app is locked. */
const ENDS_KEY = 'ends'

export type Ends = ReadonlyMap<SessionId, ClosedReason>

export interface UnkeptEnds {
  /** Sessions whose stored record still says that they are open. As many as there are sessions, at most. */
  readonly all: ReadonlySignal<Ends>
  readonly add: (id: SessionId, reason: ClosedReason) => void
  readonly remove: (id: SessionId) => void
  /** The vault is open: takes up the ends from before the lock. */
  readonly open: () => Promise<void>
  /** The vault closes: seals the ends into memory and clears the rest. */
  readonly close: () => void
}

/** `all` is shared with the list, which is there before this code; `keep` stores one end; it removes or adds it again here, as it went. */
export function createUnkeptEnds(
  ports: {
    readonly clock: Clock
    readonly log: Log
    /** The store that survives a lock but not the page; null while locked. */
    readonly memory: () => Kv | null
  },
  all: Signal<Ends>,
  keep: (id: SessionId, reason: ClosedReason) => Promise<unknown>,
): UnkeptEnds {
  /** Whether the ends from before the lock were taken up; until then memory still has them. */
  let isOpen = false
  let era = 0
  const keepAgain = createKeepAgain(ports.clock, async () => {
    for (const [id, reason] of all.peek()) await keep(id, reason)
  })
  const add = (id: SessionId, reason: ClosedReason): void => {
    all.value = new Map([...all.peek(), [id, reason]])
    keepAgain.soon()
  }
  return {
    all,
    add,
    remove(id) {
      if (!all.peek().has(id)) return
      keepAgain.works()
      all.value = new Map([...all.peek()].filter(([other]) => other !== id))
      if (all.peek().size === 0) keepAgain.stop()
    },
    async open() {
      const began = era
      const before = await ports.memory()?.get(ENDS_KEY)
      if (began !== era) return
      isOpen = true
      // From this page's own memory, written by `close`.
      const ends = before?.ok ? (before.value as readonly [SessionId, ClosedReason][] | undefined) : undefined
      for (const [id, reason] of ends ?? []) add(id, reason)
    },
    close() {
      era += 1
      keepAgain.stop()
      if (isOpen || all.peek().size > 0)
        void ports
          .memory()
          ?.set(ENDS_KEY, [...all.peek()])
          .then((kept) => kept.ok || ports.log.add('error', 'storage.write_failed'))
      isOpen = false
      all.value = new Map()
    },
  }
}
