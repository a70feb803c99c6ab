/** What a link is, and the states, inputs, effects and timeouts of the machine behind a WebRTC link. */
import type { Candidate, IceServer, Renegotiation } from '../../../protocol/signal.ts'
import type { Binding, Path, PeerState } from '../../platform/network/rtc.types.ts'

/** From the offer to an open channel; a symmetric NAT without TURN has failed by then. */
export const NEGOTIATE_WITHIN_MS = 15_000
/** A living link answers a probe in this time after a return or a new `ready`. */
export const PROBE_WITHIN_MS = 1_000
/** The heartbeat: a probe this often, and this long to answer. */
export const BEAT_EVERY_MS = 10_000
export const BEAT_WITHIN_MS = 5_000
/** ICE often heals by itself sooner; Safari flickers. */
export const DISCONNECTED_FOR_MS = 5_000
/** Waits between tries grow up to this. */
export const RETRY_MAX_MS = 30_000
export const RETRY_FIRST_MS = 1_000
/** After this many failed tries the person is told that it does not work. */
export const STUCK_AFTER_TRIES = 2
/** Candidates that wait for the remote description; a browser gathers a dozen. */
export const CANDIDATES_MAX = 64

/** How a link travels: straight, through a TURN server, or, where both people asked for it, through the server of the session. */
export type LinkPath = Path | 'server'
/** What a link ties keys to; a link through the server has no certificates. */
export type LinkBinding = Binding | 'server'

/** What every link to one peer does, whichever way its frames go. */
export interface Link {
  /** False when the frame was not taken: the link is not open, or full (then `drained` follows). */
  readonly send: (frame: Uint8Array) => boolean
  /** What the open connection is tied to; null while there is none. */
  readonly binding: () => LinkBinding | null
  readonly peerLeft: () => void
  /** The server lost sight of the peer; a living link is asked, not torn down. */
  readonly peerLost: () => void
  /** The connection is of no use after all: it is given up, and another is tried in time. */
  readonly giveUp: () => void
  readonly close: () => void
  /** Null for a link that has no connection of its own to negotiate, such as the one through the server. */
  readonly negotiation: Negotiation | null
}

/** What only a link over a peer connection of its own can do. */
export interface Negotiation {
  /** Both are in the room: the initiator offers, the other waits for the offer. A living link is asked whether it lives. */
  readonly ready: (isInitiator: boolean, iceServers: readonly IceServer[]) => void
  readonly signal: (signal: LinkSignal) => void
  /** The page is back in front: a living link is asked whether it lives. */
  readonly resume: () => void
  /** Looks for another path on the open connection: the offer for the other side, to be sent inside the channel. Null when there is none. */
  readonly restart: () => Promise<Renegotiation | null>
  /** What the other side says of that, from inside the channel; the answer to it, if any. Rejects what names another key than the connection has. */
  readonly renegotiate: (signal: Renegotiation) => Promise<Renegotiation | null>
}

export interface LinkRoom {
  readonly isInitiator: boolean
  readonly iceServers: readonly IceServer[]
}
export interface LinkBase {
  /** Null while the peer is not in the room, as far as the server said. */
  readonly room: LinkRoom | null
  readonly seed: string
  readonly attempts: number
  readonly tries: number
}
export type LinkState = LinkBase &
  (
    | { readonly kind: 'idle' }
    /** In the room with the peer, who makes the offer. */
    | { readonly kind: 'expecting' }
    | {
        readonly kind: 'negotiating'
        readonly attempt: string
        readonly offering: boolean
        readonly remoteSet: 'no' | 'asked' | 'yes'
        readonly buffered: readonly Candidate[]
      }
    | { readonly kind: 'open'; readonly attempt: string }
    | { readonly kind: 'waiting' }
    | { readonly kind: 'closed' }
  )

export type LinkTimer = 'negotiate' | 'retry' | 'probe' | 'beat' | 'disconnected'
export type LinkSignal =
  | {
      readonly type: 'webrtc_offer' | 'webrtc_answer'
      readonly sdp: string
      readonly attempt?: string | undefined
    }
  | { readonly type: 'ice_candidate'; readonly candidate: Candidate; readonly attempt?: string | undefined }

export type LinkInput =
  | { readonly kind: 'ready'; readonly isInitiator: boolean; readonly iceServers: readonly IceServer[] }
  | { readonly kind: 'signal'; readonly signal: LinkSignal }
  | { readonly kind: 'peer_left' }
  | { readonly kind: 'peer_lost' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'described'; readonly attempt: string; readonly sdp: string }
  | { readonly kind: 'remote_set'; readonly attempt: string }
  | { readonly kind: 'refused'; readonly attempt: string }
  | { readonly kind: 'gathered'; readonly attempt: string; readonly candidate: Candidate }
  | { readonly kind: 'opened'; readonly attempt: string; readonly path: Path }
  | { readonly kind: 'channel_closed'; readonly attempt: string }
  | { readonly kind: 'peer_state'; readonly attempt: string; readonly state: PeerState }
  | { readonly kind: 'alive'; readonly attempt: string }
  | { readonly kind: 'timer'; readonly name: LinkTimer }
  | { readonly kind: 'close' }

export type LinkEvent =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly path: LinkPath }
  | { readonly kind: 'path'; readonly path: LinkPath }
  | { readonly kind: 'lost' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'drained' }

export type LinkEffect =
  | { readonly kind: 'create'; readonly attempt: string; readonly iceServers: readonly IceServer[] }
  | { readonly kind: 'describe'; readonly attempt: string }
  | {
      readonly kind: 'set_remote'
      readonly attempt: string
      readonly type: 'offer' | 'answer'
      readonly sdp: string
    }
  | { readonly kind: 'add_candidate'; readonly candidate: Candidate }
  | { readonly kind: 'destroy' }
  | { readonly kind: 'probe' }
  | { readonly kind: 'signal'; readonly signal: LinkSignal }
  | { readonly kind: 'rejoin' }
  | { readonly kind: 'timer'; readonly name: LinkTimer; readonly ms: number }
  | { readonly kind: 'cancel'; readonly name: LinkTimer }
  | { readonly kind: 'cancel_all' }
  | { readonly kind: 'emit'; readonly event: LinkEvent }
