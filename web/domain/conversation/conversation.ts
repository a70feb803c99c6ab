/** One open conversation: the calls of the views, and storing and restoring it. Every event goes to its ledger, which writes it first and then shows it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { err, ok, type Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import { isReactionName } from '../../../protocol/reaction.ts'
import type { LedgerEvent, LedgerState } from '../../ledger/ledger.types.ts'
import type { Failure } from '../failure.ts'
import type { SessionId } from '../sessions/session.ts'
import { isImported, type SessionRecord } from '../sessions/session-record.ts'
import { offersSigns } from '../signs/signs-offer.ts'
import type { Conversation, Security } from './conversation.model.ts'
import type { ConversationSnapshot, NudgeHooks, PeerInbox } from './conversation.types.ts'
import {
  type ConversationParts,
  type ConversationPorts,
  createConversationParts,
  createLocationCalls,
  sendAs,
} from './conversation-parts.ts'
import { editableIn } from './editing.ts'
import { keep } from './message-log.ts'
import { createPeerInbox } from './peer-inbox.ts'
import { isForgotten, unreadOf } from './timeline.ts'

export interface OpenConversation {
  readonly view: Conversation
  readonly inbox: PeerInbox
  readonly post: (event: LedgerEvent) => void
  /** How many messages arrived since the person last looked, leaving out unsent ones. */
  readonly unread: ReadonlySignal<number>
  readonly setOnScreen: (onScreen: boolean) => void
  /** Erases all messages, including waiting ones; false when that could not be stored, and then they stay. */
  readonly clear: () => Promise<boolean>
  /** Sends a message that takes no number. */
  readonly say: (message: PeerMessage) => void
  readonly setRang: (at: number | null) => void
  /** The person changed whether typing and reading are shown. */
  readonly tellSigns: () => void
  readonly snapshot: () => ConversationSnapshot
  /** The draft to store with this ledger: a sent text is in exactly one of the two. */
  readonly keptDraft: (state: LedgerState) => string
}

const asFailure = (kept: Result<void, 'storage_failed'>): Result<void, Failure> =>
  kept.ok ? kept : err({ code: kept.error })

export function createConversation(
  ports: ConversationPorts,
  ledger: LedgerState,
  before: Omit<ConversationSnapshot, 'ledger'> | null,
): OpenConversation {
  const arrived = signal(before?.unread ?? 0)
  const screen = { on: false }
  const parts = createConversationParts(ports, ledger, screen, () => {
    if (!screen.on) arrived.value += 1
  })
  const { messages, draft } = parts
  const forgot = isForgotten(ledger) && parts.lifetime.view().seconds === 0
  if (before) draft.restore(before)
  // What was being changed may have expired while the app was locked.
  draft.keepEdit(ledger)
  return {
    view: createView(parts, forgot),
    inbox: createPeerInbox(parts),
    unread: computed(() => unreadOf(messages.timeline.value, arrived.value)),
    post: (event) => void messages.post(event),
    setOnScreen(on) {
      screen.on = on
      if (on) arrived.value = 0
      messages.look()
    },
    clear() {
      draft.clear()
      arrived.value = 0
      return messages.post({ kind: 'clear' })
    },
    say: (message) => parts.peer.port?.send(message),
    setRang(at) {
      parts.rang.value = at
    },
    tellSigns: messages.tellSigns,
    snapshot: () => ({ ledger: messages.state(), ...draft.snapshot(), unread: arrived.peek() }),
    keptDraft: draft.keptWith,
  }
}

function securityOf(record: SessionRecord | undefined): Security | null {
  const peer = record?.keys?.peer
  return peer ? { trust: peer.trust, at: peer.at, imported: isImported(peer) } : null
}

/** The offer of typing and read marks, and the end of it. */
function createSignsOffer({
  ports,
  record,
  messages,
  connection,
  change,
}: ConversationParts): Pick<Conversation, 'signsOffered' | 'closeSignsOffer'> {
  const count = (of: 'own' | 'theirs'): number =>
    messages.timeline.value.filter(({ kind }) => kind === of).length
  return {
    signsOffered: computed(() => {
      const { trust } = securityOf(record()) ?? {}
      return offersSigns({
        on: ports.settings.now.value.showSigns,
        asked: record()?.signsAsked === true,
        peerShows: messages.peerShows.value,
        held: trust === 'lost' || trust === 'disputed',
        closed: connection.value.kind === 'closed',
        own: count('own'),
        theirs: count('theirs'),
      })
    }),
    closeSignsOffer: async () => asFailure(await change({ signsAsked: true })),
  }
}

