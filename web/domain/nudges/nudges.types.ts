/** The ports of ringing, and the part as the rest of the app drives it. */
import type { ReadonlySignal } from '@preact/signals'
import type { PeerMessage } from '../../../protocol/message.ts'
import type { Ticket } from '../../../protocol/nudges.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Page } from '../../platform/page/page.ts'
import type { Push } from '../../platform/page/push.ts'
import type { Random } from '../../platform/random.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { ConversationNudges } from '../conversation/conversation.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { Nudges } from './nudges.model.ts'
import type { OwnTickets } from './own-tickets.ts'

/** What the roof puts together for ringing. */
export interface Nudging {
  readonly push: Push
  /** What the notifications of this phone say, in its language now. */
  readonly words: () => Ticket['w']
}

export interface NudgesPorts extends Nudging {
  readonly clock: Clock
  readonly random: Random
  readonly kv: () => Kv
  readonly store: SessionStore
  readonly log: Log
  readonly rest: Pick<Rest, 'nudgeKeys' | 'ring' | 'testRing' | 'createInvite'>
  readonly page: Pick<Page, 'origin' | 'onEdge' | 'setBadge' | 'standalone' | 'browserKind' | 'visible'>
  /** The server of new sessions. */
  readonly server: () => string
  /** How many messages are unread in all. */
  readonly unread: () => number
}

/** What the switches of the sessions need. */
export interface SwitchesPorts {
  readonly clock: Clock
  readonly random: Random
  readonly store: SessionStore
  readonly log: Log
  readonly push: Push
  readonly rest: Pick<Rest, 'createInvite'>
  readonly tickets: OwnTickets
  /** Scopes in the making, which belong to no session yet. */
  readonly busy: Set<string>
  /** Sends to the peer of a session, if a proven channel to an app that takes tickets is open; false otherwise. */
  readonly say: (id: SessionId, message: PeerMessage) => boolean
}

/** What the app gives ringing when it is loaded. */
export type NudgesParts = Omit<NudgesPorts, keyof Nudging | 'rest' | 'server' | 'unread'> & {
  readonly rest: Lazy<Rest>
  readonly server: { readonly origin: ReadonlySignal<string> }
  readonly sessions: { readonly unreadTotal: ReadonlySignal<number> }
}

export interface NudgesPart extends Nudges, ConversationNudges {
  /** The vault is open, and its sessions are in memory. */
  readonly open: () => void
  /** The vault closes. */
  readonly forget: () => void
}
