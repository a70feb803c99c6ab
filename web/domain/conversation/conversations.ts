/** The open conversations in memory, one for each session that was entered or is live. */
import { effect } from '@preact/signals'
import { unreachable } from '../../../base/result.ts'
import { emptyLedger } from '../../ledger/ledger.machine.ts'
import type { LedgerState, LedgerTools } from '../../ledger/ledger.types.ts'
import { createLedgerStore, type StoredLedger } from '../../ledger/ledger-store.ts'
import { createLedgerTools } from '../../ledger/ledger-tools.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Sounds } from '../../platform/device/sounds.ts'
import type { Random } from '../../platform/random.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { RowConnection, SessionId } from '../sessions/session.ts'
import type { SessionStatuses } from '../sessions/session-status.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { ConnectionState } from './conversation.model.ts'
import {
  type ConversationNudges,
  createConversation,
  followByNudges,
  nudgeHooksOf,
  type OpenConversation,
} from './conversation.ts'
import type { ConversationSnapshot } from './conversation.types.ts'
import { createHistory, type History } from './history.ts'
import { createMessageSounds } from './message-sounds.ts'
import { previewIn, previewOf } from './timeline.ts'

export type ConversationSnapshots = Readonly<Record<string, ConversationSnapshot>>

export interface OpenConversations {
  /** The conversation of a session, read from the disk on first use; null when it was erased or the vault closed meanwhile. */
  readonly open: (id: SessionId) => Promise<OpenConversation | null>
  readonly peek: (id: SessionId) => OpenConversation | null
  /** Which conversation is on screen, so that its messages count as read; null for none. */
  readonly look: (id: SessionId | null) => void
  /** The setting for typing and read receipts changed. */
  readonly tellSigns: () => void
  /** Erases a conversation here and on the disk; false when the disk refused. */
  readonly remove: (id: SessionId) => Promise<boolean>
  /** The vault is open: starts removing expired messages. */
  readonly start: () => void
  /** The vault closes, or everything is erased: clears memory at once. */
  readonly forget: () => void
  /** Snapshots of all conversations, for after the lock. */
  readonly snapshot: () => ConversationSnapshots
  /** Each conversation continues from its snapshot when it is opened. */
  readonly restore: (snapshots: ConversationSnapshots) => void
}

export interface ConversationsPorts {
  readonly kv: () => Kv
  readonly clock: Clock
  readonly random: Random
  readonly store: SessionStore
  readonly settings: SettingsStore
  readonly status: SessionStatuses
  readonly log: Log
  /** Whether the screen is visible to the person (not hidden or covered). */
  readonly looking: () => boolean
  /** Loads the sounds of messages; may reject. */
  readonly openSounds: () => Promise<Sounds>
  /** A message was sent or received in a session. */
  readonly onActivity: (id: SessionId) => void
  /** Rejects when the code of ringing did not load. */
  readonly nudges: () => Promise<ConversationNudges>
}

interface Opened {
  readonly conversation: OpenConversation
  /** Stops updating its status in the list. */
  readonly stop: () => void
}

/** The conversations in memory. */
interface Memory {
  readonly open: Map<SessionId, Opened>
  readonly opening: Map<SessionId, Promise<OpenConversation | null>>
  /** Snapshots from before a lock, each until it is opened. */
  readonly waiting: Map<SessionId, ConversationSnapshot>
  onScreen: SessionId | null
  /** Counts how often memory was cleared, to recognise results from before. */
  era: number
}

