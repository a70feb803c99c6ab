/** The conversation room from outside, loaded eagerly: its code comes when a session is opened or goes live, and what is in it survives a lock. */

import { lazy } from '../../platform/lazy.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { SessionId } from '../sessions/session.ts'
import type { OpenConversation } from './conversation.ts'
import type { ConversationSnapshots, ConversationsPorts } from './conversations.ts'
import { lazyConversations } from './lazy.ts'

/** Where the conversations wait, sealed and in memory, while the app is locked. */
const SNAPSHOTS_KEY = 'talks'

export interface ConversationsDoor {
  /** The conversation of a session. Rejects when the code did not load, or the app locked meanwhile. */
  readonly open: (id: SessionId) => Promise<OpenConversation>
  /** The conversation, if it is open. */
  readonly peek: (id: SessionId) => OpenConversation | null
  readonly look: (id: SessionId | null) => void
  readonly tellSigns: () => void
  /** Erases a conversation here and on the disk; false when that failed. */
  readonly remove: (id: SessionId) => Promise<boolean>
  readonly preload: () => void
  /** The vault is open: what waited through a lock goes on, and what has run out is removed. Waits for no code and no conversation. */
  readonly start: () => Promise<void>
  /** The vault closes: keeps everything sealed in memory, and forgets it. */
  readonly close: () => void
  readonly holds: () => boolean
}

export function createConversationsDoor(
  ports: ConversationsPorts & {
    /** What outlives a lock, never the page; null while it is locked. */
    readonly memory: () => Kv | null
  },
): ConversationsDoor {
  let onScreen: SessionId | null = null
  let isOpen = false
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
      const before = await ports.memory()?.get(SNAPSHOTS_KEY)
      isOpen = true
      const snapshots = before?.ok ? (before.value as ConversationSnapshots | undefined) : undefined
      // What was open before the lock was open in this page: its code is here.
      if (snapshots) (await room.load()).restore(snapshots)
      room.loaded()?.start()
    },
    close() {
      isOpen = false
      onScreen = null
      const made = room.loaded()
      if (!made) return
      void ports.memory()?.set(SNAPSHOTS_KEY, made.snapshot())
      made.forget()
    },
    holds: () => Object.keys(room.loaded()?.snapshot() ?? {}).length > 0,
  }
}
