/** The interface of a peer connection: its events, its calls, and the data that binds keys to it. */
import type { Candidate, IceServer } from '../../../protocol/signal.ts'

export type PeerState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'
export type Path = 'direct' | 'relayed'

export interface RtcEvents {
  readonly candidate: (candidate: Candidate) => void
  readonly state: (state: PeerState) => void
  readonly open: () => void
  readonly closed: () => void
  readonly frame: (bytes: Uint8Array) => void
  /** The send buffer has room again. */
  readonly drained: () => void
  readonly gathered: () => void
}

export interface CertificateBinding {
  readonly localSdp: string
  readonly remoteSdp: string
  /** Null where the browser does not expose it (Firefox before 153, WebKitGTK). */
  readonly remoteCertificate: Uint8Array | null
}

export interface RtcPeer {
  /** Creates an offer, or the answer to a remote offer (parameterless setLocalDescription). Rejects when the browser refuses. */
  readonly describe: () => Promise<string>
  /** A new offer for the same connection: ICE looks for another path, the keys stay (RFC 8839 section 4.4.1.1.1). */
  readonly restart: () => Promise<string>
  readonly setRemote: (type: 'offer' | 'answer', sdp: string) => Promise<void>
  readonly addCandidate: (candidate: Candidate) => Promise<void>
  /** False when the channel is not open or its buffer is full; then wait for `drained`. */
  readonly send: (frame: Uint8Array) => boolean
  /** Bytes that wait in the browser. */
  readonly buffered: () => number
  readonly path: () => Promise<Path>
  /** Binds keys to this connection: both descriptions, and the peer's DTLS certificate (DER) where the browser exposes it. */
  readonly binding: () => CertificateBinding
  /** Closes the connection; no event follows. */
  readonly close: () => void
}

export interface RtcStats {
  readonly state: PeerState
  readonly path: Path
  /** Round-trip time in milliseconds; null where the browser does not report it. */
  readonly rttMs: number | null
  readonly sentBytes: number
  readonly receivedBytes: number
}

export interface Rtc {
  readonly supported: boolean
  /** Prepares one connection, without gathering or network traffic, so that the next `create` need not generate a certificate. */
  readonly warm: () => void
  /** `relayOnly`: hides this device's address from the peer by sending everything through a TURN server. */
  readonly create: (iceServers: readonly IceServer[], events: RtcEvents, relayOnly?: boolean) => RtcPeer
  /** Measurements of every live connection. */
  readonly stats: () => Promise<readonly RtcStats[]>
  /** The ICE servers of the latest connection; null before the first. */
  readonly iceServers: () => readonly IceServer[] | null
}
