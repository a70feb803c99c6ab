/** One session's talk: what is typed goes to the outbox, what arrives goes to the timeline, each acknowledged once stored. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { textToBytes } from '../../protocol/bytes.ts'
import { TEXT_BYTES_MAX } from '../../protocol/limits.ts'
import { createDriver } from '../../protocol/machine.ts'
import type { MessageId, PeerMessage } from '../../protocol/message.ts'
import { err, ok, unreachable } from '../../protocol/result.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { ConnectionState, Conversation, SessionId } from './model.ts'
import { emptyOutbox, type OutboxEffect, outboxTakes, stepOutbox } from './outbox.machine.ts'
import { createTimeline } from './timeline.ts'

/** Where messages leave: the connection of this session, while there is one. */
export interface Wire {
  /** `done` is called once the whole message was handed to the link. */
  readonly send: (message: PeerMessage, done?: () => void) => void
  /** Forgets what was not handed over yet. */
  readonly drop: () => void
}

export interface Talk extends Conversation {
  readonly setConnection: (state: ConnectionState) => void
  readonly attach: (wire: Wire | null) => void
  readonly opened: () => void
  readonly lost: () => void
  readonly received: (message: PeerMessage) => void
  readonly notice: (notice: 'peer_left' | 'joined_again') => void
  /** Erases everything said, and what waits. */
  readonly clear: () => void
  readonly unread: ReadonlySignal<number>
  readonly setOnScreen: (onScreen: boolean) => void
}

export function createTalk(ports: {
  readonly id: SessionId
  readonly clock: Clock
  readonly random: Random
  /** Called when something was said, so that the list can move the session up. */
  readonly onActivity: () => void
}): Talk {
  const { clock, random } = ports
  const timeline = createTimeline()
  const connection = signal<ConnectionState>({ kind: 'connecting', stuck: false })
  const draft = signal('')
  const unread = signal(0)
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

  const received = (message: PeerMessage): void => {
    switch (message.t) {
      case 'text':
        if (timeline.addTheirs(message.id, message.text, clock.now())) {
          if (!onScreen) unread.value += 1
          ports.onActivity()
        }
        return wire?.send({ t: 'ack', id: message.id })
      case 'ack':
        return outbox.dispatch({ kind: 'acked', id: message.id })
      case 'bye':
        return message.why === 'left' ? timeline.addNotice('peer_left', clock.now()) : undefined
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
    opened: () => outbox.dispatch({ kind: 'opened' }),
    lost: () => outbox.dispatch({ kind: 'lost' }),
    received,
    notice: (notice) => timeline.addNotice(notice, clock.now()),
    clear() {
      timeline.clear()
      draft.value = ''
      unread.value = 0
      outbox.dispatch({ kind: 'emptied' })
    },
    setOnScreen(value) {
      onScreen = value
      if (value) unread.value = 0
    },
  }
}
