/** One conversation as the views see it: what was said, how the connection stands, and who is proven to be at the other end. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { LifetimeSeconds, Reaction } from '../../../protocol/limits.ts'
import type { Reference } from '../../../protocol/message.ts'
import type { Notice, Reactions } from '../../ledger/ledger.types.ts'
import type { Failure } from '../failure.ts'
import type { ClosedReason, SessionId } from '../sessions/session.ts'

export type { Notice, Reactions }

/** `failed`: it was given up, or the session ended. `read`: where both want that shown. */
export type MessageState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed'

/** How long messages live on both phones, and what was proposed and not answered yet; 0 is in memory only. */
export interface LifetimeView {
  readonly seconds: LifetimeSeconds
  readonly mine: LifetimeSeconds | null
  readonly theirs: LifetimeSeconds | null
  /** `theirs` was not proposed: the other phone holds it to be agreed, and this one keeps what it has until the person answers. */
  readonly differs: boolean
}

/** A message that is answered, as this phone still has it; its text is null where it is here no more. */
export interface Quote {
  readonly to: Reference
  readonly text: string | null
}

interface SaidItem {
  readonly id: MessageId
  readonly text: string
  readonly at: number
  readonly quote: Quote | null
  readonly reactions: Reactions
}

export type TimelineItem =
  | (SaidItem & { readonly kind: 'own'; readonly state: MessageState })
  | (SaidItem & { readonly kind: 'theirs' })
  /** A message that was taken back. `asked`: the other phone has yet to confirm it. */
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

/** Why the other one is not there: said with its last word, or found out by silence (`lost`). */
export type AwayReason = 'left' | 'lost' | 'asleep' | 'closed' | 'not_here_yet'

/** Sealed messages through the server: not offered, to be had, asked of the other, asked by the other, agreed. */
export type ServerPath = 'none' | 'possible' | 'asking' | 'asked' | 'on'

/** How the chat stands now. `path` only while connected; `since` is wall clock, milliseconds. */
export type ConnectionState =
  /** `again`: the two were connected before, since the app was opened. */
  | { readonly kind: 'connecting'; readonly stuck: boolean; readonly again?: true }
  /** The link is there; its two ends are proving themselves, or somebody must still type the words. */
  | { readonly kind: 'securing'; readonly why: 'handshake' | 'words' | 'their_words' }
  | { readonly kind: 'connected'; readonly path: 'direct' | 'relayed' | 'server' }
  | { readonly kind: 'away'; readonly since: number; readonly why: AwayReason }
  | {
      readonly kind: 'offline'
      readonly why:
        | 'network'
        | 'server'
        /** The server says that it does not know this session, and there is no link to prove it wrong. */
        | 'room_unknown'
        | 'no_webrtc'
        /** The person hides this device's address, and the server has no relay to go through. */
        | 'no_relay'
        /** This browser computes something else than the standards say, or not at all. */
        | 'no_crypto'
        /** The two apps are too far apart in age. */
        | 'version'
        /** The two sides hold nothing in common by which they could know each other. */
        | 'no_mode'
        /** A link came to be, and whoever was at its other end did not prove itself. */
        | 'not_proven'
    }
  | { readonly kind: 'closed'; readonly reason: ClosedReason }

/** How the key at the other end came to be trusted, and when (wall clock, milliseconds). */
export interface Security {
  /** `lost`: it came back without its secrets. `disputed`: its person says that the pictures differ. Both wait for this person to decide. */
  readonly trust: 'link' | 'words' | 'sas' | 'unverified' | 'lost' | 'disputed'
  readonly at: number
}

/** The safety check: not possible now, possible, waiting for the peer to open it, to be compared, or stopped after three strings that nobody answered. */
export type CheckState =
  | { readonly kind: 'off' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'compare'; readonly emoji: readonly number[]; readonly digits: readonly number[] }
  | { readonly kind: 'blocked' }
  /** It could not be stored that the string was exposed, or what the person answered: nothing was said. */
  | { readonly kind: 'not_stored' }

/** The host wants the words of the invite: how many tries are left, and whether the last was wrong. */
export interface WordsAsked {
  readonly left: number
  readonly wrong: boolean
}

export interface Conversation {
  readonly id: SessionId
  /** Null before the first handshake. */
  readonly security: ReadonlySignal<Security | null>
  readonly check: ReadonlySignal<CheckState>
  readonly wordsAsked: ReadonlySignal<WordsAsked | null>
  readonly lifetime: ReadonlySignal<LifetimeView>
  /** Proposes it to the other side; both keep what they had until it accepts. Error: storage_failed, and nothing was said. */
  readonly proposeLifetime: (seconds: LifetimeSeconds) => Promise<Result<void, Failure>>
  readonly answerLifetime: (accepted: boolean) => Promise<Result<void, Failure>>
  readonly serverPath: ReadonlySignal<ServerPath>
  /** The person's word on sealed messages through the server. Error: storage_failed, and then nothing has changed. */
  readonly answerServerPath: (yes: boolean) => Promise<Result<void, Failure>>
  readonly hideAddress: ReadonlySignal<boolean>
  /** Stored, then the connection is taken down and made anew. Error: storage_failed. */
  readonly setHideAddress: (hidden: boolean) => Promise<Result<void, Failure>>
  readonly beginCheck: () => void
  readonly sayMatch: () => void
  /** Closes the session on both sides and keeps nothing of it. */
  readonly sayMismatch: () => void
  readonly enterWords: (words: string) => Promise<void>
  /** Accepts a peer that lost its secrets as one that is not verified. */
  readonly sendAnyway: () => Promise<void>
  readonly connection: ReadonlySignal<ConnectionState>
  /** Both phones hold the very same, as far as anything was said. */
  readonly same: ReadonlySignal<boolean>
  readonly typing: ReadonlySignal<boolean>
  readonly timeline: ReadonlySignal<readonly TimelineItem[]>
  /** What was typed and not sent; kept while the app lives. */
  readonly draft: ReadonlySignal<string>
  readonly setDraft: (text: string) => void
  /** What the draft answers. */
  readonly answering: ReadonlySignal<Reference | null>
  readonly answer: (to: Reference | null) => void
  /** Written, then shown, then sent. Errors: text_too_long (64 kB of UTF-8), outbox_full, storage_failed. Empty text is ignored. */
  readonly send: (text: string, re?: Reference | null) => Promise<Result<void, Failure>>
  /** Sends the draft; what could not be kept is in it again. */
  readonly sendDraft: () => Promise<Result<void, Failure>>
  /** Errors: outbox_full, storage_failed. Null takes it back. */
  readonly react: (to: Reference, reaction: Reaction | null) => Promise<Result<void, Failure>>
  /** Takes an own message back, here and, as far as it honours that, on the other phone. Error: storage_failed. */
  readonly unsend: (id: MessageId) => Promise<Result<void, Failure>>
  /** One that was not delivered, once more. */
  readonly resend: (id: MessageId) => void
  /** Takes one message from this phone; the other phone keeps what it has. Error: storage_failed. */
  readonly remove: (what: Reference) => Promise<Result<void, Failure>>
}

export interface Conversations {
  /**
   * Enters a session (again): its conversation is live until left. Null for an unknown id, or when the app locked meanwhile.
   * Rejects when the code of the room did not load; trying again may help.
   */
  readonly enter: (id: SessionId) => Promise<Conversation | null>
  /** Says which conversation is on screen, so that its messages count as read; null for none. */
  readonly look: (id: SessionId | null) => void
  readonly leave: (id: SessionId) => Promise<void>
}
