/** Holds acts of a peer that is not trusted yet, unconfirmed, and carries them out once the person trusts it. */
import type { Act } from './content.ts'
import type { HeldActs, LedgerEffect, LedgerItem, LedgerState } from './ledger.types.ts'
import { theirAct } from './message-acts.ts'

/** Most acts held for one peer: as many as its outbox can hold. */
const HELD_MAX = 500
/** Text in them (UTF-16 units): as much as its outbox can hold, since each is at most as long in UTF-16 as in UTF-8. */
const HELD_CHARS_MAX = 4 * 1024 * 1024
/** Holds an act without confirming it, so that its author sees it as pending; beyond the bounds it is dropped and comes again. */
export function hold(
  state: LedgerState,
  next: LedgerState,
  said: Act,
  before: string,
  told: readonly LedgerEffect[],
): readonly [LedgerState, ...LedgerEffect[]] {
  const { held } = next.theirs
  const requests = [...(held?.requests ?? []), said]
  const chars = requests.reduce((sum, act) => sum + (act.t === 'edit' ? act.text.length : 0), 0)
  if (requests.length > HELD_MAX || chars > HELD_CHARS_MAX) return [state]
  const confirmed = held?.confirmed ?? { n: said.n - 1, chain: before }
  return [{ ...next, theirs: { ...next.theirs, held: { requests, confirmed } } }, ...told]
}

/** The peer is trusted now: carries out its held acts and confirms them. */
export function onTrust(state: LedgerState): readonly [LedgerState, ...LedgerEffect[]] {
  const { held } = state.theirs
  if (!held) return [state]
  const items = held.requests.reduce((now, act) => theirAct(now, act) ?? now, state.items)
  return [{ ...state, items, theirs: { ...state.theirs, held: null } }, { kind: 'ack' }]
}

/** What is held without changes of messages that are in none of `parts`: such a change would keep the words of a message that is gone. */
export function heldFor(held: HeldActs | null, parts: Iterable<readonly LedgerItem[]>): HeldActs | null {
  if (!held?.requests.some(({ t }) => t === 'edit')) return held
  const here = new Set<string>()
  for (const items of parts) for (const item of items) if (item.kind === 'theirs') here.add(item.id)
  const requests = held.requests.filter((act) => act.t !== 'edit' || here.has(act.id))
  return requests.length === held.requests.length ? held : { ...held, requests }
}

/** Drops held changes of messages that are not here any more. */
export function forgetHeld(state: LedgerState): LedgerState {
  const held = heldFor(state.theirs.held, [state.items])
  return held === state.theirs.held ? state : { ...state, theirs: { ...state.theirs, held } }
}
