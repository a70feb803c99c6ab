/** One socket as the hub sees it, and the messages for it. */
import { createTokenBucket, type TokenBucket } from '../../base/token-bucket.ts'
import type { SignalError } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Client } from '../core/client.ts'
import { RELAY_RATE, SIGNAL_RATE } from './allowance.ts'

/** The part of a WebSocket that the hub uses; Bun's ServerWebSocket implements it. */
export interface Peer {
  readonly data: PeerData
  readonly send: (text: string) => number
  readonly close: (code: number, reason: string) => void
  readonly terminate: () => void
  readonly getBufferedAmount: () => number
}

/** The data of each socket; small, since there may be many thousands. */
export interface PeerData {
  readonly id: number
  readonly client: Client
  /** Time of its last message, monotonic milliseconds. */
  heardAt: number
  roomId: RoomId | null
  /** The key of the invite that it watches. */
  watching: string | null
  readonly signals: TokenBucket
  over: boolean
  /** Removes it from its client's count of open sockets. */
  release: () => void
  /** Messages that wait for the store to answer an earlier one; null when none is pending. */
  waiting: string[] | null
  /** Agreed, in this room, to sealed frames through the server. */
  relays: boolean
  /** Rate limit for relayed characters. */
  readonly relayed: TokenBucket
}

/** Creates the data of a new socket. `now`: monotonic milliseconds. */
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
