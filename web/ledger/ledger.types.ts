/** The ledger of a session: what both sides hold of the conversation, each side's messages counted and chained. */
import type { MessageId } from '../../protocol/ids.ts'
import type { Reaction } from '../../protocol/limits.ts'
import type { PeerMessage, Reference, StreamId, UnknownMessage } from '../../protocol/message.ts'

/** Lines in the conversation that nobody typed. Kept by these names. */
export const NOTICES = [
  'peer_left',
  'joined_again',
  /** The peer opened the safety check; it waits for this person to open it too. */
  'check_asked',
  'they_match',
  'wrong_words',
  'lifetime_changed',
  'lifetime_declined',
  /** An agreement on how long messages live could not be stored. */
  'lifetime_not_kept',
  /** The other phone says that messages live for another time than is agreed here. */
  'lifetime_differs',
  'server_path_declined',
  /** The other phone lost something that it once said, and can say it no more. */
  'gap',
  /** The two phones did not hold the same; what differs was sent again. */
  'not_same',
  /** The other app is older, and drops a message of a kind that it does not know. */
  'not_understood',
  /** The other app knows the kind, and still does not store the message. */
  'not_taken',
  /** They said something of a kind that this version does not know. */
  'unknown_message',
] as const
export type Notice = (typeof NOTICES)[number]

/** At most one of each person. */
export interface Reactions {
  readonly me?: Reaction | undefined
  readonly you?: Reaction | undefined
}

/** One item as it is kept. An own one belongs to a place in a stream; its mark follows from the stream. `k` counts the items. */
export type LedgerItem = { readonly k: number; readonly at: number } & (
  | {
      readonly kind: 'own'
      readonly id: MessageId
      readonly text: string
      readonly s: StreamId
      readonly n: number
      /** The other person has read it, and both show that. */
      readonly read?: boolean | undefined
      readonly re?: Reference | undefined
      readonly reactions?: Reactions | undefined
      /** Its text is gone here: asked over there too, or done: the other side has confirmed it, or never had it. */
      readonly unsent?: 'asked' | 'done' | undefined
    }
  | {
      readonly kind: 'theirs'
      readonly id: MessageId
      readonly text: string
      readonly re?: Reference | undefined
      readonly reactions?: Reactions | undefined
      readonly unsent?: 'done' | undefined
    }
  | { readonly kind: 'notice'; readonly notice: Notice }
)

/** What takes a number in a stream: a message, or what a person does with one. `by` is from this side. */
export type Content =
  | {
      readonly kind: 'text'
      readonly id: MessageId
      readonly text: string
      readonly re?: Reference | undefined
    }
  | { readonly kind: 'react'; readonly to: Reference; readonly reaction: Reaction | null }
  | { readonly kind: 'unsend'; readonly id: MessageId }

/** Something own that the other side has not acknowledged yet. */
export type OutboxEntry = Content & {
  readonly n: number
  readonly chain: string
  readonly at: number
  readonly bytes: number
  /** `failed`: too old; it is sent no more, and may still turn out to have arrived. `again`: had arrived, and was lost over there. */
  readonly state: 'waiting' | 'sent' | 'failed' | 'again'
}

export interface OwnStream {
  readonly s: StreamId
  /** The last one that the other side has, and the chain up to it. */
  readonly acked: number
  readonly ackedChain: string
  /** Those after it, without a gap. */
  readonly entries: readonly OutboxEntry[]
  /** Whether the other side holds the very same up to the last one. */
  readonly same: boolean
  /** Messages of before that can be given no more; said until the other side has heard it. */
  readonly missing: number
  /** The newest numbers, of those acknowledged, under which no message was said: whoever lost them misses no message. */
  readonly acts: readonly number[]
}

export interface TheirStream {
  readonly s: StreamId | null
  readonly n: number
  readonly chain: string
  /** Whether all that is here is what they said. */
  readonly same: boolean
  /** Null when nothing is held. */
  readonly held: HeldRequests | null
}

export type Request = Said<'react' | 'unsend'>

/** Requests of a peer that has yet to prove to be the same as before: done once the person settled that, and not confirmed until then. */
export interface HeldRequests {
  readonly requests: readonly Request[]
  /** The last place in the present stream that may be confirmed; null when all of it may. */
  readonly confirmed: { readonly n: number; readonly chain: string } | null
}

export interface LedgerState {
  readonly own: OwnStream
  readonly theirs: TheirStream
  readonly items: readonly LedgerItem[]
  /** How many items there ever were. */
  readonly count: number
  /** Ids that recognise a message that comes again in another stream. */
  readonly seen: readonly MessageId[]
  /** Own messages that surely did not arrive, and are sent no more. */
  readonly failed: readonly MessageId[]
}

export type NumberedMessage = Said<'text' | 'react' | 'unsend'>
export type NumberedHeard = NumberedMessage | UnknownMessage
type Said<T extends PeerMessage['t']> = Extract<PeerMessage, { t: T }>

export type LedgerEvent =
  | {
      readonly kind: 'typed'
      readonly id: MessageId
      readonly text: string
      readonly at: number
      readonly bytes: number
      readonly re?: Reference | undefined
    }
  /** A message of their stream. `trusted`: it may change what is kept here now. */
  | {
      readonly kind: 'said'
      readonly said: NumberedHeard
      readonly at: number
      readonly trusted: boolean
    }
  | {
      readonly kind: 'react'
      readonly to: Reference
      readonly reaction: Reaction | null
      readonly at: number
    }
  /** `handed`: the last own number that may have left already. */
  | { readonly kind: 'unsend'; readonly id: MessageId; readonly at: number; readonly handed: number }
  | { readonly kind: 'ack'; readonly said: Said<'ack'> }
  | { readonly kind: 'read'; readonly said: Said<'read'> }
  | { readonly kind: 'have'; readonly said: Said<'have'>; readonly at: number }
  | { readonly kind: 'handed'; readonly s: StreamId; readonly n: number }
  | { readonly kind: 'resend'; readonly id: MessageId; readonly at: number }
  /** Own messages typed before this (wall clock, milliseconds) are given up. */
  | { readonly kind: 'give_up'; readonly before: number }
  /** The session is closed: what waits will not arrive. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'notice'; readonly notice: Notice; readonly at: number }
  /** The peer is trusted now: what it asked for meanwhile is done. */
  | { readonly kind: 'trust' }
  /** Items received before `before` go. `now` (both wall clock, milliseconds): one received later than that came while the clock was ahead, and counts as received now. */
  | { readonly kind: 'expire'; readonly before: number; readonly now: number }
  | { readonly kind: 'remove'; readonly what: Reference }
  | { readonly kind: 'clear' }
  /** Something beside it is to be kept, such as a draft. */
  | { readonly kind: 'touch' }

export type LedgerEffect =
  | { readonly kind: 'ack' }
  | { readonly kind: 'have' }
  /** The other side has said what it holds: what follows that may go. */
  | { readonly kind: 'go_on' }
  /** Somebody said something. */
  | { readonly kind: 'activity' }
  | { readonly kind: 'arrived' }
  /** They spoke of a message that is not here, or not theirs. */
  | { readonly kind: 'ignored' }

/** What a step may use of the outside. */
export interface LedgerTools {
  readonly startChain: (stream: string) => Promise<string>
  readonly nextChain: (last: string, number: number, ...parts: readonly string[]) => Promise<string>
  readonly newStream: () => StreamId
}
