/** The words of the secure link machine: its states, what happens to it, what it does. */
import type { LastWord } from '../../protocol/frame.ts'
import type { IceServer, Renegotiation } from '../../protocol/signal.ts'
import type { HandshakeInput, HandshakeResult } from '../crypto/handshake.types.ts'
import type { LinkEvent, LinkPath, LinkSignal } from '../transport/link/link.ts'
import type { ChannelFailure } from './channel.types.ts'

/** `no_crypto`: this browser computes something else than it should. */
export type Refusal = ChannelFailure['why'] | 'no_crypto'

export type SecureLinkEvent =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'securing' }
  | { readonly kind: 'open'; readonly path: LinkPath; readonly paired: HandshakeResult }
  | { readonly kind: 'path'; readonly path: LinkPath }
  /** It was open, and is no more. */
  | { readonly kind: 'lost' }
  /** It came to be, but not the channel: why, and whether only the other side said so. */
  | { readonly kind: 'refused'; readonly why: Refusal; readonly theirs: boolean }
  /** The other page closes, or may be put to sleep. */
  | { readonly kind: 'last_word'; readonly word: LastWord }
  | { readonly kind: 'message'; readonly bytes: Uint8Array }

/** `era` counts links; what was begun for an earlier one is void. */
export type SecureLinkState =
  | { readonly kind: 'idle'; readonly era: number }
  /** `early`: frames that came while the keys are fetched; null once the channel takes them. */
  | {
      readonly kind: 'securing'
      readonly era: number
      readonly path: LinkPath
      readonly early: readonly Uint8Array[] | null
    }
  /** `restarting`: this side looks for another path. One search at a time: two offers at once would get each other's answers. */
  | {
      readonly kind: 'open'
      readonly era: number
      readonly path: LinkPath
      readonly initiator: boolean
      readonly restarting: boolean
    }
  /** The handshake failed; the link is given up as soon as the other side has heard why. */
  | { readonly kind: 'refused'; readonly era: number }
  | { readonly kind: 'closed'; readonly era: number }

/** How a link is let go: tried again in time, or not until the room is entered anew. */
export type Parting = 'give_up' | 'peer_left'

export type SecureLinkInput =
  | { readonly kind: 'link'; readonly event: LinkEvent }
  /** What the link wants the other side to be told. */
  | { readonly kind: 'link_signal'; readonly signal: LinkSignal }
  | { readonly kind: 'ready'; readonly isInitiator: boolean; readonly iceServers: readonly IceServer[] }
  | { readonly kind: 'prepared'; readonly era: number; readonly input: HandshakeInput }
  | { readonly kind: 'channel_open'; readonly era: number; readonly paired: HandshakeResult }
  | { readonly kind: 'refused'; readonly era: number; readonly why: Refusal; readonly theirs: boolean }
  | { readonly kind: 'part'; readonly era: number; readonly how: Parting }
  | { readonly kind: 'restart' }
  | { readonly kind: 'restart_over'; readonly era: number }
  | { readonly kind: 'renegotiate'; readonly signal: Renegotiation }
  /** What the link answers to a restart or a renegotiation, if anything. */
  | { readonly kind: 'answered'; readonly era: number; readonly signal: Renegotiation | null }
  | { readonly kind: 'close' }

export type SecureLinkEffect =
  | { readonly kind: 'emit'; readonly event: Exclude<SecureLinkEvent, { kind: 'message' }> }
  /** Tests the platform and fetches the keys; `prepared` or `refused` follows. */
  | { readonly kind: 'prepare'; readonly era: number }
  | { readonly kind: 'create_channel'; readonly era: number; readonly input: HandshakeInput }
  | { readonly kind: 'feed'; readonly frame: Uint8Array }
  | { readonly kind: 'drained' }
  | { readonly kind: 'end_channel' }
  | { readonly kind: 'link_ready'; readonly isInitiator: boolean; readonly iceServers: readonly IceServer[] }
  | { readonly kind: 'part'; readonly how: Parting }
  | { readonly kind: 'part_later'; readonly era: number; readonly how: Parting }
  /** Through the server. */
  | { readonly kind: 'signal'; readonly signal: LinkSignal }
  /** Inside the channel. */
  | { readonly kind: 'tell'; readonly signal: Renegotiation }
  | { readonly kind: 'restart'; readonly era: number }
  | { readonly kind: 'renegotiate'; readonly era: number; readonly signal: Renegotiation }
  | { readonly kind: 'note_restart'; readonly begins: boolean }
  | { readonly kind: 'note_refused'; readonly why: Refusal; readonly theirs: boolean }
  | { readonly kind: 'close_link' }
