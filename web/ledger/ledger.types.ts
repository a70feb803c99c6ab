/** The ledger of a session: what both sides hold of the conversation, each side's messages counted and chained. */
import type { MessageId } from '../../protocol/ids.ts'
import type { SharedLocation } from '../../protocol/location.ts'
import type { PeerMessage, Reference, StreamId } from '../../protocol/message.ts'
import type { Reaction } from '../../protocol/reaction.ts'
import type { Act, Content, MessageContent, NumberedHeard } from './content.ts'

/** Notices that the app adds to the conversation, stored under these names. */
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
  /** The session's end could not be stored. */
  'close_not_kept',
  /** The other device claims another lifetime than agreed here. */
  'lifetime_differs',
  'server_path_declined',
  /** The other device lost a message that it once sent, and cannot send it again. */
  'gap',
  /** The two devices did not hold the same messages; the differing ones were sent again. */
  'not_same',
  /** The other app is older, and drops a message of a kind that it does not know. */
  'not_understood',
  /** The other app knows the kind, and still does not store the message. */
  'not_taken',
  /** The peer sent a message of a kind that this version does not know. */
  'unknown_message',
] as const
export type Notice = (typeof NOTICES)[number]

/** At most one reaction of each person. */
export interface Reactions {
  readonly me?: Reaction | undefined
  readonly you?: Reaction | undefined
}

/** What a message said before its author changed it, the oldest first; absent as long as it was never changed. */
type Earlier = readonly string[] | undefined

/** One stored item. An own item's place in its stream determines its mark. `k` counts the items. */
export type LedgerItem = { readonly k: number; readonly at: number } & (
  | {
      readonly kind: 'own'
      readonly id: MessageId
      /** Empty for a location. */
      readonly text: string
      readonly location?: SharedLocation | undefined
      readonly s: StreamId
      readonly n: number
      /** The other person has read it, and both show that. */
      readonly read?: boolean | undefined
      readonly re?: Reference | undefined
      readonly reactions?: Reactions | undefined
      readonly earlier?: Earlier
      /** It cannot be changed: a later own message was removed here, so that to the peer it is not the last, or the clock was set back far. */
      readonly followed?: boolean | undefined
      /** Its text is erased here. `asked`: the peer was asked to erase it; `done`: the peer confirmed that, or never had it. */
      readonly unsent?: 'asked' | 'done' | undefined
    }
  | {
      readonly kind: 'theirs'
      readonly id: MessageId
      readonly text: string
      readonly location?: SharedLocation | undefined
      readonly re?: Reference | undefined
      readonly reactions?: Reactions | undefined
      readonly earlier?: Earlier
      readonly unsent?: 'done' | undefined
    }
  | { readonly kind: 'notice'; readonly notice: Notice }
)

/** An own message or act that the peer has not acknowledged. */
export type OutboxEntry = Content & {
  readonly n: number
  readonly chain: string
  readonly at: number
  readonly bytes: number
  /** `failed`: too old and no longer sent, though it may have arrived. `again`: had arrived, but the peer lost it. */
  readonly state: 'waiting' | 'sent' | 'failed' | 'again'
}

export interface OwnStream {
  readonly s: StreamId
  /** The last number that the peer acknowledged, and the chain up to it. */
  readonly acked: number
  readonly ackedChain: string
  /** The entries after `acked`, without gaps. */
  readonly entries: readonly OutboxEntry[]
  /** Whether the peer's chain matches ours up to the last acknowledged number. */
  readonly same: boolean
  /** How many earlier messages can no longer be sent; told until the peer has acknowledged it. */
  readonly missing: number
  /** The newest acknowledged numbers that were acts; a peer that loses them misses no message. */
  readonly acts: readonly number[]
}

export interface TheirStream {
  readonly s: StreamId | null
  readonly n: number
  readonly chain: string
  /** Whether what is stored here matches the chain that they sent. */
  readonly same: boolean
  /** Null when nothing is held. */
  readonly held: HeldActs | null
}

