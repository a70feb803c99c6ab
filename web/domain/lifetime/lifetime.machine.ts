/** The agreement on how long messages live: proposals and answers that end the same on both devices, whatever messages were lost. */

import type { MessageId } from '../../../protocol/ids.ts'
import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import type { LifetimeMessage, LifetimeProposal, LifetimeState } from './lifetime.types.ts'

export interface LifetimeStep {
  readonly state: LifetimeState
  readonly send?: LifetimeMessage
  readonly notice?: 'lifetime_changed' | 'lifetime_declined' | 'lifetime_differs'
}

/** Own proposals that may be open at once: an accept of an older one may still be on its way. */
const MINE_MAX = 4

/** Own proposals remembered after another was agreed to; the stored schema takes no more. */
const OFFERED_MAX = 16
/** How far a peer's revision may be ahead of ours; a larger one is a lie that would exhaust the counter. */
const REV_AHEAD_MAX = 1_000
/** Stands for a proposal where the other side names none. */
const NO_PROPOSAL = 'no-proposal' as MessageId

const agreed = (
  { rev, mine, offered = [] }: LifetimeState,
  seconds: LifetimeSeconds,
  accepted: MessageId | null,
): LifetimeState => ({
  ...{ seconds, rev: rev + 1, accepted, mine: [], theirs: null },
  offered: [...offered, ...mine].filter(({ id }) => id !== accepted).slice(-OFFERED_MAX),
})

export const stateMessage = ({ seconds, rev, accepted }: LifetimeState): LifetimeMessage => ({
  t: 'lifetime',
  step: 'state',
  seconds,
  rev,
  accepted,
})

export function propose(state: LifetimeState, id: MessageId, seconds: LifetimeSeconds): LifetimeStep {
  // Both proposed the same, which is an agreement.
  if (state.theirs?.seconds === seconds) return accept(state)
  const all = [...state.mine, { id, seconds }]
  const mine = all.slice(-MINE_MAX)
  const offered = [...(state.offered ?? []), ...all.slice(0, -MINE_MAX)].slice(-OFFERED_MAX)
  return {
    state: { ...state, mine, offered },
    send: { t: 'lifetime', step: 'propose', id, seconds, rev: state.rev },
  }
}

export function accept(state: LifetimeState): LifetimeStep {
  const { theirs, rev } = state
  if (!theirs) return { state }
  if (theirs.differs) {
    const next = { ...state, seconds: theirs.seconds, mine: [], theirs: null }
    return { state: next, send: stateMessage(next), notice: 'lifetime_changed' }
  }
  return {
    state: agreed(state, theirs.seconds, theirs.id),
    send: { t: 'lifetime', step: 'accept', id: theirs.id, rev },
    notice: 'lifetime_changed',
  }
}

/** Declines. If the other side claims another agreement, proposes this side's lifetime instead, under `id`. */
export function decline(state: LifetimeState, id: MessageId): LifetimeStep {
  const { theirs } = state
  if (!theirs) return { state }
  if (theirs.differs) return propose({ ...state, theirs: null }, id, state.seconds)
  return { state: { ...state, theirs: null }, send: { t: 'lifetime', step: 'decline', id: theirs.id } }
}

/** The messages to send when a channel opens. */
export function opening(state: LifetimeState): readonly LifetimeMessage[] {
  const last = state.mine.at(-1)
  return last
    ? [stateMessage(state), { t: 'lifetime', step: 'propose', ...last, rev: state.rev }]
    : [stateMessage(state)]
}

/** An own proposal that the other side says it accepted. */
const ownAccepted = (
  { mine, offered = [] }: LifetimeState,
  { accepted, seconds }: Extract<LifetimeMessage, { step: 'state' }>,
): LifetimeProposal | undefined =>
  [...mine, ...offered].find((own) => own.id === accepted && own.seconds === seconds)

function compare(state: LifetimeState, said: Extract<LifetimeMessage, { step: 'state' }>): LifetimeStep {
  const own = ownAccepted(state, said)
  // Their answer got lost: this message implies it.
  if (own && said.rev === state.rev + 1)
    return { state: agreed(state, own.seconds, own.id), notice: 'lifetime_changed' }
  // Our opening message tells the other side that its proposal was accepted.
  if (said.rev === state.rev - 1 && state.accepted !== null) return { state }
  const rev = said.rev <= state.rev + REV_AHEAD_MAX ? Math.max(said.rev, state.rev) : state.rev
  if (said.seconds === state.seconds)
    return rev === state.rev ? { state } : { state: { ...state, rev, theirs: null } }
  // Each accepted the other's proposal at the same time: both people agreed to both, so both sides take the shorter.
  if (own && said.rev === state.rev) {
    if (said.seconds > state.seconds) return { state }
    // Later proposals stay open on both sides, since the other side may have accepted one already.
    return {
      state: { ...state, seconds: own.seconds, accepted: own.id, theirs: null },
      notice: 'lifetime_changed',
    }
  }
  return differ({ ...state, rev }, said)
}

/**
 * The other side claims an agreement that nobody here accepted: an outdated copy, or a lie.
 * The lifetime stays as it is; the person is told and asked, unless they have answered already.
 */
function differ(
  state: LifetimeState,
  { seconds, accepted }: Extract<LifetimeMessage, { step: 'state' }>,
): LifetimeStep {
  const { theirs, mine } = state
  const hasAnswered = mine.at(-1)?.seconds === state.seconds
  if (hasAnswered || (theirs?.differs && theirs.seconds === seconds)) return { state }
  return {
    state: { ...state, theirs: { id: accepted ?? NO_PROPOSAL, seconds, differs: true } },
    notice: 'lifetime_differs',
  }
}

export function receive(state: LifetimeState, said: LifetimeMessage): LifetimeStep {
  switch (said.step) {
    case 'propose':
      if (said.rev !== state.rev) return { state, send: stateMessage(state) }
      // Both proposed the same at the same time.
      if (state.mine.at(-1)?.seconds === said.seconds)
        return accept({ ...state, theirs: { id: said.id, seconds: said.seconds } })
      return { state: { ...state, theirs: { id: said.id, seconds: said.seconds } } }
    case 'accept': {
      const own = state.mine.find(({ id }) => id === said.id)
      if (!own || said.rev !== state.rev) return { state, send: stateMessage(state) }
      return { state: agreed(state, own.seconds, own.id), notice: 'lifetime_changed' }
    }
    case 'decline':
      if (!state.mine.some(({ id }) => id === said.id)) return { state }
      return {
        state: { ...state, mine: state.mine.filter(({ id }) => id !== said.id) },
        notice: 'lifetime_declined',
      }
    default:
      return compare(state, said)
  }
}
