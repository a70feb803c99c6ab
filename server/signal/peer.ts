/** One socket as the hub knows it, and the sentences that it can be sent. */
import { createTokenBucket, type TokenBucket } from '../../base/token-bucket.ts'
import type { SignalError } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Client } from '../core/client.ts'
import { RELAY_RATE, SIGNAL_RATE } from './allowance.ts'

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
  readonly client: Client
  /** When it last said something, by the clock that only goes forward. */
  heardAt: number
  roomId: RoomId | null
  /** The invite that it watches, as a key of the watchers. */
  watching: string | null
  readonly signals: TokenBucket
  over: boolean
  /** Counts it off its client's open sockets. */
  release: () => void
  /** Messages that came while the store was asked for an earlier one; null when none is under way. */
  waiting: string[] | null
  /** Said yes, in this room, to sealed frames through the server. */
  relays: boolean
  /** Characters that it may still relay now. */
  readonly relayed: TokenBucket
}

/** `now` is of the clock that only goes forward. */
export const newPeerData = (id: number, client: Client, now: number): PeerData => ({
  id,
  client,
  heardAt: now,
  roomId: null,
  watching: null,
  signals: createTokenBucket(SIGNAL_RATE, now),
  over: false,
  release: () => {},
  waiting: null,
  relays: false,
  relayed: createTokenBucket(RELAY_RATE, now),
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
  unavailable: 'The server has trouble. Try again in a moment.',
}
