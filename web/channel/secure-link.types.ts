/** The types of the secure link machine: states, inputs and effects. */
import type { LastWord } from '../../protocol/frame.ts'
import type { IceServer, Renegotiation } from '../../protocol/signal.ts'
import type { HandshakeInput, HandshakeResult } from '../crypto/handshake.types.ts'
import type { LinkEvent, LinkPath, LinkSignal } from '../transport/link/link.ts'
import type { ChannelFailure } from './channel.types.ts'

/** `no_crypto`: a primitive of this browser failed its self-test. */
export type Refusal = ChannelFailure['why'] | 'no_crypto'

export type SecureLinkEvent =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'securing' }
  | { readonly kind: 'open'; readonly path: LinkPath; readonly paired: HandshakeResult }
  | { readonly kind: 'path'; readonly path: LinkPath }
  /** It was open and has ended. */
  | { readonly kind: 'lost' }
  /** It ended during the handshake. */
  | { readonly kind: 'handshake_lost' }
  /** The link opened, but its channel failed. `theirs`: only the peer reported it. */
  | { readonly kind: 'refused'; readonly why: Refusal; readonly theirs: boolean }
  /** The peer's page is closing, or may be suspended. */
  | { readonly kind: 'last_word'; readonly word: LastWord }
  | { readonly kind: 'message'; readonly bytes: Uint8Array }

/** `era` counts links; results that belong to an earlier one are ignored. */
export type SecureLinkState =
  | { readonly kind: 'idle'; readonly era: number }
  /** `early`: frames that came while the keys are loaded; null once the channel exists. */
  | {
      readonly kind: 'securing'
      readonly era: number
      readonly path: LinkPath
      readonly early: readonly Uint8Array[] | null
    }
  /** `restarting`: an ICE restart of this side is under way. One at a time: with two offers at once, each would get the other's answer. */
  | {
      readonly kind: 'open'
      readonly era: number
      readonly path: LinkPath
      readonly initiator: boolean
      readonly restarting: boolean
    }
  /** The handshake failed; the link closes after the reason had time to be sent. */
  | { readonly kind: 'refused'; readonly era: number }
  | { readonly kind: 'closed'; readonly era: number }

/** How a link ends: retried later, or only after the peer enters the room again. */
export type Parting = 'give_up' | 'peer_left'

export type SecureLinkInput =
  | { readonly kind: 'link'; readonly event: LinkEvent }
  /** A signal of the link for the peer. */
  | { readonly kind: 'link_signal'; readonly signal: LinkSignal }
  | { readonly kind: 'ready'; readonly isInitiator: boolean; readonly iceServers: readonly IceServer[] }
  | { readonly kind: 'prepared'; readonly era: number; readonly input: HandshakeInput }
  | { readonly kind: 'channel_open'; readonly era: number; readonly paired: HandshakeResult }
  | { readonly kind: 'refused'; readonly era: number; readonly why: Refusal; readonly theirs: boolean }
  | { readonly kind: 'part'; readonly era: number; readonly how: Parting }
  | { readonly kind: 'restart' }
  | { readonly kind: 'restart_over'; readonly era: number }
  | { readonly kind: 'renegotiate'; readonly signal: Renegotiation }
  /** The link's answer to a restart or a renegotiation; null when there is none. */
  | { readonly kind: 'answered'; readonly era: number; readonly signal: Renegotiation | null }
  | { readonly kind: 'close' }

export type SecureLinkEffect =
  | { readonly kind: 'emit'; readonly event: Exclude<SecureLinkEvent, { kind: 'message' }> }
  /** Tests the platform and loads the keys; `prepared` or `refused` follows. */
  | { readonly kind: 'prepare'; readonly era: number }
  | { readonly kind: 'create_channel'; readonly era: number; readonly input: HandshakeInput }
  | { readonly kind: 'feed'; readonly frame: Uint8Array }
  | { readonly kind: 'drained' }
  | { readonly kind: 'end_channel' }
  | { readonly kind: 'link_ready'; readonly isInitiator: boolean; readonly iceServers: readonly IceServer[] }
  | { readonly kind: 'part'; readonly how: Parting }
  | { readonly kind: 'part_later'; readonly era: number; readonly how: Parting }
  /** Sends through the server. */
  | { readonly kind: 'signal'; readonly signal: LinkSignal }
  /** Sends inside the channel. */
  | { readonly kind: 'tell'; readonly signal: Renegotiation }
  | { readonly kind: 'restart'; readonly era: number }
  | { readonly kind: 'renegotiate'; readonly era: number; readonly signal: Renegotiation }
  | { readonly kind: 'note_restart'; readonly begins: boolean }
  | { readonly kind: 'note_refused'; readonly why: Refusal; readonly theirs: boolean }
  | { readonly kind: 'close_link' }
