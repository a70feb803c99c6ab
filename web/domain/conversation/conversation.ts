/** One session's talk as signals: what happens in it goes to its ledger, which keeps it first and shows it then. */
import { computed, signal } from '@preact/signals'
import { textToBytes } from '../../../base/bytes.ts'
import { err, ok, type Result, unreachable } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import { TEXT_BYTES_MAX } from '../../../protocol/limits.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import type { LedgerEvent, LedgerState, Notice } from '../../ledger/ledger.types.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Random } from '../../platform/random.ts'
import type { Failure } from '../failure.ts'
import type { LifetimeState } from '../sessions/lifetime.types.ts'
import type { SessionId } from '../sessions/session.ts'
import type {
  CheckState,
  ConnectionState,
  Conversation,
  Security,
  ServerPath,
  WordsAsked,
} from './conversation.model.ts'
import { createDraft } from './draft.ts'
import { createLifetime } from './lifetime.ts'
import { createLateLedger } from './message-log.ts'
import type { Leaving, Talk, Wire } from './peer-port.ts'
import { takenBack } from './unread.ts'

export function createTalk(ports: {
  readonly id: SessionId
  readonly clock: Clock
  readonly random: Random
  /** What is proven of the other end, as it is stored; read inside a computed. */
  readonly securityOf: (id: SessionId) => Security | null
  readonly lifetimeOf: (id: SessionId) => LifetimeState
  readonly hideAddressOf: (id: SessionId) => boolean
  readonly keepHideAddress: (id: SessionId, hidden: boolean) => Promise<void>
  readonly setLifetime: (id: SessionId, state: LifetimeState) => Promise<Result<void, 'storage_failed'>>
  /** Whether the person shows typing and reading. */
  readonly signsWanted: () => boolean
  /** Whether what is on screen can be seen. */
  readonly looking: () => boolean
  readonly loadRoom: () => Promise<typeof import('./talk-room.ts')>
  readonly write: (id: SessionId, state: LedgerState) => Promise<boolean>
  /** The peer spoke of a message that is not here, or not its own. */
  readonly onIgnored: () => void
  readonly onFault: () => void
  /** Called when something was said, so that the list can move the session up. */
  readonly onActivity: () => void
}): Talk {
  const { clock, random, id } = ports
  const connection = signal<ConnectionState>({ kind: 'connecting', stuck: false })
  const unread = signal(0)
  const check = signal<CheckState>({ kind: 'off' })
  const serverPath = signal<ServerPath>('none')
  const wordsAsked = signal<WordsAsked | null>(null)
  let onScreen = false
  let held = false
  let wire: Wire | null = null

  const say = (message: PeerMessage, done?: () => void): void => wire?.send(message, done)
  const book = createLateLedger(
    {
      clock,
      random,
      say,
      signsWanted: ports.signsWanted,
      loadRoom: ports.loadRoom,
      write: (state) => ports.write(id, state),
      looked: () => onScreen && ports.looking(),
    },
    {
      arrived() {
        if (!onScreen) unread.value += 1
        ports.onActivity()
      },
      activity: ports.onActivity,
      ignored: ports.onIgnored,
      failed: ports.onFault,
    },
  )
  const { post } = book
  const asFailure = (kept: Result<void, 'storage_failed'>): Result<void, Failure> =>
    kept.ok ? kept : err({ code: kept.error })
  const keep = async (event: LedgerEvent): Promise<Result<void, Failure>> =>
    (await post(event)) ? ok(undefined) : err({ code: 'storage_failed' })

  const newId = (): MessageId => random.uuid() as MessageId
  const sendAs = async (id: MessageId, { text, re }: Leaving): ReturnType<Conversation['send']> => {
    if (text.trim() === '') return ok(undefined)
    const bytes = textToBytes(text).length
    if (bytes > TEXT_BYTES_MAX) return err({ code: 'text_too_long' })
    if (!(await book.takes(bytes))) return err({ code: 'outbox_full' })
    return keep({ kind: 'typed', id, text, at: clock.now(), bytes, ...(re && { re }) })
  }
  const draft = createDraft(newId, sendAs)
  const react: Conversation['react'] = async (to, reaction) =>
    (await book.takes(0))
      ? keep({ kind: 'react', to, reaction, at: clock.now() })
      : err({ code: 'outbox_full' })

  const notice = (notice: Notice): void => void post({ kind: 'notice', notice, at: clock.now() })
  const lifetime = createLifetime({
    now: () => ports.lifetimeOf(id),
    keep: (state) => ports.setLifetime(id, state),
    say,
    notice,
  })
  const received = (message: PeerMessage): void => {
    switch (message.t) {
      case 'text':
      case 'react':
      case 'unsend':
        // What is kept is not changed at the word of somebody who has yet to prove to be the same.
        return void post({ kind: 'said', said: message, at: clock.now(), trusted: !held })
      case 'have':
        return void post({ kind: 'have', said: message, at: clock.now() })
      case 'ack':
        return void post({ kind: 'ack', said: message })
      case 'read':
        return ports.signsWanted() ? void post({ kind: 'read', said: message }) : undefined
      case 'signs':
      case 'typing':
        return book.heardSign(message)
      case 'bye':
        return notice('peer_left')
      case 'lifetime':
        return held ? undefined : lifetime.received(message)
      case 'here':
      case 'check':
      case 'signal':
        return
      default:
        return unreachable(message)
    }
  }
  const lost = (): void => {
    wire?.drop()
    book.lost()
  }

  return {
    id,
    timeline: book.timeline,
    connection: computed(() => connection.value),
    same: computed(() => book.same.value && connection.value.kind === 'connected'),
    typing: book.typing,
    draft: draft.text,
    answering: draft.answering,
    // What was taken back before anybody looked needs no looking at.
    unread: computed(() => unread.value - takenBack(book.timeline.value, unread.value)),
    security: computed(() => ports.securityOf(id)),
    check: computed(() => check.value),
    wordsAsked: computed(() => wordsAsked.value),
    lifetime: computed(lifetime.view),
    proposeLifetime: async (seconds) => asFailure(await lifetime.propose(newId(), seconds)),
    answerLifetime: async (accepted) => asFailure(await lifetime.answer(accepted)),
    serverPath: computed(() => serverPath.value),
    answerServerPath: async (yes) => wire?.answerServerPath(yes) ?? ok(undefined),
    hideAddress: computed(() => ports.hideAddressOf(id)),
    async setHideAddress(hidden) {
      await ports.keepHideAddress(id, hidden)
      wire?.remake()
    },
    beginCheck: () => wire?.check.begin(),
    sayMatch: () => wire?.check.match(),
    sayMismatch: () => wire?.check.mismatch(),
    async enterWords(words) {
      wordsAsked.value = null
      await wire?.enterWords(words)
    },
    sendAnyway: async () => wire?.sendAnyway(),
    setDraft: (text) => {
      draft.write(text)
      book.typed(text)
    },
    send: (text, re = null) => sendAs(newId(), { text, re }),
    answer: draft.answer,
    sendDraft: draft.send,
    react,
    unsend: (message) => keep({ kind: 'unsend', id: message, at: clock.now(), handed: 0 }),
    resend: (message) => void post({ kind: 'resend', id: message, at: clock.now() }),
    remove: (what) => keep({ kind: 'remove', what }),
    setConnection: (state) => {
      connection.value = state
    },
    attach: (next) => {
      if (!next) lost()
      wire = next
    },
    opened(waits) {
      held = waits
      if (!held) lifetime.tell()
      book.opened(held)
    },
    release() {
      held = false
      lifetime.tell()
      book.release()
    },
    setServerPath: (path) => {
      serverPath.value = path
    },
    setCheck: (state) => {
      check.value = state
    },
    askWords: (asked) => {
      // The link comes again without words and asks for them: what was wrong before that is still to be said.
      wordsAsked.value = asked && { ...asked, wrong: asked.wrong || wordsAsked.peek()?.wrong === true }
    },
    lost,
    received,
    notice,
    // A talk in which nothing was said has nothing to change.
    post: (event) => (book.begun() ? void post(event) : undefined),
    clear() {
      draft.write('')
      draft.answer(null)
      unread.value = 0
      if (book.begun()) void post({ kind: 'clear' })
    },
    snapshot: () => ({ ledger: book.state(), ...draft.snapshot(), unread: unread.value }),
    keptDraft: draft.keptWith,
    restore(snapshot) {
      unread.value += snapshot.unread
      if (snapshot.ledger) book.restore(snapshot.ledger)
      draft.restore(snapshot)
    },
    setOnScreen(value) {
      onScreen = value
      if (value) unread.value = 0
      book.look()
    },
    tellSigns: book.tellSigns,
  }
}
