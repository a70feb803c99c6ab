/** Changes of a person's last message: of an own one, and the peer's of theirs. What it said before stays with it. */
import type { MessageId } from '../../protocol/ids.ts'
import { EDITS_MAX } from '../../protocol/limits.ts'
import type { LedgerEvent, LedgerItem, LedgerState, LedgerTools } from './ledger.types.ts'
import { ACT_BYTES, append, isWordsOf, type NewEntry, neverLeft } from './outbox.ts'
import { restart } from './resync.ts'

type Said = Exclude<LedgerItem, { kind: 'notice' }>
type Own = Extract<LedgerItem, { kind: 'own' }>

/** Whether this is the newest message of the peer; an older one it cannot change. */
export const isLastOfTheirs = (items: readonly LedgerItem[], id: MessageId): boolean =>
  items.findLast((item): item is Extract<Said, { kind: 'theirs' }> => item.kind === 'theirs')?.id === id

/** The message as the peer changed it; null when it was changed too often, or has no words. */
export function changedByThem(item: Said, text: string): Said | null {
  if (item.location) return null
  if (item.text === text) return item
  const earlier = [...(item.earlier ?? []), item.text]
  return earlier.length > EDITS_MAX ? null : { ...item, text, earlier }
}

/** The last own message, if it can be changed at all: a text, neither unsent nor given up, nor changed too often. Nor the one before a removed one. */
export function lastEditable({ items, failed, own }: LedgerState): Own | null {
  const item = items.findLast((one): one is Own => one.kind === 'own')
  if (!item || item.location || item.unsent || item.followed || failed.includes(item.id)) return null
  if (own.entries.some((entry) => isWordsOf(entry, item.id) && entry.state === 'failed')) return null
  return (item.earlier?.length ?? 0) < EDITS_MAX ? item : null
}

/**
 * Changes the last own message. Words that never left this device leave no trace. The change is sent in any case, since a killed
 * page may have sent what counts as never sent; to a peer that has the new words already it changes nothing.
 */
export async function edit(
  state: LedgerState,
  { id, text, at, bytes, handed }: Extract<LedgerEvent, { kind: 'edit' }>,
  tools: LedgerTools,
): Promise<LedgerState> {
  const item = lastEditable(state)
  if (item?.id !== id || item.text === text) return state
  const { own } = state
  const isSecret = neverLeft(
    own.entries.findLast((entry) => isWordsOf(entry, id)),
    handed,
  )
  const earlier = isSecret ? item.earlier : [...(item.earlier ?? []), item.text]
  const after: Own = { ...item, text, earlier, read: undefined }
  const entries = own.entries.flatMap((entry) => {
    if (!isWordsOf(entry, id) || !neverLeft(entry, handed)) return [entry]
    return entry.kind === 'text' ? [{ ...entry, text, bytes }] : []
  })
  const next = { ...state, items: state.items.map((one) => (one === item ? after : one)) }
  const begun = isSecret ? await restart({ ...next, own: { ...own, entries } }, tools) : next
  const act: NewEntry = { kind: 'edit', id, text, at, bytes: bytes + ACT_BYTES, state: 'waiting' }
  return { ...begun, own: await append(tools, begun.own, act) }
}

/** The items without `item`; the own message before an own one is not the last for the peer either. */
export function withoutItem(items: readonly LedgerItem[], item: LedgerItem): readonly LedgerItem[] {
  const at = items.indexOf(item)
  const before =
    item.kind === 'own' ? items.slice(0, at).findLast((one): one is Own => one.kind === 'own') : undefined
  return items.flatMap((one) => {
    if (one === item) return []
    return [before && one === before ? { ...before, followed: true } : one]
  })
}

/** Drops changes of own messages that are not here any more, with their words. */
export async function forgetGone(state: LedgerState, tools: LedgerTools): Promise<LedgerState> {
  if (!state.own.entries.some(({ kind }) => kind === 'edit')) return state
  const here = new Set(state.items.flatMap((item) => (item.kind === 'own' ? [item.id] : [])))
  const entries = state.own.entries.filter((entry) => entry.kind !== 'edit' || here.has(entry.id))
  if (entries.length === state.own.entries.length) return state
  return restart({ ...state, own: { ...state.own, entries } }, tools)
}
