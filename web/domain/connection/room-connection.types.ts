/** The states, events and effects of the room machine. */
import type { HeardMessage, PeerMessage } from '../../../protocol/message.ts'
import type { ClientSignal, Renegotiation } from '../../../protocol/signal.ts'
import type { SecureLinkEvent } from '../../channel/secure-link.types.ts'
import type { LinkSignal } from '../../transport/link/link.ts'
import type { SignalingEvent } from '../../transport/signaling/signaling.ts'
import type { RelayWord } from '../agreement/relay-consent.ts'
import type { CheckAnswer } from '../agreement/safety-check.ts'
import type {
  AwayReason,
  CheckState,
  Notice,
  RelayState,
  WordsAsked,
} from '../conversation/conversation.model.ts'
import type { ClosedReason } from '../sessions/session.ts'
import type { ConnectionFacts } from './connection-state.ts'
import type { Ready } from './room-entry.ts'

export type RoomConnectionState =
  | { readonly kind: 'live' }
  /** The session is over; the first reason counts and later ones are ignored. */
  | { readonly kind: 'closed' }
  /** Another connection serves the conversation from now on. What arrives here is not acknowledged, so the peer resends it. */
  | { readonly kind: 'parted' }

/** ConnectionFacts from the session's keys at the moment of an event. */
export interface KeyFacts {
  /** The words of the invite are no longer accepted. */
  readonly burned: boolean
  /** Remaining tries with wrong words. */
  readonly guessesLeft: number
  /** Own messages wait, because the peer lost its secrets or reported a mismatch and this person has not decided yet. */
  readonly held: boolean
}

export type RoomLinkEvent = Exclude<SecureLinkEvent, { kind: 'message' }>

export type RoomConnectionEvent =
  | { readonly kind: 'link'; readonly event: RoomLinkEvent; readonly keys: KeyFacts }
  | {
      readonly kind: 'signaling'
      readonly event: SignalingEvent
      readonly keys: KeyFacts
      readonly linkOpen: boolean
    }
  /** `held`: as in KeyFacts. */
  | { readonly kind: 'message'; readonly message: HeardMessage; readonly held: boolean }
  /** The safety check changed, or somebody answered it. */
  | { readonly kind: 'check'; readonly state: CheckState }
  | { readonly kind: 'check_answer'; readonly answer: CheckAnswer }
  /** The agreement on the server's relay changed, began, or was ended by this person or the peer. */
  | { readonly kind: 'relay'; readonly path: RelayState }
  | { readonly kind: 'relay_now'; readonly now: 'agreed' | 'ended' | 'ended_by_peer' }
  /** A part sends a signal to the server, or needs the room entered again. */
  | { readonly kind: 'say'; readonly signal: ClientSignal }
  | { readonly kind: 'rejoin' }
  /** The connection ends here: the person left, the app locks, or another connection follows. */
  | { readonly kind: 'part'; readonly how: 'leave' | 'suspend' | 'stop' }

/** Something to do for an event; `to` names the part that does it. */
export type RoomConnectionEffect =
  | { readonly to: 'state'; readonly act: 'learn'; readonly facts: Partial<ConnectionFacts> }
  | { readonly to: 'state'; readonly act: 'peer_away' | 'last_word'; readonly why: AwayReason }
  | { readonly to: 'state'; readonly act: 'heard' | 'link_lost' | 'end' }
  | { readonly to: 'link'; readonly act: 'renegotiate'; readonly signal: Renegotiation }
  | { readonly to: 'link'; readonly act: 'signal'; readonly signal: LinkSignal }
  | { readonly to: 'link'; readonly act: 'relayed'; readonly data: string }
  | {
      readonly to: 'link'
      readonly act:
        | 'peer_left'
        | 'peer_lost'
        | 'room_left'
        | 'resume'
        | 'give_up'
        | 'use_relay'
        | 'use_direct'
    }
  | { readonly to: 'check'; readonly act: 'opened'; readonly h: Uint8Array; readonly initiator: boolean }
  | {
      readonly to: 'check'
      readonly act: 'received'
      readonly message: Extract<PeerMessage, { t: 'check' }>
    }
  | { readonly to: 'check'; readonly act: 'lost' }
  | { readonly to: 'conversation'; readonly act: 'opened'; readonly held: boolean }
  | { readonly to: 'conversation'; readonly act: 'received'; readonly message: HeardMessage }
  | { readonly to: 'conversation'; readonly act: 'notice'; readonly notice: Notice }
  | { readonly to: 'conversation'; readonly act: 'ask_words'; readonly asked: WordsAsked | null }
  | { readonly to: 'conversation'; readonly act: 'check'; readonly state: CheckState }
  | { readonly to: 'conversation'; readonly act: 'relay'; readonly path: RelayState }
  | { readonly to: 'conversation'; readonly act: 'hold' | 'release' | 'lost' | 'detach' }
  /** The other person says that the safety check does not match: stored until this person decides. */
  | { readonly to: 'keys'; readonly act: 'dispute' }
  | { readonly to: 'entry'; readonly act: 'enter'; readonly ready: Ready }
  | { readonly to: 'entry'; readonly act: 'heard'; readonly word: RelayWord }
  | { readonly to: 'entry'; readonly act: 'left' }
  | { readonly to: 'signaling'; readonly act: 'send'; readonly signal: ClientSignal }
  | { readonly to: 'signaling'; readonly act: 'check' | 'rejoin' }
  /** The session is over: the app stores that, and stops this connection. */
  | { readonly to: 'app'; readonly act: 'gone'; readonly reason: ClosedReason }
  /** Closes link and socket after `ms`, milliseconds. */
  | { readonly to: 'all'; readonly act: 'close'; readonly how: 'leave' | 'stop'; readonly ms: number }
