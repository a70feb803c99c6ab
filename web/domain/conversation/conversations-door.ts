/** The eagerly loaded entry to conversations: loads their code when a session is opened or goes live, and carries their state over a lock. */

import { lazy } from '../../platform/lazy.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { SessionId } from '../sessions/session.ts'
import type { OpenConversation } from './conversation.ts'
import type { ConversationSnapshots, ConversationsPorts } from './conversations.ts'
import { lazyConversations } from './lazy.ts'

/** Key of the conversations, sealed and in memory, while the app is locked. */
const SNAPSHOTS_KEY = 'talks'

export interface ConversationsDoor {
  /** Opens the conversation of a session. Rejects when the code failed to load, or the app locked meanwhile. */
  readonly open: (id: SessionId) => Promise<OpenConversation>
  /** The conversation, if it is open. */
  readonly peek: (id: SessionId) => OpenConversation | null
  readonly look: (id: SessionId | null) => void
  readonly tellSigns: () => void
  /** Erases a conversation here and on the disk; false when that failed. */
  readonly remove: (id: SessionId) => Promise<boolean>
  readonly preload: () => Promise<void>
  /** The vault is open: resumes conversations from before the lock and removes expired messages. Does not wait for code or conversations to load. */
  readonly start: () => Promise<void>
  /** The vault closes: seals a snapshot into memory and clears the rest. */
  readonly close: () => void
  readonly holds: () => boolean
}

export function createConversationsDoor(
  ports: ConversationsPorts & {
    /** The store that survives a lock but not the page; null while locked. */
    readonly memory: () => Kv | null
  },
): ConversationsDoor {
  let onScreen: SessionId | null = null
  let isOpen = false
  /** Counts how often the vault closed, to recognise snapshots read before. */
  let era = 0
  const room = lazy(async () => {
    const { createConversations } = await lazyConversations.load()
    const made = createConversations(ports)
    made.look(onScreen)
    if (isOpen) made.start()
    return made
  })
  return {
    async open(id) {
      const opened = await (await room.load()).open(id)
      if (!opened) throw new Error('the app was locked')
      return opened
    },
    peek: (id) => room.loaded()?.peek(id) ?? null,
    look(id) {
      onScreen = id
      room.loaded()?.look(id)
    },
    tellSigns: () => room.loaded()?.tellSigns(),
    remove: async (id) => (await room.load()).remove(id),
    preload: room.preload,
    async start() {
      const born = era
      const before = await ports.memory()?.get(SNAPSHOTS_KEY)
      if (born !== era) return
      const snapshots = before?.ok ? (before.value as ConversationSnapshots | undefined) : undefined
      // Snapshots come from this page, so the code is already loaded.
      const made = snapshots ? await room.load() : room.loaded()
      // Closed meanwhile: nothing may return to memory.
      if (born !== era) return
      isOpen = true
      if (snapshots) made?.restore(snapshots)
      made?.start()
    },
    close() {
      era += 1
      const wasOpen = isOpen
      isOpen = false
      onScreen = null
      const made = room.loaded()
      if (!made) return
      // Closed before they were restored: the snapshots from before the lock still wait, and stay.
      if (wasOpen)
        void ports
          .memory()
          ?.set(SNAPSHOTS_KEY, made.snapshot())
          .then((kept) => kept.ok || ports.log.add('error', 'storage.write_failed'))
      made.forget()
    },
    holds: () => Object.keys(room.loaded()?.snapshot() ?? {}).length > 0,
  }
}
