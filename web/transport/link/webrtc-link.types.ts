/** The states, inputs, effects and times of the WebRTC link's machine. */
import type { Candidate, IceServer } from '../../../protocol/signal.ts'
import type { Path, PeerState } from '../../platform/network/rtc.types.ts'
import type { LinkEvent, LinkSignal } from './link.ts'

/** Time from the offer to an open channel; a symmetric NAT without TURN has failed by then. */
export const NEGOTIATE_WITHIN_MS = 15_000
/** Time for an open link to answer a probe after a return or a new `ready`. */
export const PROBE_WITHIN_MS = 1_000
/** The heartbeat: a probe this often, and this long to answer. */
export const BEAT_EVERY_MS = 10_000
export const BEAT_WITHIN_MS = 5_000
/** ICE often recovers sooner by itself, and Safari's state flickers. */
export const DISCONNECTED_FOR_MS = 5_000
/** After this many failed tries the person is told that it does not work. */
export const STUCK_AFTER_TRIES = 2
/** Most candidates that wait for the remote description; a browser gathers about a dozen. */
export const CANDIDATES_MAX = 64

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
