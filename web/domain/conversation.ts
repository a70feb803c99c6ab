/** One session's talk: what is typed goes to the outbox, what arrives goes to the timeline, each acknowledged once stored. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { textToBytes } from '../../protocol/bytes.ts'
import type { MessageId } from '../../protocol/ids.ts'
import { TEXT_BYTES_MAX } from '../../protocol/limits.ts'
import { createDriver } from '../../protocol/machine.ts'
import type { PeerMessage } from '../../protocol/message.ts'
import { err, ok, unreachable } from '../../protocol/result.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type {
  CheckState,
  ConnectionState,
  Conversation,
  Notice,
  Security,
  WordsAsked,
} from './conversation.model.ts'
import type * as Lifetime from './lifetime.ts'
import type { LifetimeStep } from './lifetime.ts'
import type { LifetimeState } from './lifetime.types.ts'
import type { SessionId } from './model.ts'
import {
  emptyOutbox,
  type OutboxEffect,
  type OutboxMessage,
  outboxTakes,
  stepOutbox,
} from './outbox.machine.ts'
import { createTimeline, type TimelineSnapshot } from './timeline.ts'

/** Where messages leave: the connection of this session, while there is one. */
export interface Wire {
  /** `done` is called once the whole message was handed to the link. */
  readonly send: (message: PeerMessage, done?: () => void) => void
  /** Forgets what was not handed over yet. */
  readonly drop: () => void
  readonly check: { readonly begin: () => void; readonly match: () => void; readonly mismatch: () => void }
  readonly enterWords: (words: string) => Promise<void>
  /** Lets the outbox go to a peer that lost its secrets. */
  readonly sendAnyway: () => Promise<void>
}

export interface Talk extends Conversation {
  readonly setConnection: (state: ConnectionState) => void
  readonly attach: (wire: Wire | null) => void
  readonly opened: () => void
  /** The channel is there, but the outbox waits until the person has decided. */
  readonly hold: () => void
  readonly setCheck: (state: CheckState) => void
  readonly askWords: (asked: WordsAsked | null) => void
  readonly lost: () => void
  readonly received: (message: PeerMessage) => void
  readonly notice: (notice: Notice) => void
  /** Erases everything said, and what waits. */
  readonly expire: (before: number) => void
  readonly clear: () => void
  readonly snapshot: () => TalkSnapshot
  readonly restore: (snapshot: TalkSnapshot) => void
  readonly unread: ReadonlySignal<number>
  readonly setOnScreen: (onScreen: boolean) => void
}

/** What must outlive a locked screen, though never the page. */
export interface TalkSnapshot {
  readonly timeline: TimelineSnapshot
  readonly outbox: readonly OutboxMessage[]
  readonly draft: string
  readonly unread: number
}

