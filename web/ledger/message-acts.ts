/** What a person does with a message that was said: reacts, unsends it, takes it from this phone. And what of that the other may do here. */
import { type Reference, turned } from '../../protocol/message.ts'
import type { LedgerEvent, LedgerItem, LedgerState, LedgerTools, Request } from './ledger.types.ts'
import { ACT_BYTES, append, type Draft } from './outbox.ts'
import { restart } from './resync.ts'

type Said = Exclude<LedgerItem, { kind: 'notice' }>
type Did<K extends LedgerEvent['kind']> = Extract<LedgerEvent, { kind: K }>

const isMeant = (item: LedgerItem, { by, id }: Reference): item is Said =>
  item.kind === (by === 'me' ? 'own' : 'theirs') && item.id === id
const findSaid = (items: readonly LedgerItem[], what: Reference): Said | undefined =>
  items.find((item): item is Said => isMeant(item, what))
const swap = (items: readonly LedgerItem[], before: LedgerItem, after: LedgerItem): readonly LedgerItem[] =>
  items.map((item) => (item === before ? after : item))

/** Nothing is left of it but its place: no text, no answer, no reaction. */
function wiped(item: Said, unsent: 'asked' | 'done'): LedgerItem {
  const { k, at, id } = item
  return item.kind === 'own'
    ? { k, at, kind: 'own', id, text: '', s: item.s, n: item.n, unsent }
    : { k, at, kind: 'theirs', id, text: '', unsent: 'done' }
}

/** The items after what they did; null when they spoke of what is not here or, to unsend it, not theirs. */
export function theirAct(items: readonly LedgerItem[], said: Request): readonly LedgerItem[] | null {
  const item = findSaid(items, said.t === 'react' ? turned(said.to) : { by: 'you', id: said.id })
  if (!item) return null
  if (item.unsent) return items
  if (said.t === 'unsend') return swap(items, item, wiped(item, 'done'))
  return swap(items, item, { ...item, reactions: { ...item.reactions, you: said.reaction ?? undefined } })
}

/** One reaction for each message: one that is still on its way is replaced. */
export async function react(
  state: LedgerState,
  { to, reaction, at }: Did<'react'>,
  tools: LedgerTools,
): Promise<LedgerState> {
  const item = findSaid(state.items, to)
  if (!item || item.unsent || (item.reactions?.me ?? null) === reaction) return state
  const after = { ...item, reactions: { ...item.reactions, me: reaction ?? undefined } }
  const next = { ...state, items: swap(state.items, item, after) }
  const draft: Draft = { kind: 'react', to, reaction, at, bytes: ACT_BYTES, state: 'waiting' }
  const { entries } = state.own
  const others = entries.filter(
    (entry) => entry.kind !== 'react' || entry.to.id !== to.id || entry.to.by !== to.by,
  )
  const begun =
    others.length === entries.length
      ? next
      : await restart({ ...next, own: { ...next.own, entries: others } }, tools)
  return { ...begun, own: await append(tools, begun.own, draft) }
}

/** Takes an own message back. One that was not acknowledged leaves the outbox, and the request takes its place: it may have arrived all the same. */
export async function unsend(
  state: LedgerState,
  { id, at, handed }: Did<'unsend'>,
  tools: LedgerTools,
): Promise<LedgerState> {
  const what: Reference = { by: 'me', id }
  const item = findSaid(state.items, what)
  if (!item || item.unsent) return state
  // It surely did not arrive: nobody has to be asked.
  if (state.failed.includes(id)) return remove(state, what, tools)
  const draft: Draft = { kind: 'unsend', id, at, bytes: ACT_BYTES, state: 'waiting' }
  const { own } = state
  const entry = own.entries.find((one) => one.kind === 'text' && one.id === id)
  const neverLeft = entry?.state === 'waiting' && entry.n > handed
  const next = { ...state, items: swap(state.items, item, wiped(item, neverLeft ? 'done' : 'asked')) }
  if (!entry) return { ...next, own: await append(tools, own, draft) }
  const { n, chain } = entry
  const entries = own.entries.map((one) => (one === entry ? { ...draft, n, chain } : one))
  return restart({ ...next, own: { ...own, entries } }, tools)
}

/** Takes a message from this phone alone. What is under way can be unsent, not removed. */
export async function remove(state: LedgerState, what: Reference, tools: LedgerTools): Promise<LedgerState> {
  const item = findSaid(state.items, what)
  if (!item) return state
  const { own } = state
  const entry =
    item.kind === 'own' ? own.entries.find((one) => one.kind === 'text' && one.id === item.id) : undefined
  if (entry?.state === 'waiting' || entry?.state === 'sent') return state
  const next = {
    ...state,
    items: state.items.filter((one) => one !== item),
    failed: item.kind === 'own' ? state.failed.filter((id) => id !== item.id) : state.failed,
  }
  if (!entry) return next
  // It waits to be given once more, or was given up: it is neither now, and whoever lost it is told so.
  const entries = own.entries.filter((one) => one !== entry)
  return restart({ ...next, own: { ...own, entries } }, tools, [], entry.state === 'again' ? 1 : 0)
}
