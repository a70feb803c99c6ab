/** Requests of a peer that is not trusted yet: kept unconfirmed, and done once the person has settled the trust. */
import type { LedgerEffect, LedgerState, Request } from './ledger.types.ts'
import { theirAct } from './message-acts.ts'

/** Requests that are held for a peer that is not trusted; its outbox holds no more. */
const HELD_MAX = 500
/** Keeps a request for later. It is not confirmed, so its author is not told that it was done; too many are not taken, and come again. */
export function hold(
  state: LedgerState,
  next: LedgerState,
  said: Request,
  before: string,
  told: readonly LedgerEffect[],
): readonly [LedgerState, ...LedgerEffect[]] {
  const { held } = next.theirs
  const requests = [...(held?.requests ?? []), said]
  if (requests.length > HELD_MAX) return [state]
  const confirmed = held?.confirmed ?? { n: said.n - 1, chain: before }
  return [{ ...next, theirs: { ...next.theirs, held: { requests, confirmed } } }, ...told]
}

/** The peer is trusted now: does what it asked for meanwhile, and confirms it. */
export function onTrust(state: LedgerState): readonly [LedgerState, ...LedgerEffect[]] {
  const { held } = state.theirs
  if (!held) return [state]
  const items = held.requests.reduce((now, request) => theirAct(now, request) ?? now, state.items)
  return [{ ...state, items, theirs: { ...state.theirs, held: null } }, { kind: 'ack' }]
}