export function createTalk(ports: {
  readonly id: SessionId
  readonly clock: Clock
  readonly random: Random
  /** What is proven of the other end, as it is stored; read inside a computed. */
  readonly securityOf: (id: SessionId) => Security | null
  readonly lifetimeOf: (id: SessionId) => LifetimeState
  readonly setLifetime: (id: SessionId, state: LifetimeState) => Promise<void>
  /** Whether all that was said until now lies in the store. */
  readonly stored: (id: SessionId) => Promise<boolean>
  /** Called when something was said, so that the list can move the session up. */
  readonly onActivity: () => void
}): Talk {
  const { clock, random } = ports
  const timeline = createTimeline()
  const connection = signal<ConnectionState>({ kind: 'connecting', stuck: false })
  const draft = signal('')
  const unread = signal(0)
  const check = signal<CheckState>({ kind: 'off' })
  const wordsAsked = signal<WordsAsked | null>(null)
  let agreeing: Promise<void> = Promise.resolve()
  let onScreen = false
  let wire: Wire | null = null

  const perform = (effect: OutboxEffect): void => {
    switch (effect.kind) {
      case 'transmit': {
        const { id, at, text } = effect.message
        return wire?.send({ t: 'text', id, at, text }, () => outbox.dispatch({ kind: 'transmitted', id }))
      }
      case 'mark':
        return timeline.mark(effect.id, effect.state)
      case 'drop_unsent':
        return wire?.drop()
      default:
        return unreachable(effect)
    }
  }
  const outbox = createDriver(emptyOutbox, stepOutbox, perform)

  const send: Conversation['send'] = (text) => {
    if (text.trim() === '') return ok(undefined)
    const bytes = textToBytes(text).length
    if (bytes > TEXT_BYTES_MAX) return err({ code: 'text_too_long' })
    if (!outboxTakes(outbox.state(), bytes)) return err({ code: 'outbox_full' })
    const message = { id: random.uuid() as MessageId, text, at: clock.now(), bytes }
    timeline.addOwn(message.id, text, message.at)
    outbox.dispatch({ kind: 'typed', message })
    ports.onActivity()
    return ok(undefined)
  }

  /** One after another; stored first, then said, then shown. */
  const changeLifetime = (change: (rules: typeof Lifetime, now: LifetimeState) => LifetimeStep): void => {
    agreeing = agreeing.then(async () => {
      const {
        state,
        send: answer,
        notice,
      } = change(await import('./lifetime.ts'), ports.lifetimeOf(ports.id))
      await ports.setLifetime(ports.id, state)
      if (answer) wire?.send(answer)
      if (notice) timeline.addNotice(notice, clock.now())
    })
  }
  const tellLifetime = async (): Promise<void> => {
    const { opening } = await import('./lifetime.ts')
    for (const message of opening(ports.lifetimeOf(ports.id))) wire?.send(message)
  }
  /** Delivered means kept: where both agreed to keep messages, the word waits for the store. What failed there comes again on the next link. */
  const acknowledge = (id: MessageId): void => {
    const say = () => wire?.send({ t: 'ack', id })
    if (ports.lifetimeOf(ports.id).seconds === 0) return say()
    ports.stored(ports.id).then(
      (stored) => stored && say(),
      () => {},
    )
  }
  const received = (message: PeerMessage): void => {
    switch (message.t) {
      case 'text':
        if (timeline.addTheirs(message.id, message.text, clock.now())) {
          if (!onScreen) unread.value += 1
          ports.onActivity()
        }
        return acknowledge(message.id)
      case 'ack':
        return outbox.dispatch({ kind: 'acked', id: message.id })
      case 'bye':
        return message.why === 'left' ? timeline.addNotice('peer_left', clock.now()) : undefined
      case 'lifetime':
        return changeLifetime((rules, now) => rules.receive(now, message))
      case 'check':
      case 'signal':
        return
      default:
        return unreachable(message)
    }
  }

  return {
    id: ports.id,
    connection: computed(() => connection.value),
    timeline: timeline.items,
    draft: computed(() => draft.value),
    unread: computed(() => unread.value),
    security: computed(() => ports.securityOf(ports.id)),
    check: computed(() => check.value),
    wordsAsked: computed(() => wordsAsked.value),
    lifetime: computed(() => {
      const { seconds, mine, theirs } = ports.lifetimeOf(ports.id)
      return { seconds, mine: mine.at(-1)?.seconds ?? null, theirs: theirs?.seconds ?? null }
    }),
    proposeLifetime: (seconds) =>
      changeLifetime((rules, now) => rules.propose(now, random.uuid() as MessageId, seconds)),
    answerLifetime: (accepted) =>
      changeLifetime((rules, now) => (accepted ? rules.accept(now) : rules.decline(now))),
    beginCheck: () => wire?.check.begin(),
    sayMatch: () => wire?.check.match(),
    sayMismatch: () => wire?.check.mismatch(),
    async enterWords(words) {
      wordsAsked.value = null
      await wire?.enterWords(words)
    },
    sendAnyway: async () => wire?.sendAnyway(),
    setDraft: (text) => {
      draft.value = text
    },
    send,
    setConnection: (state) => {
      connection.value = state
    },
    attach: (next) => {
      wire = next
      if (!next) outbox.dispatch({ kind: 'lost' })
    },
    opened() {
      void tellLifetime()
      outbox.dispatch({ kind: 'opened' })
    },
    hold: () => outbox.dispatch({ kind: 'lost' }),
    setCheck: (state) => {
      check.value = state
    },
    askWords: (asked) => {
      wordsAsked.value = asked
    },
    lost: () => outbox.dispatch({ kind: 'lost' }),
    received,
    notice: (notice) => timeline.addNotice(notice, clock.now()),
    expire: timeline.expire,
    clear() {
      timeline.clear()
      draft.value = ''
      unread.value = 0
      outbox.dispatch({ kind: 'emptied' })
    },
    snapshot: () => ({
      timeline: timeline.snapshot(),
      outbox: outbox.state().items.map(({ message }) => message),
      draft: draft.value,
      unread: unread.value,
    }),
    restore(snapshot) {
      timeline.restore(snapshot.timeline)
      outbox.dispatch({ kind: 'restored', messages: snapshot.outbox })
      draft.value = snapshot.draft
      unread.value += snapshot.unread
    },
    setOnScreen(value) {
      onScreen = value
      if (value) unread.value = 0
    },
  }
}