export function createConversations(ports: ConversationsPorts): OpenConversations {
  const { clock, status, store } = ports
  const memory: Memory = { open: new Map(), opening: new Map(), waiting: new Map(), onScreen: null, era: 0 }
  const { open, opening, waiting } = memory
  const tools = createLedgerTools(ports.random)
  const peek = (id: SessionId): OpenConversation | null => open.get(id)?.conversation ?? null
  const history = createHistory({
    ...{ clock, store, tools, ledgers: createLedgerStore(ports.kv, ports.log) },
    peek: (id) => peek(id) ?? (opening.has(id) ? 'opening' : null),
    onRead: (id, ledger) => status.set(id, { preview: previewIn(ledger) }),
  })
  const create = createOpener(ports, memory, history, tools)
  const forgetOne = (id: SessionId): void => {
    open.get(id)?.stop()
    // Clears what a view still shows; a separate call removes the stored data.
    void open.get(id)?.conversation.clear()
    open.delete(id)
    waiting.delete(id)
    status.remove(id)
  }
  return {
    peek,
    async open(id) {
      const known = peek(id) ?? opening.get(id)
      if (known) return known
      const made = create(id).finally(() => {
        if (opening.get(id) === made) opening.delete(id)
      })
      opening.set(id, made)
      return made
    },
    look(id) {
      if (memory.onScreen !== null) peek(memory.onScreen)?.setOnScreen(false)
      memory.onScreen = id
      if (id !== null) peek(id)?.setOnScreen(true)
    },
    tellSigns() {
      for (const { conversation } of open.values()) conversation.tellSigns()
    },
    async remove(id) {
      forgetOne(id)
      return history.remove(id)
    },
    start: history.start,
    forget() {
      memory.era += 1
      memory.onScreen = null
      history.stop()
      for (const id of [...open.keys(), ...waiting.keys()]) forgetOne(id)
      opening.clear()
      status.clear()
    },
    snapshot: () =>
      Object.fromEntries([
        ...waiting,
        ...[...open].map(([id, { conversation }]) => [id, conversation.snapshot()] as const),
      ]),
    restore(snapshots) {
      for (const [name, snapshot] of Object.entries(snapshots)) {
        const id = name as SessionId
        waiting.set(id, snapshot)
        status.set(id, {
          unread: snapshot.unread,
          ...(snapshot.ledger && { preview: previewIn(snapshot.ledger) }),
        })
      }
    },
  }
}

/** Reads a conversation and opens it; resolves to null when memory was cleared meanwhile. */
function createOpener(ports: ConversationsPorts, memory: Memory, history: History, tools: LedgerTools) {
  const { open, waiting } = memory
  const playSound = createMessageSounds({
    ...ports,
    soundsWanted: () => ports.settings.now.value.sounds,
  })
  const toStored = (id: SessionId, ledger: LedgerState): StoredLedger => {
    const conversation = open.get(id)?.conversation
    return {
      ledger,
      draft: conversation?.keptDraft(ledger) ?? '',
      answering: conversation?.view.answering.peek() ?? null,
    }
  }
  return async (id: SessionId): Promise<OpenConversation | null> => {
    const born = memory.era
    const stored = await history.read(id)
    const snapshot = waiting.get(id) ?? (stored && { ...stored, editing: null, leaving: [], unread: 0 })
    const kept = snapshot?.ledger ?? (await emptyLedger(tools))
    const ledger = await history.age(id, kept)
    if (born !== memory.era) return null
    waiting.delete(id)
    const conversation = createConversation(
      {
        ...ports,
        ...{ id, tools, playSound },
        onActivity: () => ports.onActivity(id),
        nudges: nudgeHooksOf(ports.nudges, id),
        // A pending write of a closed conversation must not overwrite its successor's data.
        write: async (state) => born !== memory.era || history.write(id, toStored(id, state)),
      },
      ledger,
      snapshot,
    )
    const stops = [showStatus(ports.status, conversation), followByNudges(ports.nudges, conversation)]
    const stop = (): void => {
      for (const each of stops) each()
    }
    open.set(id, { conversation, stop })
    conversation.setOnScreen(memory.onScreen === id)
    history.follow(conversation)
    // Remove expired messages from the disk too.
    if (ledger !== kept) conversation.post({ kind: 'touch' })
    return conversation
  }
}

/** Keeps the list's status of a conversation up to date; returns the function that stops it. */
const showStatus = (status: SessionStatuses, { view, unread }: OpenConversation): (() => void) =>
  effect(() =>
    status.set(view.id, {
      connection: rowConnectionOf(view.connection.value),
      preview: previewOf(view.timeline.value),
      unread: unread.value,
    }),
  )

/** Maps a connection's state to a row's; Away only for a peer that is simply away. */
export function rowConnectionOf(state: ConnectionState): RowConnection {
  switch (state.kind) {
    case 'connected':
      return 'online'
    case 'connecting':
      return state.again ? 'reconnecting' : 'connecting'
    case 'away':
      return state.why === 'left' ? 'peer_left' : 'away'
    case 'securing':
    case 'offline':
      return state.kind
    // The record says so too, and takes precedence.
    case 'closed':
      return 'away'
    default:
      return unreachable(state)
  }
}
