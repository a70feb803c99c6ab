/** The open conversations, each with its ringer. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { PeerMessage } from '../../../protocol/message.ts'
import type { ConversationNudges, OpenConversation } from '../conversation/conversation.ts'
import type { SessionId } from '../sessions/session.ts'
import type { NudgesPorts } from './nudges.types.ts'
import type { PeerTickets } from './peer-ticket.ts'
import { createRinging, type Ringing } from './ringing.ts'

/** The ringing of one open conversation, there once its stored ticket was read. */
interface Followed {
  readonly conversation: OpenConversation
  readonly ringing: Signal<Ringing | null>
  /** The latest that was heard before the stored ticket was read. */
  early: (() => void) | null
}
export type AllFollowed = ReadonlyMap<SessionId, Followed>

export interface Following extends Pick<ConversationNudges, 'follow' | 'heard'> {
  readonly all: ReadonlySignal<AllFollowed>
  /** Sends, if the channel is open to an app that takes tickets; false otherwise. */
  readonly say: (id: SessionId, message: PeerMessage) => boolean
  /** The page is being hidden. */
  readonly hidden: () => void
  readonly stop: () => void
}

export function createFollowing(
  ports: Pick<NudgesPorts, 'store' | 'clock' | 'log' | 'rest'>,
  peers: PeerTickets,
): Following {
  const { store, clock, log, rest } = ports
  const all = signal<AllFollowed>(new Map())
  const set = (id: SessionId, one: Followed | null): void => {
    const others = [...all.peek()].filter(([other]) => other !== id)
    all.value = new Map(one ? [...others, [id, one]] : others)
  }
  return {
    all,
    follow(conversation) {
      const { id } = conversation.view
      const one: Followed = { conversation, ringing: signal<Ringing | null>(null), early: null }
      set(id, one)
      void peers.read(id).then((kept) => {
        if (all.peek().get(id) !== one) return
        const record = () => store.find(id)
        one.ringing.value = createRinging({ clock, log, rest, tickets: peers, record }, conversation, kept)
        one.early?.()
      })
      return () => {
        one.ringing.value?.stop()
        if (all.peek().get(id) === one) set(id, null)
      }
    },
    heard(id, ticket, until) {
      const one = all.peek().get(id)
      if (one?.ringing.value) one.ringing.value.heard(ticket, until)
      else if (one) one.early = () => one.ringing.value?.heard(ticket, until)
    },
    say(id, message) {
      const open = all.peek().get(id)?.conversation
      const record = store.find(id)
      const takes = record?.peerCan?.kinds.includes('ticket') === true
      const trust = record?.keys?.peer?.trust
      // Whoever is on the channel may be an impostor: nothing is given until the person has decided.
      if (trust === 'lost' || trust === 'disputed') return false
      if (!open || !takes || open.view.connection.peek().kind !== 'connected') return false
      open.say(message)
      return true
    },
    hidden() {
      for (const { ringing } of all.peek().values()) ringing.value?.hidden()
    },
    stop() {
      for (const { ringing } of all.peek().values()) ringing.value?.stop()
      all.value = new Map()
    },
  }
}
