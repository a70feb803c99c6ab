/** Ringing as the views see it: whether this phone rings, whether the other one can be rung, and what became of it. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { PushState } from '../../platform/page/push.ts'
import type { SessionId } from '../sessions/session.ts'

/** Why ringing could not be turned on. */
export type NudgeFailure =
  /** An iPhone has it only in the installed app. */
  | 'not_installed'
  /** This browser has no push. */
  | 'absent'
  | 'denied'
  /** The person closed the browser's question. */
  | 'not_answered'
  /** The browser or its push service did not answer, or refused. */
  | 'push_failed'
  | 'server_does_not_ring'
  | 'server_unreachable'
  /** The server answered, and did not take it: it is asked too often or has trouble, or this phone's clock is wrong. */
  | 'server_refused'
  | 'too_many'
  | 'storage_failed'

/** What became of a press on Ring. `at`: when it may be pressed again, wall clock, milliseconds. */
export type RingAnswer =
  | { readonly kind: 'rang' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'unreachable' }

export interface SessionNudges {
  /** Whether this phone rings for this session. */
  readonly on: ReadonlySignal<boolean>
  /** Whether the person may be asked now: an own message waits, and not for this phone's own network, and nobody said not now. */
  readonly offered: ReadonlySignal<boolean>
  /** Whether a ticket of the other phone is held. */
  readonly canRing: ReadonlySignal<boolean>
  readonly isRinging: ReadonlySignal<boolean>
  /** What became of the latest ring that a person pressed in this page; null for none. */
  readonly answer: ReadonlySignal<RingAnswer | null>
  /** Asks the browser, so it is called in a tap. */
  readonly turnOn: () => Promise<Result<void, NudgeFailure>>
  readonly turnOff: () => Promise<Result<void, 'storage_failed'>>
  readonly decline: () => void
  readonly ring: () => void
}

export interface RingingSession {
  readonly id: SessionId
  readonly name: string
  /** Since when it rings, wall clock, milliseconds. */
  readonly madeAt: number
  /** The browser lost its subscription. */
  readonly lost: boolean
}

/** The steps of ringing this phone, in order. */
export const TEST_STEPS = ['permission', 'server', 'subscription', 'ring', 'arrival'] as const
export type TestStep = (typeof TEST_STEPS)[number]
export type TestState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly step: TestStep }
  | { readonly kind: 'good' }
  | { readonly kind: 'failed'; readonly step: TestStep }

export interface Nudges {
  readonly of: (id: SessionId) => SessionNudges
  /** What the browser says; null before it was asked. */
  readonly push: ReadonlySignal<PushState>
  readonly ringing: ReadonlySignal<readonly RingingSession[]>
  /** Whether the browser gave several sessions one address. */
  readonly shared: ReadonlySignal<boolean>
  /** Subscribes anew what the browser lost; called in a tap. */
  readonly repair: () => Promise<Result<void, NudgeFailure>>
  readonly test: ReadonlySignal<TestState>
  /** Rings this phone through the server of new sessions, and says which step failed; called in a tap. */
  readonly runTest: () => Promise<void>
}
