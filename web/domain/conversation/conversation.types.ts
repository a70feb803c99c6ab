/** The interfaces between a conversation and its connection, and the snapshot that survives a lock. */
import type { Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { HeardMessage, PeerMessage, Reference } from '../../../protocol/message.ts'
import type { LedgerState, Notice } from '../../ledger/ledger.types.ts'
import type { Failure } from '../failure.ts'
import type { CheckState, ConnectionState, RelayState, WordsAsked } from './conversation.model.ts'

/** The conversation's calls to its connection, while there is one. */
export interface PeerPort {
  /** `done` is called once the whole message was handed to the link. */
  readonly send: (message: PeerMessage, done?: () => void) => void
  /** Drops messages not handed to the link yet. */
  readonly drop: () => void
  readonly check: { readonly begin: () => void; readonly match: () => void; readonly mismatch: () => void }
  readonly enterWords: (words: string) => Promise<void>
  readonly answerRelay: (yes: boolean) => Promise<Result<void, Failure>>
  /** Whether the server has a relay; null as long as the two were not in the room together, so that it could not say. */
  readonly hasRelay: () => Promise<boolean | null>
  /** Reconnects because a setting of the connection changed. */
  readonly remake: () => void
  /** Lets the outbox go to a peer that lost its secrets. */
  readonly sendAnyway: () => Promise<void>
}

/** The conversation's calls to ringing. */
export interface NudgeHooks {
  /** A proven channel to an app that takes tickets is open. */
  readonly opened: () => void
  /** The peer gave a ticket until then (wall clock, milliseconds), or with null withdrew it. */
  readonly heard: (ticket: string | null, until: number) => void
}

/** The connection's calls to the conversation. */
export interface PeerInbox {
  readonly setConnection: (state: ConnectionState) => void
  readonly attach: (port: PeerPort | null) => void
  /** A channel is open. `held`: own messages and the peer's requests wait until the person has decided. */
  readonly opened: (held: boolean) => void
  /** As `opened` with `held`, on a channel that is open already. */
  readonly hold: () => void
  /** The person has decided. */
  readonly release: () => void
  readonly setCheck: (state: CheckState) => void
  readonly setRelay: (path: RelayState) => void
  readonly askWords: (asked: WordsAsked | null) => void
  readonly lost: () => void
  readonly received: (message: HeardMessage) => void
  readonly notice: (notice: Notice) => void
}

/** A message between the tap on Send and the ledger. */
export interface Leaving {
  readonly text: string
  /** The message it answers. */
  readonly re: Reference | null
}

/** An own message that a person is changing, and its new text so far. */
export interface Editing {
  readonly id: MessageId
  readonly text: string
}

/** The part of a conversation that survives a lock but not the page. */
export interface ConversationSnapshot {
  /** Null when nothing was read or written yet. */
  readonly ledger: LedgerState | null
  readonly draft: string
  readonly answering: Reference | null
  readonly editing: Editing | null
  /** Messages sent but not written yet: they are sent again. */
  readonly leaving: readonly (readonly [MessageId, Leaving])[]
  readonly unread: number
}
