/** One conversation as the views see it: messages, state of the connection, and how far the peer is proven. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import type { SharedLocation } from '../../../protocol/location.ts'
import type { Reference } from '../../../protocol/message.ts'
import type { Reaction } from '../../../protocol/reaction.ts'
import type { Notice, Reactions } from '../../ledger/ledger.types.ts'
import type { Failure, FailureOf } from '../failure.ts'
import type { LifetimeView } from '../lifetime/lifetime.types.ts'
import type { ClosedReason, SessionId } from '../sessions/session.ts'

export type { Notice, Reactions }

/** `failed`: given up, or the session ended. `read`: only where both people show read receipts. */
export type MessageState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed'

/** The message that another one answers; its text is null when this device no longer has it. */
export interface Quote {
  readonly to: Reference
  readonly text: string | null
}

interface SaidItem {
  readonly id: MessageId
  /** Of a location: its numbers, behind a pin. */
  readonly text: string
  readonly location?: SharedLocation
  readonly at: number
  readonly quote: Quote | null
  readonly reactions: Reactions
  /** What it said before it was changed, the oldest first; absent if it never was. Empty if that is not here any more. */
  readonly earlier?: readonly string[]
}

export type TimelineItem =
  | (SaidItem & { readonly kind: 'own'; readonly state: MessageState })
  | (SaidItem & { readonly kind: 'theirs' })
  /** An unsent message. `asked`: the other device has not confirmed it yet. */
  | {
      readonly kind: 'unsent'
      readonly id: MessageId
      readonly by: Reference['by']
      readonly asked: boolean
      readonly at: number
    }
  | {
      readonly kind: 'notice'
      readonly id: string
      readonly notice: Notice
      readonly at: number
    }

/** Why the peer is away: from its last message, or found out by silence (`lost`). */
export type AwayReason = 'left' | 'lost' | 'asleep' | 'closed' | 'not_here_yet'

/** Sealed messages through the server: not offered, offered, this person asks, the other person asks, agreed. */
export type RelayState = 'none' | 'possible' | 'asking' | 'asked' | 'on'

/** The state of the connection. `since` is wall clock, milliseconds. */
export type ConnectionState =
  /** `again`: the two were already connected since the app was opened. */
  | { readonly kind: 'connecting'; readonly stuck: boolean; readonly again?: true }
  /** The link is open; its two ends are proving themselves, or somebody must still type the words. */
  | { readonly kind: 'securing'; readonly why: 'handshake' | 'words' | 'their_words' }
  | { readonly kind: 'connected'; readonly path: 'direct' | 'relayed' | 'server' }
  | { readonly kind: 'away'; readonly since: number; readonly why: AwayReason }
  | {
      readonly kind: 'offline'
      readonly why:
        | 'network'
        | 'server'
        /** The server is reachable but has trouble, such as an unreadable database. */
        | 'trouble'
        /** The server says that it does not know this room, and no live link proves otherwise. */
        | 'room_unknown'
        | 'no_webrtc'
        /** The person hides this device's address, but the server offers no relay. */
        | 'no_relay'
        /** This browser's cryptography is missing or computes wrong results. */
        | 'no_crypto'
        /** The versions of the two apps are incompatible. */
        | 'version'
        /** The two sides share no secret with which to prove themselves. */
        | 'no_mode'
        /** The peer seals its signals, but they arrive unsealed: an older app, or a server that strips the seal. */
        | 'unsealed'
        /** A link opened, but its other end did not prove itself. */
        | 'not_proven'
        /** The return to a left session could not be stored. */
        | 'not_stored'
    }
  | { readonly kind: 'closed'; readonly reason: ClosedReason }

/** How the key at the other end came to be trusted, and when (wall clock, milliseconds). */
export interface Security {
  /** `lost`: the peer returned without its secrets. `disputed`: the other person reported a mismatch. Both wait for this person to decide. */
  readonly trust: 'link' | 'words' | 'sas' | 'unverified' | 'lost' | 'disputed'
  readonly at: number
  /** It was verified on another phone, and imported with an export file. */
  readonly imported: boolean
}

/** The safety check: not possible now, possible, waiting for the peer to open it, to be compared, or stopped after three strings that nobody answered. */
export type CheckState =
  | { readonly kind: 'off' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'compare'; readonly emoji: readonly number[]; readonly digits: readonly number[] }
  | { readonly kind: 'blocked' }
  /** The exposed string or the person's answer could not be stored, so nothing was sent. */
  | { readonly kind: 'not_stored' }

/** The host asks for the words of the invite: the remaining tries, and whether the last words were wrong. */
export interface WordsAsked {
  readonly left: number
  readonly wrong: boolean
}

/** Why this device's address could not be hidden, or shown again. */
export type HideFailure = FailureOf<'storage_failed'> | { readonly code: 'no_relay' | 'relay_unknown' }

/**
 * Why a message was not sent, changed or reacted to. `edit_over`: it is not the last own message, was changed ten times, or is older
 * than 15 minutes. `not_understood`: the other app is too old for this.
 */
export type ActFailure = Failure | { readonly code: 'edit_over' } | { readonly code: 'not_understood' }

/**
 * Whether a location can be sent: yes; not before the two have met, so that the other app could say what it knows; not while this
 * person has yet to decide about the other end; or never to so old an app.
 */
