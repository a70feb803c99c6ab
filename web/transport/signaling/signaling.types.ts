/** States, inputs, effects and timeouts of the signaling machine. */
import type { DeviceId, JoinCode, RoomId, SealName, Seat } from '../../../protocol/ids.ts'
import type { ClientSignal, IceServer, ServerSignal } from '../../../protocol/signal.ts'

/** The first attempt gets more time than later ones, since a phone's radio may be asleep. */
export const CONNECT_FIRST_MS = 8_000
export const CONNECT_AGAIN_MS = 5_000
/** After a return iOS needs a moment to restore the network. */
export const SETTLE_MS = 250
/** A leave without an answer in this time: the socket is dead, and a new one repeats the leave. */
export const LEFT_WITHIN_MS = 3_000
/** Wait before a full room is joined again, since a dead socket may hold the seat; also after a server's trouble. */
export const FULL_RETRY_MS = 5_000
/** Wait before an unknown room is joined again: the server may be wrong, or may get its data back. */
export const UNKNOWN_RETRY_MS = 60_000

export type Want =
  | { readonly kind: 'invite'; readonly joinid: JoinCode; readonly client1: DeviceId }
  | { readonly kind: 'room'; readonly roomId: RoomId; readonly deviceId: DeviceId; readonly seat: Seat }

export type PeerSignal = Extract<ServerSignal, { type: 'webrtc_offer' | 'webrtc_answer' | 'ice_candidate' }>

/** Sealed frames through the server, and the agreement to send them. */
export type RelaySignal = Extract<
  ServerSignal,
  { type: 'relay_request' | 'relay_accept' | 'relay_decline' | 'relay' }
>

export type SignalingEvent =
  | { readonly kind: 'up' }
  | { readonly kind: 'down' }
  | { readonly kind: 'accepted'; readonly roomId: RoomId }
  | { readonly kind: 'invite_gone' }
  | { readonly kind: 'joined'; readonly ready: boolean }
  | {
      readonly kind: 'ready'
      readonly isInitiator: boolean
      readonly iceServers: readonly IceServer[]
      /** Whether the server relays sealed frames. */
      readonly relay: boolean
      /** Whether the server has TURN credentials to give. */
      readonly turn: boolean
      /** The other member's seal names, as the server reports them. */
      readonly seals: readonly SealName[]
    }
  | { readonly kind: 'peer_left' }
  | { readonly kind: 'peer_lost' }
  | { readonly kind: 'signal'; readonly signal: PeerSignal }
  | { readonly kind: 'relay'; readonly signal: RelaySignal }
  /** The server claims that there is no such room, or that we are not in it. */
  | { readonly kind: 'unknown' }
  /** The server could not reach its database; the join is repeated. */
  | { readonly kind: 'trouble' }
  | { readonly kind: 'full' }
  | { readonly kind: 'left' }

export type SignalingTimer =
  | 'connect'
  | 'joined'
  | 'ping'
  | 'pong'
  | 'backoff'
  | 'settle'
  | 'left'
  | 'ask_again'

export type SignalingState =
  | { readonly kind: 'connecting'; readonly epoch: number; readonly tries: number }
  /** `tries` is reset by the first pong: a socket that only opens and closes does not count as a success. */
  | { readonly kind: 'up'; readonly epoch: number; readonly tries: number }
  | { readonly kind: 'settling'; readonly epoch: number }
  | { readonly kind: 'backoff'; readonly epoch: number; readonly tries: number }
  | { readonly kind: 'leaving'; readonly epoch: number; readonly again: boolean }
  | { readonly kind: 'stopped'; readonly epoch: number }

export type SignalingInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'closed'; readonly epoch: number }
  | { readonly kind: 'received'; readonly epoch: number; readonly signal: ServerSignal }
  | { readonly kind: 'timer'; readonly name: SignalingTimer }
  | { readonly kind: 'send'; readonly signal: ClientSignal }
  | { readonly kind: 'rejoin' }
  | { readonly kind: 'check' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'stop' }

export type SignalingEffect =
  | { readonly kind: 'open'; readonly epoch: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'send'; readonly signal: ClientSignal }
  | { readonly kind: 'timer'; readonly name: SignalingTimer; readonly ms: number }
  /** Waits a random time that grows with `tries`. */
  | { readonly kind: 'backoff'; readonly tries: number }
  | { readonly kind: 'cancel'; readonly name: SignalingTimer }
  | { readonly kind: 'cancel_all' }
  | { readonly kind: 'emit'; readonly event: SignalingEvent }
