/** The link interface, and the states, inputs, effects and timeouts of the WebRTC link machine. */
import type { Candidate, IceServer, Renegotiation } from '../../../protocol/signal.ts'
import type { CertificateBinding, Path, PeerState } from '../../platform/network/rtc.types.ts'

/** Time from the offer to an open channel; a symmetric NAT without TURN has failed by then. */
export const NEGOTIATE_WITHIN_MS = 15_000
/** Time for an open link to answer a probe after a return or a new `ready`. */
export const PROBE_WITHIN_MS = 1_000
/** The heartbeat: a probe this often, and this long to answer. */
export const BEAT_EVERY_MS = 10_000
export const BEAT_WITHIN_MS = 5_000
/** ICE often recovers sooner by itself, and Safari's state flickers. */
export const DISCONNECTED_FOR_MS = 5_000
/** Longest wait between attempts. */
export const RETRY_MAX_MS = 30_000
export const RETRY_FIRST_MS = 1_000
/** After this many failed tries the person is told that it does not work. */
export const STUCK_AFTER_TRIES = 2
/** Time for the last frame to be sent before a link closes: a browser may drop data sent right before. */
export const LAST_WORDS_MS = 100
/** Most candidates that wait for the remote description; a browser gathers about a dozen. */
export const CANDIDATES_MAX = 64

/** The path of a link: direct, through a TURN server, or, when both people agreed, through the session's server. */
export type LinkPath = Path | 'server'
/** What keys are bound to; a link through the server has no certificates. */
export type LinkBinding = CertificateBinding | 'server'

/** A link to one peer, whatever its path. */
export interface Link {
  /** Returns false when the link is not open or is full; a full link emits `drained` later. */
  readonly send: (frame: Uint8Array) => boolean
  /** The binding of the open connection; null while there is none. */
  readonly binding: () => LinkBinding | null
  readonly peerLeft: () => void
  /** The peer's socket to the server is gone; an open link is probed, not closed. */
  readonly peerLost: () => void
  /** Closes the connection as unusable; another is attempted later. */
  readonly giveUp: () => void
  readonly close: () => void
  /** Null for a link without a peer connection, such as the one through the server. */
  readonly negotiation: Negotiation | null
}

/** The calls that only a link over a peer connection has. */
export interface Negotiation {
  /** Both are in the room: the initiator offers, the responder waits for the offer. An open link is probed instead. */
  readonly ready: (isInitiator: boolean, iceServers: readonly IceServer[]) => void
  readonly signal: (signal: LinkSignal) => void
  /** The page is visible again: probes an open link. */
  readonly resume: () => void
  /** Begins an ICE restart on the open connection. Resolves with the offer to send inside the channel; null without a connection. */
  readonly restart: () => Promise<Renegotiation | null>
  /** Handles the peer's renegotiation signal from inside the channel. Resolves with the answer, if any; rejects when it names another certificate. */
  readonly renegotiate: (signal: Renegotiation) => Promise<Renegotiation | null>
}

export interface LinkRoom {
  readonly isInitiator: boolean
  readonly iceServers: readonly IceServer[]
}
export interface LinkBase {
  /** Null while, according to the server, the peer is not in the room. */
  readonly room: LinkRoom | null
  readonly seed: string
  readonly attempts: number
  readonly tries: number
}
export type LinkState = LinkBase &
  (
    | { readonly kind: 'idle' }
    /** In the room with the peer, waiting for its offer. */
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
