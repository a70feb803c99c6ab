/** What of a talk outlives the page, sealed in the vault: own messages that did not arrive yet, what recognises the other's, and the rest for as long as both agreed. */
import { effect } from '@preact/signals'
import type { LedgerItem, LedgerState } from '../../ledger/ledger.types.ts'
import { textIds } from '../../ledger/outbox.ts'
import { decodeHead, decodePage, type Head } from '../../ledger/stored-ledger.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { Talks } from './conversations.ts'
import type { Talk } from './peer-port.ts'

/** A draft that changes is written once in this time. */
const DRAFT_AFTER_MS = 250
/** Items in one page: one more message writes one page, not all of them. */
const PAGE_ITEMS = 64
/** How often what has run out is looked for while the app is open. */
const SWEEP_EVERY_MS = 15_000
/** After so long an own message is given up, and said to be so. */
const UNDELIVERED_MS = 7 * 86_400_000
const SECOND_MS = 1_000

const keyOf = (id: SessionId): string => `chat.talk.${id}`
const pageKeyOf = (id: SessionId, page: number): string => `${keyOf(id)}.${page}`
const DAMAGED = '.damaged'

export interface History {
  /** Reads what was kept, without what has run out in the meantime. `inMemory`: the talks are here already, and only what lies on the disk is noted. */
  readonly load: (inMemory: boolean) => Promise<void>
  /** Keeps one ledger as it is now; false when that failed. */
  readonly write: (id: SessionId, state: LedgerState) => Promise<boolean>
  /** Follows the draft and the lifetime of a talk from now on. */
  readonly follow: (talk: Talk) => void
  readonly remove: (id: SessionId) => Promise<void>
  /** Forgets all talks: the vault closes, or everything is erased. */
  readonly stop: () => void
}

type Pages = ReadonlyMap<number, readonly LedgerItem[]>

/** Own messages that did not arrive, and what is asked to be unsent: they are kept whatever the lifetime is. */
const openItems = ({ items, own, failed }: LedgerState): readonly LedgerItem[] => {
  const waits = new Set([...textIds(own.entries), ...failed])
  return items.filter((item) => item.kind === 'own' && (waits.has(item.id) || item.unsent === 'asked'))
}
/** What both agreed to keep, in pages. */
function pagesOf({ items }: LedgerState, seconds: number, now: number): Pages {
  const pages = new Map<number, LedgerItem[]>()
  if (seconds === 0) return pages
  for (const item of items) {
    if (item.at < now - seconds * SECOND_MS) continue
    const page = Math.floor(item.k / PAGE_ITEMS)
    const known = pages.get(page)
    if (known) known.push(item)
    else pages.set(page, [item])
  }
  return pages
}
const samePage = (one: readonly LedgerItem[], other: readonly LedgerItem[] | undefined): boolean =>
  one.length === other?.length && one.every((item, at) => item === other[at])

const isKept = ({ ephemeral, state }: SessionRecord): boolean =>
  !ephemeral && state.kind !== 'pending' && state.kind !== 'expired'

