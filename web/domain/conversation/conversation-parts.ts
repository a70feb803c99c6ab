/** State shared by the two halves of a conversation: the one that views call, and the one that the connection calls. */
import { computed, type Signal, signal } from '@preact/signals'
import { isBlank } from '../../../base/blank-text.ts'
import { textToBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import { TEXT_BYTES_MAX } from '../../../protocol/limits.ts'
import type { SharedLocation } from '../../../protocol/location.ts'
import type { PeerMessage } from '../../../protocol/message.ts'
import { peerTakes } from '../../ledger/content.ts'
import type { LedgerState, LedgerTools } from '../../ledger/ledger.types.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Random } from '../../platform/random.ts'
import type { Failure } from '../failure.ts'
import { createLifetime, type Lifetime } from '../lifetime/lifetime.ts'
import { noLifetime } from '../lifetime/lifetime.types.ts'
import type { SessionId } from '../sessions/session.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type {
  ActFailure,
  CheckState,
  ConnectionState,
  Conversation,
  LocationOffer,
  RelayState,
  WordsAsked,
} from './conversation.model.ts'
import type { Leaving, NudgeHooks, PeerPort } from './conversation.types.ts'
import { createDraft, type Draft } from './draft.ts'
import { editAs } from './editing.ts'
import { createMessageLog, keep, type MessageLog } from './message-log.ts'
import type { PlaySound } from './message-sounds.ts'

export interface ConversationPorts {
  readonly id: SessionId
  readonly clock: Clock
  readonly random: Random
  readonly tools: LedgerTools
  readonly store: SessionStore
  readonly settings: SettingsStore
  readonly log: Log
  /** Whether the screen is visible to the person (not hidden or covered). */
  readonly looking: () => boolean
  /** Stores the ledger; false when that failed. */
  readonly write: (state: LedgerState) => Promise<boolean>
  readonly playSound: PlaySound
  /** A message was sent or received: the list moves the session up. */
  readonly onActivity: () => void
  readonly nudges: NudgeHooks
}

export interface ConversationParts {
  readonly ports: ConversationPorts
  readonly record: () => SessionRecord | undefined
  readonly change: (change: Partial<SessionRecord>) => Promise<Result<void, 'storage_failed'>>
  readonly messages: MessageLog
  readonly lifetime: Lifetime
  readonly draft: Draft
  readonly connection: Signal<ConnectionState>
  readonly rang: Signal<number | null>
  readonly check: Signal<CheckState>
  readonly relay: Signal<RelayState>
  readonly wordsAsked: Signal<WordsAsked | null>
  readonly peer: { port: PeerPort | null }
}

/** `screen.on`: the conversation is on screen. `onArrived`: called for each message of the peer. */
export function createConversationParts(
  ports: ConversationPorts,
  ledger: LedgerState,
  screen: { readonly on: boolean },
  onArrived: () => void,
): ConversationParts {
  const { store, id, clock, random, log } = ports
  const peer: { port: PeerPort | null } = { port: null }
  const say = (message: PeerMessage, done?: () => void): void => peer.port?.send(message, done)
  const record = (): SessionRecord | undefined => store.find(id)
  const change: ConversationParts['change'] = (next) => store.change(id, (now) => ({ ...now, ...next }))
  const draft = createDraft(
    () => random.uuid() as MessageId,
    (message, what) => sendAs(ports, messages, message, what),
    (what) => editAs(ports, messages, () => record()?.peerCan?.kinds, what),
  )
  const messages: MessageLog = createMessageLog(
    {
      clock,
      tools: ports.tools,
      say,
      write: ports.write,
      signsWanted: () => ports.settings.now.value.showSigns,
      looked: () => screen.on && ports.looking(),
      peerTakesUnknown: () => record()?.peerCan !== undefined,
      arrived() {
        onArrived()
        ports.playSound('received')
        ports.onActivity()
      },
      delivered: () => ports.playSound('delivered'),
      shown: draft.keepEdit,
      activity: ports.onActivity,
      ignored: () => log.add('warn', 'talk.ignored'),
      failed: () => log.add('error', 'talk.fault'),
    },
    ledger,
  )
  const lifetime = createLifetime({
    now: () => record()?.lifetime ?? noLifetime,
    keep: (state) => change({ lifetime: state }),
    say,
    notice: (notice) => void messages.post({ kind: 'notice', notice, at: clock.now() }),
  })
  return {
    ...{ ports, record, change, messages, lifetime, peer },
    draft,
    rang: signal<number | null>(null),
    connection: signal<ConnectionState>({ kind: 'connecting', stuck: false }),
    check: signal<CheckState>({ kind: 'off' }),
    relay: signal<RelayState>('none'),
    wordsAsked: signal<WordsAsked | null>(null),
  }
}

/** Errors: text_too_long, outbox_full, storage_failed. Text that is empty or blank is ignored. */
export async function sendAs(
  { clock }: ConversationPorts,
  messages: MessageLog,
  id: MessageId,
  { text, re }: Leaving,
): Promise<Result<void, Failure>> {
  if (isBlank(text)) return ok(undefined)
  const bytes = textToBytes(text).length
  if (bytes > TEXT_BYTES_MAX) return err({ code: 'text_too_long' })
  if (!messages.takes(bytes)) return err({ code: 'outbox_full' })
  return keep(messages, { kind: 'typed', id, text, at: clock.now(), bytes, ...(re && { re }) })
}

function locationOfferOf(record: SessionRecord | undefined): LocationOffer {
  const trust = record?.keys?.peer?.trust
  if (trust === undefined) return 'not_met'
  if (trust === 'lost' || trust === 'disputed') return 'undecided'
  return peerTakes('location', record?.peerCan?.kinds) ? 'yes' : 'too_old'
}

/** Errors: outbox_full, storage_failed; not_understood also while it is not offered. */
async function sendLocationAs(
  { ports, messages, draft, record }: ConversationParts,
  id: MessageId,
  location: SharedLocation,
): Promise<Result<void, ActFailure>> {
  if (locationOfferOf(record()) !== 'yes') return err({ code: 'not_understood' })
  if (!messages.takes(0)) return err({ code: 'outbox_full' })
  const re = draft.editing.peek() ? null : draft.answering.peek()
  const content = { kind: 'location' as const, id, location, ...(re && { re }) }
  const kept = await keep(messages, { kind: 'located', content, at: ports.clock.now() })
  if (kept.ok && re) draft.answer(null)
  return kept
}

export const createLocationCalls = (
  parts: ConversationParts,
  newId: () => MessageId,
): Pick<Conversation, 'locationOffer' | 'sendLocation'> => ({
  locationOffer: computed(() => locationOfferOf(parts.record())),
  sendLocation: (location) => sendLocationAs(parts, newId(), location),
})
