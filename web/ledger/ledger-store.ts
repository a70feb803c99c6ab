/** Ledgers on the disk: a head (outbox and place in the peer's stream) and pages of items, of which only changed ones are written. */
import { err, ok, type Result } from '../../base/result.ts'
import type { Reference } from '../../protocol/message.ts'
import type { Log } from '../log/log.ts'
import type { Kv } from '../platform/storage/kv.ts'
import { heldFor } from './held-acts.ts'
import { charsOf } from './items.ts'
import type { LedgerItem, LedgerState } from './ledger.types.ts'
import { unsettledIds } from './outbox.ts'
import { decodeHead, decodePage, type Head } from './stored-schemas.ts'

/** Most items and text (UTF-16 units) in one page: one more message rewrites only one small page. */
const PAGE_ITEMS = 64
const PAGE_CHARS = 64_000
/** Pages read at once: the disk and the cryptography work on some while others are checked, and few are in memory twice. */
const READ_AT_ONCE = 16

const keyOf = (id: string): string => `chat.talk.${id}`
const pageKeyOf = (id: string, page: number): string => `${keyOf(id)}.${page}`
const DAMAGED = '.damaged'

/** The stored form of one conversation. */
export interface StoredLedger {
  readonly ledger: LedgerState
  readonly draft: string
  /** The message that the draft answers. */
  readonly answering: Reference | null
}

export interface LedgerStore {
  /** Null when nothing readable is stored. Error: the storage failed; the ledger is not overwritten after that. */
  readonly read: (id: string) => Promise<Result<StoredLedger | null, 'storage_failed'>>
  /**
   * Writes it in one transaction; false when that failed. Items received before `since` (wall clock, milliseconds) are left out;
   * null stores only undelivered own ones.
   */
  readonly write: (id: string, stored: StoredLedger, since: number | null) => Promise<boolean>
  readonly remove: (id: string) => Promise<boolean>
  /** Clears the memory of what is on the disk: the vault closes, or everything was erased. */
  readonly forget: () => void
}

type Pages = ReadonlyMap<number, readonly LedgerItem[]>

/** Undelivered own messages, without what they said before, and pending unsend requests: stored whatever the lifetime is. */
const openItems = ({ items, own, failed }: LedgerState): readonly LedgerItem[] => {
  const waits = new Set([...unsettledIds(own.entries), ...failed])
  return items
    .filter((item) => item.kind === 'own' && (waits.has(item.id) || item.unsent === 'asked'))
    .map((item) => (item.kind === 'own' && item.earlier ? { ...item, earlier: [] } : item))
}

/**
 * Splits the stored items into pages. Each run of 64 places has its own pages, so that dropped items move no other page;
 * long texts start a further page within a run.
 */
function itemsToPages(items: readonly LedgerItem[], since: number | null): Pages {
  const pages = new Map<number, LedgerItem[]>()
  if (since === null) return pages
  let number = -1
  let chars = 0
  for (const item of items) {
    if (item.at < since) continue
    const long = charsOf(item)
    const first = item.k - (item.k % PAGE_ITEMS)
    const page = pages.get(number)
    if (page && number >= first && chars + long <= PAGE_CHARS) {
      page.push(item)
      chars += long
      continue
    }
    number = Math.max(first, number + 1)
    chars = long
    pages.set(number, [item])
  }
  return pages
}

const isSamePage = (one: readonly LedgerItem[], other: readonly LedgerItem[] | undefined): boolean =>
  one.length === other?.length && one.every((item, at) => item === other[at])

function headOf({ ledger, draft, answering }: StoredLedger, pages: Pages): Head {
  const { items: _, ...state } = ledger
  const theirs = { ...state.theirs, held: heldFor(state.theirs.held, pages.values()) }
  return { version: 3, ...state, theirs, open: openItems(ledger), pages: [...pages.keys()], draft, answering }
}

/** Rebuilds the ledger: the items of the pages, and open items that are in no page. */
function join({ version: _, open, pages: __, draft, answering, ...state }: Head, pages: Pages): StoredLedger {
  const paged = [...pages.values()].flat()
  const places = new Set(paged.map(({ k }) => k))
  const items = [...paged, ...open.filter(({ k }) => !places.has(k))].sort((a, b) => a.k - b.k)
  return { ledger: { ...state, items }, draft, answering }
}

/** Reads pages by their numbers; null when the storage failed. */
async function readPages(kv: Kv, id: string, numbers: readonly number[]): Promise<Pages | null> {
  const pages = new Map<number, readonly LedgerItem[]>()
  for (let from = 0; from < numbers.length; from += READ_AT_ONCE) {
    const batch = numbers.slice(from, from + READ_AT_ONCE)
    // Each is checked as it arrives, since all of a batch in one task would hold up a frame.
    const read = await Promise.all(
      batch.map(async (page) => {
        const raw = await kv.get(pageKeyOf(id, page))
        return raw.ok ? ([page, decodePage(raw.value)] as const) : null
      }),
    )
    for (const one of read) {
      if (!one) return null
      pages.set(...one)
    }
  }
  return pages
}

export function createLedgerStore(kv: () => Kv, log: Log): LedgerStore {
  /** The pages on the disk, to write only changed ones. */
  const written = new Map<string, Pages>()
  /** Ledgers that could not be read and must not be overwritten. */
  const unreadable = new Set<string>()

  const failed = (id: string) => {
    unreadable.add(id)
    log.add('error', 'storage.read_failed')
    return err('storage_failed' as const)
  }
  const readHead = async (id: string): Promise<Result<Head | null, 'storage_failed'>> => {
    const stored = await kv().get(keyOf(id))
    if (!stored.ok) return stored
    if (stored.value === undefined) return ok(null)
    const head = decodeHead(stored.value)
    if (head) return ok(head)
    log.add('error', 'storage.damaged')
    // Set aside unchanged, so that a later version may still read it; not overwritten until that has worked.
    const aside = await kv().set(keyOf(id) + DAMAGED, stored.value)
    return aside.ok ? ok(null) : aside
  }
  return {
    async read(id) {
      const head = await readHead(id)
      if (!head.ok) return failed(id)
      if (!head.value) {
        unreadable.delete(id)
        return ok(null)
      }
      const pages = await readPages(kv(), id, head.value.pages)
      if (!pages) return failed(id)
      unreadable.delete(id)
      written.set(id, pages)
      return ok(join(head.value, pages))
    },
    async write(id, stored, since) {
      if (unreadable.has(id)) return false
      const before = written.get(id) ?? new Map()
      const pages = itemsToPages(stored.ledger.items, since)
      const dirty = [...pages].filter(([page, items]) => !isSamePage(items, before.get(page)))
      const kept = await kv().swap({
        set: [
          [keyOf(id), headOf(stored, pages)],
          ...dirty.map(([page, items]) => [pageKeyOf(id, page), items] as const),
        ],
        remove: [...before.keys()].filter((page) => !pages.has(page)).map((page) => pageKeyOf(id, page)),
      })
      if (kept.ok) written.set(id, pages)
      else log.add('error', 'storage.write_failed')
      return kept.ok
    },
    async remove(id) {
      const known = written.get(id)
      const head = known ? null : await readHead(id)
      const pages = known ? [...known.keys()] : head?.ok ? (head.value?.pages ?? []) : []
      const removed = await kv().swap({
        set: [],
        remove: [keyOf(id), keyOf(id) + DAMAGED, ...pages.map((page) => pageKeyOf(id, page))],
      })
      if (removed.ok) written.delete(id)
      return removed.ok
    },
    forget() {
      written.clear()
      unreadable.clear()
    },
  }
}
