/** One ring: the call to the server, and what became of it for the ringer and for the person who pressed. */
import type { RingOutcome } from '../../../protocol/nudges.ts'
import type { Rest, RestFailure } from '../../transport/api/rest.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { RingAnswer } from './nudges.model.ts'

/** A server that cannot be reached, or has trouble, is asked again after this. */
const TROUBLE_MS = 60_000
/** No honest server asks for more: the longest pause of a push service. A wrong one may name a time that no calendar and no timer has. */
export const LATER_MS_MAX = 3_600_000

export interface RingTold {
  readonly outcome: RingOutcome
  readonly retryAfterMs: number
  readonly unreachable: boolean
}

const laterIn = (retryAfterMs: number = TROUBLE_MS): number => Math.min(retryAfterMs, LATER_MS_MAX)

/** What a failed call means: a ticket that this server does not take is gone; all else may work later. */
function toldBy(failure: RestFailure): RingTold {
  switch (failure.code) {
    case 'invalid_ticket':
    case 'ticket_expired':
      return { outcome: 'gone', retryAfterMs: 0, unreachable: false }
    case 'not_found':
      return { outcome: 'refused', retryAfterMs: 0, unreachable: false }
    case 'too_many_requests':
      return { outcome: 'later', retryAfterMs: laterIn(failure.retryAfterMs), unreachable: false }
    default:
      return {
        ...{ outcome: 'later', retryAfterMs: TROUBLE_MS },
        unreachable: failure.code === 'server_unreachable',
      }
  }
}

/** Rings by a ticket. `now`: a person pressed Ring. Null for a session that has no room. */
export async function callRing(
  rest: Pick<Rest, 'ring'>,
  session: SessionRecord | undefined,
  ticket: string,
  now: boolean,
): Promise<RingTold | null> {
  if (session?.state.kind !== 'accepted') return null
  const { server, identity, state } = session
  const body = { roomid: state.roomId, deviceId: identity.deviceId, ticket, ...(now && { now }) }
  const asked = await rest.ring(server, body)
  if (!asked.ok) return toldBy(asked.error)
  const { outcome, retryAfterMs } = asked.value
  return { outcome, retryAfterMs: laterIn(retryAfterMs), unreachable: false }
}

/** What a person reads about it. `at`: now, wall clock, milliseconds. */
export function answerOf({ outcome, retryAfterMs, unreachable }: RingTold, at: number): RingAnswer {
  if (unreachable) return { kind: 'unreachable' }
  switch (outcome) {
    case 'sent':
      return { kind: 'rang' }
    case 'later':
      return { kind: 'later', at: at + retryAfterMs }
    default:
      return { kind: outcome }
  }
}
