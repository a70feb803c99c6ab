/** The dependencies of the REST handlers. */
import type { Bus } from '../bus/bus.ts'
import type { ServerClock } from '../core/clock.ts'
import type { Buckets, GuessBudget } from '../core/rate.ts'
import type { Store } from '../store/store.ts'
import type { Challenges } from './call/challenges.ts'
import type { InviteQuota } from './invite-quota.ts'
import type { NudgePorts } from './nudge-ports.ts'
import type { PasskeyPorts } from './passkeys/routes.ts'
import type { TurnCredentials } from './turn-credentials.ts'

export interface Api {
  readonly store: Store
  readonly bus: Bus
  readonly clock: ServerClock
  readonly calls: Buckets
  readonly guesses: GuessBudget
  /** Budget for rooms created by accepting. */
  readonly rooms: Buckets
  readonly invites: InviteQuota
  readonly challenges: Challenges
  /** Whether rate limits apply. */
  readonly limited: boolean
  readonly passkeys: PasskeyPorts
  readonly turn: {
    /** Null: the operator has no TURN server. */
    readonly credentials: TurnCredentials | null
    readonly calls: Buckets
  }
  /** Null: this server does not ring phones. */
  readonly nudges: NudgePorts | null
  readonly newRoomId: () => string
}