/** Acts of a peer whose key is not trusted yet: neither carried out nor confirmed until the person decides. */
export interface HeldActs {
  readonly requests: readonly Act[]
  /** The last place in the current stream that may be confirmed; null when all of it may. */
  readonly confirmed: { readonly n: number; readonly chain: string } | null
}

export interface LedgerState {
  readonly own: OwnStream
  readonly theirs: TheirStream
  readonly items: readonly LedgerItem[]
  /** How many items this ledger ever had. */
  readonly count: number
  /** Ids of received messages, to recognise a repeat in another stream. */
  readonly seen: readonly MessageId[]
  /** Own messages that certainly did not arrive and are no longer sent. */
  readonly failed: readonly MessageId[]
}

type Said<T extends PeerMessage['t']> = Extract<PeerMessage, { t: T }>

type LocationContent = Extract<MessageContent, { kind: 'location' }>

export type LedgerEvent =
  | {
      readonly kind: 'typed'
      readonly id: MessageId
      readonly text: string
      readonly at: number
      readonly bytes: number
      readonly re?: Reference | undefined
    }
  | { readonly kind: 'located'; readonly content: LocationContent; readonly at: number }
  /**
   * A message of their stream. `trusted`: it may change what is kept here now. `overdue`: too much time with an open channel has
   * passed since their last message for them to change it.
   */
  | {
      readonly kind: 'said'
      readonly said: NumberedHeard
      readonly at: number
      readonly trusted: boolean
      readonly overdue: boolean
    }
  | {
      readonly kind: 'react'
      readonly to: Reference
      readonly reaction: Reaction | null
      readonly at: number
    }
  /** Changes the last own message; for `handed` see below. `bytes`: of the text in UTF-8. */
  | {
      readonly kind: 'edit'
      readonly id: MessageId
      readonly text: string
      readonly at: number
      readonly bytes: number
      readonly handed: number
    }
  /** `handed`: the last own number that may already have been sent. */
  | { readonly kind: 'unsend'; readonly id: MessageId; readonly at: number; readonly handed: number }
  | { readonly kind: 'ack'; readonly said: Said<'ack'> }
  | { readonly kind: 'read'; readonly said: Said<'read'> }
  | { readonly kind: 'have'; readonly said: Said<'have'>; readonly at: number }
  | { readonly kind: 'handed'; readonly s: StreamId; readonly n: number }
  | { readonly kind: 'resend'; readonly id: MessageId; readonly at: number }
  /** Own messages typed before this (wall clock, milliseconds) are given up. */
  | { readonly kind: 'give_up'; readonly before: number }
  /** The session is closed: waiting messages will not arrive. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'notice'; readonly notice: Notice; readonly at: number }
  /** The peer is trusted now: its held requests are carried out. */
  | { readonly kind: 'trust' }
  /** Items received before `before` go. `now` (both wall clock, milliseconds): one received later than that came while the clock was ahead, and counts as received now. */
  | { readonly kind: 'expire'; readonly before: number; readonly now: number }
  | { readonly kind: 'remove'; readonly what: Reference }
  | { readonly kind: 'clear' }
  /** Something stored with the ledger changed, such as the draft. */
  | { readonly kind: 'touch' }

export type LedgerEffect =
  | { readonly kind: 'ack' }
  | { readonly kind: 'have' }
  /** The peer announced what it holds: sending may continue after that. */
  | { readonly kind: 'go_on' }
  /** A message was sent or received. */
  | { readonly kind: 'activity' }
  | { readonly kind: 'arrived' }
  /** The peer named a message that is not here, or not its own. */
  | { readonly kind: 'ignored' }

/** Outside tools that a step may use. */
export interface LedgerTools {
  readonly startChain: (stream: string) => Promise<string>
  readonly nextChain: (last: string, number: number, ...parts: readonly string[]) => Promise<string>
  readonly newStream: () => StreamId
}
