/** The stored part of conversations: undelivered own messages, marks against duplicates, drafts, and all messages for the agreed lifetime. */
import { effect } from '@preact/signals'
import { createSerialQueue, type SerialQueue } from '../../../base/serial-queue.ts'
import { stepLedger } from '../../ledger/ledger.machine.ts'
import type { LedgerEvent, LedgerState, LedgerTools } from '../../ledger/ledger.types.ts'
import type { LedgerStore, StoredLedger } from '../../ledger/ledger-store.ts'
import type { Clock } from '../../platform/clock.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { OpenConversation } from './conversation.ts'

/** Shortest time between two writes of a changing draft. */
const DRAFT_AFTER_MS = 250
/** How often the app looks for messages whose time is over. */
const SWEEP_EVERY_MS = 15_000
/** Wait before an unopened conversation is swept again for undelivered messages, which outlive the lifetime. */
const READ_AGAIN_MS = 600_000
/** An undelivered own message is given up, and shown as failed, after this long. */
const UNDELIVERED_MS = 7 * 86_400_000
const SECOND_MS = 1_000

export interface History {
  /** Removes expired messages from the ledger before it is shown. */
  readonly age: (id: SessionId, ledger: LedgerState) => Promise<LedgerState>
  /** Reads a stored conversation; null when there is none. */
  readonly read: (id: SessionId) => Promise<StoredLedger | null>
  /** Stores a conversation; false when that failed. */
  readonly write: (id: SessionId, stored: StoredLedger) => Promise<boolean>
  /** From now on stores a conversation's draft and applies changes of its lifetime. */
  readonly follow: (conversation: OpenConversation) => void
  readonly remove: (id: SessionId) => Promise<boolean>
  /** Removes expired messages now and periodically, from open and unopened conversations. */
  readonly start: () => void
  /** Stops following and sweeping: the vault closes, or everything is erased. */
  readonly stop: () => void
}

export interface HistoryPorts {
  readonly clock: Clock
  readonly store: SessionStore
  readonly ledgers: LedgerStore
  readonly tools: LedgerTools
  /** The conversation, if it is open; `opening` while it is being read. */
  readonly peek: (id: SessionId) => OpenConversation | 'opening' | null
  /** An unopened conversation was read from the disk and its expired messages removed. */
  readonly onRead: (id: SessionId, ledger: LedgerState) => void
}

const isKept = ({ ephemeral, state }: SessionRecord): boolean =>
  !ephemeral && state.kind !== 'pending' && state.kind !== 'expired'

/** Messages received before this time (wall clock, milliseconds) are expired; null when nothing is stored. */
const keptSince = ({ lifetime }: SessionRecord, now: number): number | null =>
  lifetime.seconds === 0 ? null : now - lifetime.seconds * SECOND_MS

/** The events by which a ledger ages: expiry and giving up. */
function agingOf(record: SessionRecord, now: number): readonly LedgerEvent[] {
  const since = keptSince(record, now)
  return [
    ...(since === null ? [] : [{ kind: 'expire' as const, before: since, now }]),
    { kind: 'give_up', before: now - UNDELIVERED_MS },
    ...(record.state.kind === 'closed' ? [{ kind: 'ended' as const }] : []),
  ]
}

async function age(
  ledger: LedgerState,
  record: SessionRecord,
  now: number,
  tools: LedgerTools,
): Promise<LedgerState> {
  let aged = ledger
  for (const event of agingOf(record, now)) [aged] = await stepLedger(aged, event, tools)
  return aged
}

