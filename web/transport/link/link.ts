/** The interface of a link to one peer, whatever its path: what it is asked, and what it tells. */
import type { Candidate, IceServer, Renegotiation } from '../../../protocol/signal.ts'
import type { CertificateBinding, Path } from '../../platform/network/rtc.types.ts'

/** Longest wait between attempts. */
export const RETRY_MAX_MS = 30_000
export const RETRY_FIRST_MS = 1_000
/** Time for the last frame to be sent before a link closes: a browser may drop data sent right before. */
export const LAST_WORDS_MS = 100
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

export type LinkSignal =
  | {
      readonly type: 'webrtc_offer' | 'webrtc_answer'
      readonly sdp: string
      readonly attempt?: string | undefined
    }
  | { readonly type: 'ice_candidate'; readonly candidate: Candidate; readonly attempt?: string | undefined }

export type LinkEvent =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly path: LinkPath }
  | { readonly kind: 'path'; readonly path: LinkPath }
  | { readonly kind: 'lost' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'drained' }
