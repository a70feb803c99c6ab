/** Acts on a message: react, unsend, remove from this device. Also applies the peer's acts here. */
import { type Reference, turned } from '../../protocol/message.ts'
import { type Act, isMessage } from './content.ts'
import { changedByThem, withoutItem } from './edits.ts'
import type { LedgerEvent, LedgerItem, LedgerState, LedgerTools } from './ledger.types.ts'
import { ACT_BYTES, append, isWordsOf, type NewEntry, neverLeft } from './outbox.ts'
import { restart } from './resync.ts'

type Said = Exclude<LedgerItem, { kind: 'notice' }>
type Did<K extends LedgerEvent['kind']> = Extract<LedgerEvent, { kind: K }>

const isMeant = (item: LedgerItem, { by, id }: Reference): item is Said =>
  item.kind === (by === 'me' ? 'own' : 'theirs') && item.id === id
const findSaid = (items: readonly LedgerItem[], what: Reference): Said | undefined =>
  items.find((item): item is Said => isMeant(item, what))
const swap = (items: readonly LedgerItem[], before: LedgerItem, after: LedgerItem): readonly LedgerItem[] =>
  items.map((item) => (item === before ? after : item))

/** Empties an item: only its place is left, without text, earlier texts, quote or reactions. */
function wiped(item: Said, unsent: 'asked' | 'done'): LedgerItem {
  const { k, at, id } = item
  return item.kind === 'own'
    ? { k, at, kind: 'own', id, text: '', s: item.s, n: item.n, unsent }
    : { k, at, kind: 'theirs', id, text: '', unsent: 'done' }
}

/** The items after the peer's act; null when the message is not here, not the peer's to unsend or change, or was changed too often. */
export function theirAct(items: readonly LedgerItem[], said: Act): readonly LedgerItem[] | null {
  const item = findSaid(items, said.t === 'react' ? turned(said.to) : { by: 'you', id: said.id })
  if (!item) return null
  if (item.unsent) return items
  if (said.t === 'unsend') return swap(items, item, wiped(item, 'done'))
  if (said.t === 'edit') {
    const after = changedByThem(item, said.text)
    return after && swap(items, item, after)
  }
  return swap(items, item, { ...item, reactions: { ...item.reactions, you: said.reaction ?? undefined } })
}

/** Reacts to a message, replacing an earlier reaction, even one that is not acknowledged yet. */
export async function react(
  state: LedgerState,
  { to, reaction, at }: Did<'react'>,
  tools: LedgerTools,
): Promise<LedgerState> {
  const item = findSaid(state.items, to)
  if (!item || item.unsent || (item.reactions?.me ?? null) === reaction) return state
  const after = { ...item, reactions: { ...item.reactions, me: reaction ?? undefined } }
  const next = { ...state, items: swap(state.items, item, after) }
  const act: NewEntry = { kind: 'react', to, reaction, at, bytes: ACT_BYTES, state: 'waiting' }
  const { entries } = state.own
  const others = entries.filter(
    (entry) => entry.kind !== 'react' || entry.to.id !== to.id || entry.to.by !== to.by,
  )
  const begun =
    others.length === entries.length
      ? next
      : await restart({ ...next, own: { ...next.own, entries: others } }, tools)
  return { ...begun, own: await append(tools, begun.own, act) }
}

/**
 * Unsends an own message. An unacknowledged one leaves the outbox and a request takes its place, since it may have arrived.
 * Unacknowledged changes of it leave too.
 */
export async function unsend(
  state: LedgerState,
  { id, at, handed }: Did<'unsend'>,
  tools: LedgerTools,
): Promise<LedgerState> {
  const what: Reference = { by: 'me', id }
  const item = findSaid(state.items, what)
  if (!item || item.unsent) return state
  // It certainly did not arrive, so the peer need not be asked.
  if (state.failed.includes(id)) return remove(state, what, tools)
  const act: NewEntry = { kind: 'unsend', id, at, bytes: ACT_BYTES, state: 'waiting' }
  const { own } = state
  const entry = own.entries.find((one) => isMessage(one) && one.id === id)
  const after = wiped(item, neverLeft(entry, handed) ? 'done' : 'asked')
  const next = { ...state, items: swap(state.items, item, after) }
  const entries = own.entries.flatMap((one) => {
    if (one === entry) return [{ ...act, n: one.n, chain: one.chain }]
    return isWordsOf(one, id) ? [] : [one]
  })
  const isKept = entries.length === own.entries.length
  if (entry) return restart({ ...next, own: { ...own, entries } }, tools)
  const begun = isKept ? next : await restart({ ...next, own: { ...own, entries } }, tools)
  return { ...begun, own: await append(tools, begun.own, act) }
}

/** Removes a message from this device only. An unacknowledged own one can only be unsent. */
export async function remove(state: LedgerState, what: Reference, tools: LedgerTools): Promise<LedgerState> {
  const item = findSaid(state.items, what)
  if (!item) return state
  const { own } = state
  const words = item.kind === 'own' ? own.entries.filter((one) => isWordsOf(one, item.id)) : []
  if (words.some((one) => one.state === 'waiting' || one.state === 'sent')) return state
  const next = {
    ...state,
    items: withoutItem(state.items, item),
    failed: item.kind === 'own' ? state.failed.filter((id) => id !== item.id) : state.failed,
  }
  if (words.length === 0) return next
  // It was due to be resent, or was given up: drop the entries, and tell a peer that lost the message.
  const dropped = new Set<unknown>(words)
  const entries = own.entries.filter((one) => !dropped.has(one))
  const isLost = words.some((one) => isMessage(one) && one.state === 'again')
  return restart({ ...next, own: { ...own, entries } }, tools, [], isLost ? 1 : 0)
}