export type LocationOffer = 'yes' | 'not_met' | 'undecided' | 'too_old'

export interface Conversation {
  readonly id: SessionId
  /** Null before the first handshake. */
  readonly security: ReadonlySignal<Security | null>
  readonly check: ReadonlySignal<CheckState>
  readonly wordsAsked: ReadonlySignal<WordsAsked | null>
  readonly lifetime: ReadonlySignal<LifetimeView>
  /** Proposes a lifetime; both sides keep the old one until the other accepts. Error: storage_failed, and nothing was sent. */
  readonly proposeLifetime: (seconds: LifetimeSeconds) => Promise<Result<void, Failure>>
  readonly answerLifetime: (accepted: boolean) => Promise<Result<void, Failure>>
  readonly relay: ReadonlySignal<RelayState>
  /** The person's answer on sealed messages through the server. Error: storage_failed, and then nothing changes. */
  readonly answerRelay: (yes: boolean) => Promise<Result<void, Failure>>
  readonly hideAddress: ReadonlySignal<boolean>
  /**
   * Stores the choice, then reconnects. Hiding is refused where it would end the chat: `no_relay`, or `relay_unknown` as long as the
   * server could not be asked. Error: storage_failed.
   */
  readonly setHideAddress: (hidden: boolean) => Promise<Result<void, HideFailure>>
  readonly beginCheck: () => void
  readonly sayMatch: () => void
  /** Reports a mismatch: closes the session on both sides and keeps nothing of it. */
  readonly sayMismatch: () => void
  readonly enterWords: (words: string) => Promise<void>
  /** Accepts a peer that lost its secrets, as unverified. */
  readonly sendAnyway: () => Promise<void>
  readonly connection: ReadonlySignal<ConnectionState>
  /** When the other phone was rung last (wall clock, milliseconds); null if it was not. */
  readonly rang: ReadonlySignal<number | null>
  /**
   * Whether both devices hold the same messages, as far as they told each other. False while this device has dropped some;
   * without a lifetime, true only until the link is lost, since the other app may have been closed since.
   */
  readonly same: ReadonlySignal<boolean>
  /** Whether earlier messages are gone, because the session has no lifetime and the app was closed since. */
  readonly forgot: boolean
  readonly typing: ReadonlySignal<boolean>
  /** Whether this session offers typing and read marks now; see `signs/signs-offer.ts`. */
  readonly signsOffered: ReadonlySignal<boolean>
  /** The person answered the offer. Error: storage_failed, and then it stays. */
  readonly closeSignsOffer: () => Promise<Result<void, Failure>>
  readonly timeline: ReadonlySignal<readonly TimelineItem[]>
  /** Text typed and not sent. */
  readonly draft: ReadonlySignal<string>
  readonly setDraft: (text: string) => void
  /** The message that the draft answers. */
  readonly answering: ReadonlySignal<Reference | null>
  readonly answer: (to: Reference | null) => void
  /** Written, then shown, then sent. Errors: text_too_long (64 kB of UTF-8), outbox_full, storage_failed. Empty text is ignored. */
  readonly send: (text: string, re?: Reference | null) => Promise<Result<void, Failure>>
  /** Sends the draft, or the change of a message; a text that could not be stored returns to it. */
  readonly sendDraft: () => Promise<Result<void, ActFailure>>
  /** The own message being changed: the draft is its new text meanwhile, and what was typed before comes back after it. */
  readonly editing: ReadonlySignal<MessageId | null>
  /** The own message that can be changed now; null for none. */
  readonly editable: () => MessageId | null
  /** Begins to change an own message; null ends it, and the message stays as it is. */
  readonly edit: (id: MessageId | null) => void
  /** Whether the other app takes any emoji as a reaction, beside the six with a name. */
  readonly takesEmoji: () => boolean
  /** Errors: outbox_full, storage_failed, not_understood. Null removes the reaction. */
  readonly react: (to: Reference, reaction: Reaction | null) => Promise<Result<void, ActFailure>>
  /** Unsends an own message here and, if the other app complies, there too. Error: storage_failed. */
  readonly unsend: (id: MessageId) => Promise<Result<void, Failure>>
  readonly locationOffer: ReadonlySignal<LocationOffer>
  /** Sends where this person is, in answer to the message that the draft answers. Errors: outbox_full, storage_failed, not_understood. */
  readonly sendLocation: (location: SharedLocation) => Promise<Result<void, ActFailure>>
  /** Sends an undelivered message again. */
  readonly resend: (id: MessageId) => void
  /** Removes one message from this device only. Error: storage_failed. */
  readonly remove: (what: Reference) => Promise<Result<void, Failure>>
}

export interface Conversations {
  /**
   * Enters a session: its conversation is live until left. Null for an unknown id, or when the app locked meanwhile.
   * Rejects when the code of the room did not load; trying again may help.
   */
  readonly enter: (id: SessionId) => Promise<Conversation | null>
  /** Sets the conversation on screen, so that its messages count as read; null for none. */
  readonly look: (id: SessionId | null) => void
  /** Leaves: stored first, then the other person is told. On failure nothing changes and the session stays live. */
  readonly leave: (id: SessionId) => Promise<Result<void, FailureOf<'storage_failed'>>>
  /** Whether closing the page now would lose messages that are not stored on this device. */
  readonly wouldLose: () => boolean
}
