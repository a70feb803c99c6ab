/** One session's talk as the rest of the domain knows it: where messages leave, what is told to it, and what outlives the page. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { PeerMessage, Reference } from '../../../protocol/message.ts'
import type { LedgerEvent, LedgerState } from '../../ledger/ledger.types.ts'
import type { Failure } from '../failure.ts'
import type {
  CheckState,
  ConnectionState,
  Conversation,
  Notice,
  ServerPath,
  WordsAsked,
} from './conversation.model.ts'

/** Where messages leave: the connection of this session, while there is one. */
export interface Wire {
  /** `done` is called once the whole message was handed to the link. */
  readonly send: (message: PeerMessage, done?: () => void) => void
  /** Forgets what was not handed over yet. */
  readonly drop: () => void
  readonly check: { readonly begin: () => void; readonly match: () => void; readonly mismatch: () => void }
  readonly enterWords: (words: string) => Promise<void>
  readonly answerServerPath: (yes: boolean) => Promise<Result<void, Failure>>
  /** A new connection, under rules that changed. */
  readonly remake: () => void
  /** Lets the outbox go to a peer that lost its secrets. */
  readonly sendAnyway: () => Promise<void>
}

export interface Talk extends Conversation {
  readonly setConnection: (state: ConnectionState) => void
  readonly attach: (wire: Wire | null) => void
  /** A channel is there; `held`: the outbox waits until the person has decided. */
  readonly opened: (held: boolean) => void
  /** The person has decided. */
  readonly release: () => void
  readonly setCheck: (state: CheckState) => void
  readonly setServerPath: (path: ServerPath) => void
  readonly askWords: (asked: WordsAsked | null) => void
  readonly lost: () => void
  readonly received: (message: PeerMessage) => void
  readonly notice: (notice: Notice) => void
  /** Ignored where nothing was said yet. */
  readonly post: (event: LedgerEvent) => void
  /** Erases everything said, and what waits. */
  readonly clear: () => void
  /** The person changed whether typing and reading are shown. */
  readonly tellSigns: () => void
  readonly snapshot: () => TalkSnapshot
  /** What belongs into the field when the app starts on this ledger: nothing is in both, and nothing in neither. */
  readonly keptDraft: (state: LedgerState) => string
  readonly restore: (snapshot: TalkSnapshot) => void
  readonly unread: ReadonlySignal<number>
  readonly setOnScreen: (onScreen: boolean) => void
}

/** A message between the tap on Send and the ledger. */
export interface Leaving {
  readonly text: string
  /** What it answers. */
  readonly re: Reference | null
}

/** What must outlive a locked screen, though never the page. */
export interface TalkSnapshot {
  readonly ledger: LedgerState | null
  readonly draft: string
  readonly answering: Reference | null
  /** Sent, and not written yet: it is said again. */
  readonly leaving: readonly (readonly [MessageId, Leaving])[]
  readonly unread: number
}
