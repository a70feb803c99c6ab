/** The items of a ledger: appended, bounded by number and length, and removed when they expire. */
import { EDIT_WITHIN_MS } from '../../protocol/limits.ts'
import type { LedgerEvent, LedgerItem, LedgerState, Notice } from './ledger.types.ts'
import { messageIds } from './outbox.ts'

/** Bounds of a ledger: the oldest messages are dropped first, by number and by total text length (UTF-16 units: 16 MB in memory). */
export const LEDGER_ITEMS_MAX = 5_000
export const LEDGER_CHARS_MAX = 8_000_000
/** An item without its number. */
export type NewItem = LedgerItem extends infer T ? (T extends unknown ? Omit<T, 'k'> : never) : never

export function add(state: LedgerState, item: NewItem): LedgerState {
  const placed = { ...item, k: state.count } as LedgerItem
  return { ...state, count: state.count + 1, items: newest([...state.items, placed]) }
}

/** The length of an item's text and of what it said before (UTF-16 units). */
export const charsOf = (item: LedgerItem): number =>
  item.kind === 'notice' ? 0 : (item.earlier ?? []).reduce((sum, text) => sum + text.length, item.text.length)

/** Keeps the newest items within the bounds, and always the last one. */
function newest(items: readonly LedgerItem[]): readonly LedgerItem[] {
  let from = Math.max(0, items.length - LEDGER_ITEMS_MAX)
  let chars = 0
  for (let at = from; at < items.length; at += 1) chars += charsOf(items[at] as LedgerItem)
  for (; chars > LEDGER_CHARS_MAX && from < items.length - 1; from += 1)
    chars -= charsOf(items[from] as LedgerItem)
  return from === 0 ? items : items.slice(from)
}

export function note(state: LedgerState, notice: Notice, at: number) {
  const last = state.items.at(-1)
  return last?.kind === 'notice' && last.notice === notice
    ? state
    : add(state, { kind: 'notice', notice, at })
}

/** The item as received now, since it came while the clock was ahead. How old it is nobody knows, so an own one is not changed any more. */
const datedNow = (item: LedgerItem, now: number): LedgerItem =>
  item.kind === 'own' && item.at - now > EDIT_WITHIN_MS
    ? { ...item, at: now, followed: true }
    : { ...item, at: now }

/** Removes items received before `before` (wall clock, milliseconds); undelivered own messages stay. */
export function expire(
  state: LedgerState,
  { before, now }: Extract<LedgerEvent, { kind: 'expire' }>,
): LedgerState {
  const waits = new Set([...messageIds(state.own.entries), ...state.failed])
  const isOver = (item: LedgerItem): boolean =>
    item.at < before && !(item.kind === 'own' && waits.has(item.id))
  if (!state.items.some((item) => item.at > now || isOver(item))) return state
  const items = state.items.flatMap((item) =>
    isOver(item) ? [] : [item.at > now ? datedNow(item, now) : item],
  )
  return { ...state, items }
}