export function createHistory(ports: {
  readonly kv: () => Kv
  readonly clock: Clock
  readonly store: SessionStore
  readonly talks: () => Talks
  readonly log: Log
}): History {
  const { clock, store } = ports
  const following = new Map<SessionId, () => void>()
  /** What lies on the disk, so that only what differs is written. */
  const written = new Map<SessionId, Pages>()
  /** What could not be read is not written over. */
  const unread = new Set<SessionId>()
  let cancelSweep = (): void => {}

  const write = async (id: SessionId, state: LedgerState): Promise<boolean> => {
    const record = store.find(id)
    // One that was erased meanwhile is not written back.
    if (!record || !isKept(record)) return true
    if (unread.has(id)) return false
    const before = written.get(id) ?? new Map()
    const pages = pagesOf(state, record.lifetime.seconds, clock.now())
    const { items: _, ...ledger } = state
    const head: Head = {
      version: 3,
      ...ledger,
      open: openItems(state),
      pages: [...pages.keys()],
      draft: ports.talks().peek(id)?.keptDraft(state) ?? '',
      answering: ports.talks().peek(id)?.answering.peek() ?? null,
    }
    const dirty = [...pages].filter(([page, items]) => !samePage(items, before.get(page)))
    const kept = await ports.kv().swap({
      set: [[keyOf(id), head], ...dirty.map(([page, items]) => [pageKeyOf(id, page), items] as const)],
      remove: [...before.keys()].filter((page) => !pages.has(page)).map((page) => pageKeyOf(id, page)),
    })
    if (kept.ok) written.set(id, pages)
    else ports.log.add('error', 'storage.write_failed')
    return kept.ok
  }
  const read = async (record: SessionRecord, inMemory: boolean): Promise<void> => {
    const { id } = record
    const stored = await ports.kv().get(keyOf(id))
    if (!stored.ok) {
      unread.add(id)
      return
    }
    if (stored.value === undefined) return
    const head = decodeHead(stored.value)
    if (!head) {
      ports.log.add('error', 'storage.damaged')
      await ports.kv().set(keyOf(id) + DAMAGED, stored.value)
      return
    }
    if (inMemory) {
      // Written anew with the next change: what is in memory may be newer.
      written.set(id, new Map(head.pages.map((page) => [page, []])))
      return
    }
    const pages = new Map<number, readonly LedgerItem[]>()
    for (const page of head.pages) {
      const raw = await ports.kv().get(pageKeyOf(id, page))
      if (!raw.ok) {
        unread.add(id)
        return
      }
      pages.set(page, decodePage(raw.value))
    }
    written.set(id, pages)
    const { version: _, open, pages: __, draft, answering, ...ledger } = head
    const paged = [...pages.values()].flat()
    const places = new Set(paged.map(({ k }) => k))
    const items = [...paged, ...open.filter(({ k }) => !places.has(k))].sort((a, b) => a.k - b.k)
    const talk = ports.talks().of(id)
    talk.restore({ ledger: { ...ledger, items }, draft, answering, leaving: [], unread: 0 })
    expire(talk, record)
  }
  const expire = (talk: Talk, { lifetime, state }: SessionRecord): void => {
    const now = clock.now()
    if (lifetime.seconds > 0) talk.post({ kind: 'expire', before: now - lifetime.seconds * SECOND_MS })
    talk.post({ kind: 'give_up', before: now - UNDELIVERED_MS })
    if (state.kind === 'closed') talk.post({ kind: 'ended' })
  }
  const sweep = (): void => {
    for (const record of store.records.value) {
      const talk = ports.talks().peek(record.id)
      if (talk) expire(talk, record)
    }
    cancelSweep()
    cancelSweep = clock.after(SWEEP_EVERY_MS, sweep)
  }
  return {
    async load(inMemory) {
      for (const record of store.records.value) if (isKept(record)) await read(record, inMemory)
      sweep()
    },
    write,
    follow(talk) {
      following.get(talk.id)?.()
      let first = true
      let cancel = (): void => {}
      const stop = effect(() => {
        // Read, so that a change of any of them is seen.
        void talk.draft.value
        void talk.answering.value
        void talk.lifetime.value.seconds
        if (first) {
          first = false
          return
        }
        cancel()
        cancel = clock.after(DRAFT_AFTER_MS, () => talk.post({ kind: 'touch' }))
      })
      following.set(talk.id, () => {
        cancel()
        stop()
      })
    },
    async remove(id) {
      following.get(id)?.()
      following.delete(id)
      const pages = [...(written.get(id)?.keys() ?? [])]
      written.delete(id)
      await ports.kv().swap({ set: [], remove: [keyOf(id), ...pages.map((page) => pageKeyOf(id, page))] })
    },
    stop() {
      for (const stop of following.values()) stop()
      following.clear()
      written.clear()
      unread.clear()
      cancelSweep()
    },
  }
}
