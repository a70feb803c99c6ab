/** The peer's ticket of one session, in a sealed record of its own, with what was rung by it. */
import * as v from 'valibot'
import { ticketTextSchema } from '../../../protocol/nudges.ts'
import type { Kept, Kv } from '../../platform/storage/kv.ts'
import type { SessionId } from '../sessions/session.ts'
import { ticketKeyOf } from './ticket-key.ts'

const millis = v.pipe(v.number(), v.minValue(0))
const peerTicketSchema = v.object({
  ticket: ticketTextSchema,
  /** When it runs out, wall clock, milliseconds. */
  until: millis,
  ringer: v.object({
    rungFor: millis,
    rangAt: v.nullable(millis),
    rings: v.pipe(v.number(), v.integer(), v.minValue(0)),
    quietUntil: millis,
    pressFrom: millis,
  }),
})
export type PeerTicket = v.InferOutput<typeof peerTicketSchema>

export interface PeerTickets {
  /** Null when there is none, or none that can be read. */
  readonly read: (id: SessionId) => Promise<PeerTicket | null>
  readonly write: (id: SessionId, ticket: PeerTicket) => Kept<void>
  readonly remove: (id: SessionId) => Kept<void>
}

export const createPeerTickets = (kv: () => Kv): PeerTickets => ({
  async read(id) {
    const raw = await kv().get(ticketKeyOf(id))
    const parsed = v.safeParse(peerTicketSchema, raw.ok ? raw.value : undefined)
    return parsed.success ? parsed.output : null
  },
  write: (id, ticket) => kv().set(ticketKeyOf(id), ticket),
  remove: (id) => kv().remove(ticketKeyOf(id)),
})
