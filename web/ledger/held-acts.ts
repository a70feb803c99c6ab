/** Holds acts of a peer that is not trusted yet, unconfirmed, and carries them out once the person trusts it. */
import type { Act } from './content.ts'
import type { LedgerEffect, LedgerState } from './ledger.types.ts'
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
