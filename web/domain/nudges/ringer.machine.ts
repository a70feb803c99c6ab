/** When one phone rings the other, as a pure machine: once for what waits, then quiet, three times an absence. */
import type { Step } from '../../../base/machine.ts'
import { unreachable } from '../../../base/result.ts'
import type { RingOutcome } from '../../../protocol/nudges.ts'

/** A peer that is away for less may only be changing networks. */
export const RING_AFTER_MS = 10_000
/** Between two rings that nobody pressed: long enough for a person to see the first. */
export const RING_QUIET_MS = 900_000
/** Rings that nobody pressed, until the two have been connected again. */
export const RINGS_AN_ABSENCE = 3
/** Between two presses of Ring; the server takes one a minute too. */
export const RING_AGAIN_MS = 60_000
/** A phone that this server cannot ring is not tried again for a day. */
export const REFUSED_MS = 86_400_000

/** All times are wall clock, milliseconds since 1970. */
export interface RingerState {
  /** When the peer's ticket runs out; null without one. */
  readonly until: number | null
  /** Since when the peer is away; null while it is here or nobody knows. */
  readonly awaySince: number | null
  /** When the newest own message that waits was written; null for none. */
  readonly waiting: number | null
  /** The newest message that was rung for. */
  readonly rungFor: number
  /** The latest ring that the push service took. */
  readonly rangAt: number | null
  /** Rings in this absence that nobody pressed. */
  readonly rings: number
  /** No ring by itself before this time, and no press before the other. */
  readonly quietUntil: number
  readonly pressFrom: number
  /** The ring under way; null for none. `before`: what had been rung for, for one more try. */
  readonly under: { readonly pressed: boolean; readonly before: number } | null
  /** Whether the one more try after "later" was used up. */
  readonly retried: boolean
}

/** What survives the page: without it a reload would ring once more. */
export type KeptRinger = Pick<RingerState, 'rungFor' | 'rangAt' | 'rings' | 'quietUntil' | 'pressFrom'>

export const firstRinger: KeptRinger = { rungFor: 0, rangAt: null, rings: 0, quietUntil: 0, pressFrom: 0 }
/** `at`: now. Kept times that lie further ahead than any wait are of a clock that was set back since, and are cut. */
export const createRinger = (kept: KeptRinger, until: number | null, at: number): RingerState => ({
  ...{ ...kept, until, awaySince: null, waiting: null, under: null, retried: false },
  rungFor: Math.min(kept.rungFor, at),
  quietUntil: Math.min(kept.quietUntil, at + REFUSED_MS),
  pressFrom: Math.min(kept.pressFrom, at + REFUSED_MS),
})

export type RingerEvent = { readonly at: number } & (
  | { readonly kind: 'here' }
  /** The peer's state is not known: no ring by itself until it is. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'away'; readonly since: number }
  /** `newest`: when the newest own message that waits was written. */
  | { readonly kind: 'waiting'; readonly newest: number | null }
  /** `same`: the one that is held already, which the peer gives again on each channel. */
  | { readonly kind: 'ticket'; readonly until: number | null; readonly same: boolean }
  | { readonly kind: 'tick' }
  /** The page is being hidden, and may live some seconds more. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'pressed' }
  | { readonly kind: 'answered'; readonly outcome: RingOutcome; readonly retryAfterMs: number }
)

export type RingerEffect =
  /** `now`: a person pressed Ring. */
  | { readonly act: 'ring'; readonly now: boolean }
  | { readonly act: 'wake'; readonly inMs: number }
  /** The ticket is of no use any more. */
  | { readonly act: 'drop' }

type S = Step<RingerState, RingerEffect>

const isAlive = ({ until }: RingerState, at: number): boolean => until !== null && until > at

/** Rings, or says when to look again. `leaving`: the page may not live until the wait is over. */
function decide(state: RingerState, at: number, leaving = false): S {
  const { awaySince, waiting, rungFor, under, rings, quietUntil } = state
  if (under || !isAlive(state, at) || awaySince === null || rings >= RINGS_AN_ABSENCE) return [state]
  if (waiting === null || waiting <= rungFor) return [state]
  const due = Math.max(leaving ? 0 : awaySince + RING_AFTER_MS, quietUntil)
  if (at < due) return [state, { act: 'wake', inMs: due - at }]
  return [
    { ...state, under: { pressed: false, before: rungFor }, rungFor: waiting, rings: rings + 1 },
    { act: 'ring', now: false },
  ]
}

/** Whether a press on Ring does something now. */
export const canPress = (state: RingerState, at: number): boolean =>
  isAlive(state, at) && !state.under && at >= state.pressFrom

function onPressed(state: RingerState, at: number): S {
  if (!canPress(state, at)) return [state]
  const { rungFor, waiting } = state
  return [
    { ...state, under: { pressed: true, before: rungFor }, rungFor: Math.max(rungFor, waiting ?? 0) },
    { act: 'ring', now: true },
  ]
}

function onAnswered(state: RingerState, outcome: RingOutcome, retryAfterMs: number, at: number): S {
  const { under } = state
  if (!under) return [state]
  const done = { ...state, under: null }
  switch (outcome) {
    case 'sent':
      return [
        {
          ...done,
          rangAt: at,
          quietUntil: at + RING_QUIET_MS,
          pressFrom: at + RING_AGAIN_MS,
          retried: false,
        },
      ]
    case 'gone':
      return [{ ...done, until: null, rungFor: under.before }, { act: 'drop' }]
    case 'refused':
      return [{ ...done, quietUntil: at + REFUSED_MS, pressFrom: at + REFUSED_MS }]
    case 'later': {
      const from = at + retryAfterMs
      // One more try by itself; after that only a press.
      const again = !under.pressed && !state.retried
      const waits = { ...done, quietUntil: Math.max(done.quietUntil, from), pressFrom: from }
      if (!again) return [waits]
      return decide({ ...waits, rungFor: under.before, rings: done.rings - 1, retried: true }, at)
    }
    default:
      return unreachable(outcome)
  }
}

export function stepRinger(state: RingerState, event: RingerEvent): S {
  const { at } = event
  switch (event.kind) {
    case 'here':
      // That ends the quiet after a ring, and no wait that the server asked for.
      return [{ ...state, awaySince: null, rings: 0, quietUntil: state.pressFrom, retried: false }]
    case 'unclear':
      return [{ ...state, awaySince: null }]
    case 'away':
      return decide({ ...state, awaySince: event.since }, at)
    case 'waiting':
      return decide({ ...state, waiting: event.newest }, at)
    case 'ticket': {
      // A new ticket is a new subscription: what was refused or gone before says nothing about it.
      const pressFrom = event.same ? state.pressFrom : Math.min(state.pressFrom, at + RING_AGAIN_MS)
      return decide({ ...state, until: event.until, pressFrom }, at)
    }
    case 'tick':
      return decide(state, at)
    case 'hidden':
      return decide(state, at, true)
    case 'pressed':
      return onPressed(state, at)
    case 'answered':
      return onAnswered(state, event.outcome, event.retryAfterMs, at)
    default:
      return unreachable(event)
  }
}