function createView(parts: ConversationParts, forgot: boolean): Conversation {
  const { ports, record, messages, lifetime, draft, peer, wordsAsked } = parts
  const { clock } = ports
  const newId = (): MessageId => ports.random.uuid() as MessageId
  const peerKinds = (): readonly string[] | undefined => record()?.peerCan?.kinds
  return {
    id: ports.id,
    timeline: messages.timeline,
    connection: computed(() => parts.connection.value),
    rang: computed(() => parts.rang.value),
    forgot,
    same: computed(() => {
      if (forgot || parts.connection.value.kind !== 'connected') return false
      return messages.same.value && (lifetime.view().seconds > 0 || messages.isOneLink.value)
    }),
    typing: messages.typing,
    ...createSignsOffer(parts),
    ...createLocationCalls(parts, newId),
    security: computed(() => securityOf(record())),
    check: computed(() => parts.check.value),
    wordsAsked: computed(() => wordsAsked.value),
    lifetime: computed(lifetime.view),
    proposeLifetime: async (seconds) => asFailure(await lifetime.propose(newId(), seconds)),
    answerLifetime: async (accepted) => asFailure(await lifetime.answer(newId(), accepted)),
    relay: computed(() => parts.relay.value),
    answerRelay: async (yes) => peer.port?.answerRelay(yes) ?? ok(undefined),
    hideAddress: computed(() => record()?.hideAddress ?? false),
    async setHideAddress(hideAddress) {
      const hasRelay = hideAddress ? ((await peer.port?.hasRelay()) ?? null) : true
      if (!hasRelay) return err({ code: hasRelay === null ? 'relay_unknown' : 'no_relay' })
      const kept = await parts.change({ hideAddress })
      if (kept.ok) peer.port?.remake()
      return kept.ok ? kept : err({ code: kept.error })
    },
    beginCheck: () => peer.port?.check.begin(),
    sayMatch: () => peer.port?.check.match(),
    sayMismatch: () => peer.port?.check.mismatch(),
    async enterWords(words) {
      wordsAsked.value = null
      await peer.port?.enterWords(words)
    },
    sendAnyway: async () => peer.port?.sendAnyway(),
    draft: draft.text,
    answering: draft.answering,
    setDraft(text) {
      draft.write(text)
      messages.typed(text)
    },
    answer: draft.answer,
    send: (text, re = null) => sendAs(ports, messages, newId(), { text, re }),
    sendDraft: draft.send,
    editing: draft.editing,
    editable: () =>
      parts.connection.value.kind === 'closed'
        ? null
        : (editableIn(messages.state(), clock.now(), peerKinds())?.id ?? null),
    edit(id) {
      const item = editableIn(messages.state(), clock.now(), peerKinds())
      draft.edit(item && item.id === id ? { id, text: item.text } : null)
    },
    takesEmoji: () => record()?.peerCan?.emoji === true,
    async react(to, reaction) {
      if (reaction !== null && !isReactionName(reaction) && !record()?.peerCan?.emoji)
        return err({ code: 'not_understood' })
      if (!messages.takes(0)) return err({ code: 'outbox_full' })
      return keep(messages, { kind: 'react', to, reaction, at: clock.now() })
    },
    async unsend(id) {
      const kept = await keep(messages, { kind: 'unsend', id, at: clock.now(), handed: 0 })
      if (kept.ok) draft.endEdit(id)
      return kept
    },
    resend: (id) => void messages.post({ kind: 'resend', id, at: clock.now() }),
    async remove(what) {
      const kept = await keep(messages, { kind: 'remove', what })
      if (kept.ok && what.by === 'me') draft.endEdit(what.id)
      return kept
    },
  }
}

/** What a conversation needs of ringing. */
export interface ConversationNudges {
  /** Rings for an open conversation until the returned function is called. */
  readonly follow: (conversation: OpenConversation) => () => void
  /** A proven channel to an app that takes tickets is open. */
  readonly opened: (id: SessionId) => void
  /** The peer gave a ticket until then (wall clock, milliseconds), or with null withdrew it. */
  readonly heard: (id: SessionId, ticket: string | null, until: number) => void
}
type LoadNudges = () => Promise<ConversationNudges>

/** A failed load only means that nothing rings. */
const whenLoaded = (load: LoadNudges, act: (nudges: ConversationNudges) => void): void =>
  void load().then(act, () => {})

export const nudgeHooksOf = (load: LoadNudges, id: SessionId): NudgeHooks => ({
  opened: () => whenLoaded(load, (nudges) => nudges.opened(id)),
  heard: (ticket, until) => whenLoaded(load, (nudges) => nudges.heard(id, ticket, until)),
})

/** Returns the function that stops it. */
export function followByNudges(load: LoadNudges, conversation: OpenConversation): () => void {
  let stop: (() => void) | null = null
  let stopped = false
  whenLoaded(load, (nudges) => {
    if (!stopped) stop = nudges.follow(conversation)
  })
  return () => {
    stopped = true
    stop?.()
  }
}
