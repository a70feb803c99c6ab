/** Where the peer's ticket of a session is stored; a file of its own, since whoever erases a session needs nothing else of ringing. */
import type { SessionId } from '../sessions/session.ts'

export const ticketKeyOf = (id: SessionId): string => `chat.ticket.${id}`