export function createHistory(ports: HistoryPorts): History {
  const { clock, store, ledgers } = ports
  const following = new Map<SessionId, () => void>()
  /** Of each conversation one read or sweep at a time, so that none sees another half done; a person who opens one does not wait for the sweeps of the others. */
  const queues = new Map<SessionId, SerialQueue>()
  const queueOf = (id: SessionId): SerialQueue => {
    const queue = queues.get(id) ?? createSerialQueue()
    queues.set(id, queue)
    return queue
  }
  /** Sweeps of different conversations run one after another. */
  const sweeps = createSerialQueue()
  const sweeper = createStoredSweeper(ports)
  let cancelSweep = (): void => {}

  const sweep = (): void => {
    cancelSweep()
    cancelSweep = clock.after(SWEEP_EVERY_MS, sweep)
    for (const record of store.records.value) {
      const open = ports.peek(record.id)
      if (open === null && isKept(record))
        sweeps
          .run(() => queueOf(record.id).run(() => sweeper.sweep(record.id)))
          .catch(() => {
            // A read or write threw: the next sweep tries again.
          })
      else if (open !== null && open !== 'opening')
        for (const event of agingOf(record, clock.now())) open.post(event)
    }
  }
  return {
    read: (id) =>
      queueOf(id).run(async () => {
        const record = store.find(id)
        const stored = record && isKept(record) ? await ledgers.read(id) : null
        return stored?.ok ? stored.value : null
      }),
    age: (id, ledger) => {
      const record = store.find(id)
      return record ? age(ledger, record, clock.now(), ports.tools) : Promise.resolve(ledger)
    },
    async write(id, stored) {
      const record = store.find(id)
      // Erased meanwhile: do not write it back.
      if (!record || !isKept(record)) return true
      sweeper.changed(id)
      return ledgers.write(id, stored, keptSince(record, clock.now()))
    },
    follow(conversation) {
      const { id } = conversation.view
      following.get(id)?.()
      following.set(id, follow(clock, conversation))
    },
    async remove(id) {
      following.get(id)?.()
      following.delete(id)
      return queueOf(id).run(() => ledgers.remove(id))
    },
    start: sweep,
    stop() {
      for (const stop of following.values()) stop()
      following.clear()
      ledgers.forget()
      sweeper.forget()
      cancelSweep()
    },
  }
}

/** Writes the conversation when its draft or lifetime changes; returns the function that stops it. */
function follow(clock: Clock, { view, post }: OpenConversation): () => void {
  let first = true
  let cancel = (): void => {}
  const stop = effect(() => {
    // Reading the signals subscribes this effect to them.
    void view.draft.value
    void view.answering.value
    void view.lifetime.value.seconds
    if (first) {
      first = false
      return
    }
    cancel()
    cancel = clock.after(DRAFT_AFTER_MS, () => post({ kind: 'touch' }))
  })
  return () => {
    cancel()
    stop()
  }
}

/** Removes expired messages of unopened conversations from the disk. */
function createStoredSweeper({ clock, store, ledgers, tools, peek, onRead }: HistoryPorts) {
  /** When the next item of a conversation expires (wall clock, milliseconds); absent until it was read. */
  const nextAt = new Map<SessionId, number>()
  let era = 0
  const noteNext = (id: SessionId, { items }: LedgerState, seconds: number): void => {
    const now = clock.now()
    // What outlived its time is undelivered: look at it again later, and at the others just after their time.
    const ends = items.map(({ at }) => at + seconds * SECOND_MS)
    const next = ends.map((end) => (end < now ? now + READ_AGAIN_MS : end + 1))
    nextAt.set(id, seconds === 0 ? Number.POSITIVE_INFINITY : Math.min(Number.POSITIVE_INFINITY, ...next))
  }
  return {
    changed: (id: SessionId) => void nextAt.delete(id),
    forget() {
      era += 1
      nextAt.clear()
    },
    async sweep(id: SessionId): Promise<void> {
      const born = era
      const record = store.find(id)
      const now = clock.now()
      if (!record || peek(id) !== null || (nextAt.get(id) ?? 0) > now) return
      const read = await ledgers.read(id)
      if (!read.ok || born !== era) return
      if (!read.value) return void nextAt.set(id, Number.POSITIVE_INFINITY)
      const ledger = await age(read.value.ledger, record, now, tools)
      // Closed, opened or erased meanwhile.
      if (born !== era || peek(id) !== null || !store.find(id)) return
      onRead(id, ledger)
      if (ledger !== read.value.ledger)
        await ledgers.write(id, { ...read.value, ledger }, keptSince(record, now))
      noteNext(id, ledger, record.lifetime.seconds)
    },
  }
}
