/** How long messages live, agreed by both: proposals, answers, and one answer on both phones whatever was lost in between. */

import type { MessageId } from '../../../protocol/ids.ts'
import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import type { LifetimeMessage, LifetimeState } from '../sessions/lifetime.types.ts'

export interface LifetimeStep {
  readonly state: LifetimeState
  readonly send?: LifetimeMessage
  readonly notice?: 'lifetime_changed' | 'lifetime_declined'
}

/** Proposals that may be open at once: an accept of an older one may still be on its way. */
const MINE_MAX = 4

const agreed = (
  { rev }: LifetimeState,
  seconds: LifetimeSeconds,
  accepted: MessageId | null,
): LifetimeState => ({ seconds, rev: rev + 1, accepted, mine: [], theirs: null })

export const stateMessage = ({ seconds, rev, accepted }: LifetimeState): LifetimeMessage => ({
  t: 'lifetime',
  step: 'state',
  seconds,
  rev,
  accepted,
})

export function propose(state: LifetimeState, id: MessageId, seconds: LifetimeSeconds): LifetimeStep {
  // Both want the same: that is an answer.
  if (state.theirs?.seconds === seconds) return accept(state)
  const mine = [...state.mine, { id, seconds }].slice(-MINE_MAX)
  return { state: { ...state, mine }, send: { t: 'lifetime', step: 'propose', id, seconds, rev: state.rev } }
}

export function accept(state: LifetimeState): LifetimeStep {
  const { theirs, rev } = state
  if (!theirs) return { state }
  return {
    state: agreed(state, theirs.seconds, theirs.id),
    send: { t: 'lifetime', step: 'accept', id: theirs.id, rev },
    notice: 'lifetime_changed',
  }
}

export function decline(state: LifetimeState): LifetimeStep {
  const { theirs } = state
  if (!theirs) return { state }
  return { state: { ...state, theirs: null }, send: { t: 'lifetime', step: 'decline', id: theirs.id } }
}

/** What to say when a channel opens. */
export function opening(state: LifetimeState): readonly LifetimeMessage[] {
  const last = state.mine.at(-1)
  return last
    ? [stateMessage(state), { t: 'lifetime', step: 'propose', ...last, rev: state.rev }]
    : [stateMessage(state)]
}

function compare(state: LifetimeState, said: Extract<LifetimeMessage, { step: 'state' }>): LifetimeStep {
  const own = state.mine.find(({ id }) => id === said.accepted)
  // Their answer got lost on the way: it is this.
  if (own && said.rev === state.rev + 1 && own.seconds === said.seconds)
    return { state: agreed(state, own.seconds, own.id), notice: 'lifetime_changed' }
  // The other side will find its own proposal accepted by what we said when the channel opened.
  if (said.rev === state.rev - 1 && state.accepted !== null) return { state }
  if (said.rev === state.rev && said.seconds === state.seconds) return { state }
  // A copy that fell behind, or a lie: nobody keeps longer than agreed, and both come to the same.
  const seconds = Math.min(said.seconds, state.seconds) as LifetimeSeconds
  const rev = Math.max(said.rev, state.rev)
  const changed = seconds !== state.seconds
  return {
    state: { ...state, seconds, rev, mine: [], theirs: null },
    ...(changed ? { notice: 'lifetime_changed' as const } : {}),
  }
}

export function receive(state: LifetimeState, said: LifetimeMessage): LifetimeStep {
  switch (said.step) {
    case 'propose':
      if (said.rev !== state.rev) return { state, send: stateMessage(state) }
      // Both proposed the same at once.
      if (state.mine.at(-1)?.seconds === said.seconds && state.mine.length > 0)
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
