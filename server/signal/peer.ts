/** One socket as the hub knows it, and the sentences that it can be told. */
import type { SignalError } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { RELAY_BURST_BYTES } from '../../protocol/limits.ts'
import { SIGNALS_BURST } from '../core/limits.ts'
import type { ClientKey } from '../core/rate.ts'

/** What the hub needs of a WebSocket; Bun's ServerWebSocket has it. */
export interface Peer {
  readonly data: PeerData
  readonly send: (text: string) => number
  readonly close: (code: number, reason: string) => void
  readonly terminate: () => void
  readonly getBufferedAmount: () => number
}

/** Kept for each socket; small, since there may be many thousands. */
export interface PeerData {
  readonly id: number
  readonly client: ClientKey
  heardAt: number
  roomId: RoomId | null
  watching: string | null
  tokens: number
  over: boolean
  /** Said yes, in this room, to sealed frames through the server. */
  relays: boolean
  /** Bytes that it may still relay now. */
  relayBytes: number
}

export const newPeerData = (id: number, client: ClientKey, heardAt: number): PeerData => ({
  id,
  client,
  heardAt,
  roomId: null,
  watching: null,
  tokens: SIGNALS_BURST,
  over: false,
  relays: false,
  relayBytes: RELAY_BURST_BYTES,
})

export const SENTENCES: Readonly<Record<SignalError, string>> = {
  invalid: 'This message was not understood.',
  too_large: 'This message is too large.',
  rate_limited: 'Too many messages; wait a moment.',
  room_not_found: 'There is no such room.',
  not_a_member: 'This device is not a member of that room.',
  not_ready: 'The other side is not in the room.',
  invite_not_found: 'There is no such invite.',
  relay_not_agreed: 'The two of you have not both agreed to send through the server.',
  relay_off: 'This server does not pass messages on.',
  too_many_sockets: 'Too many connections from here.',
}
