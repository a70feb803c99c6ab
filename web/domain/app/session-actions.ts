/** Acts on one session as a whole: enter, show, leave, erase, close for good. */

import { err, ok } from '../../../base/result.ts'
import type { LiveSessions } from '../connection/live-sessions.ts'
import type { Conversations } from '../conversation/conversation.model.ts'
import type { ConversationsDoor } from '../conversation/conversations-door.ts'
import type { PurgeQueue } from '../sessions/purge-queue.ts'
import type { ClosedReason, SessionId } from '../sessions/session.ts'
import type { SessionList } from '../sessions/session-list.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SessionsView } from '../sessions/sessions.model.ts'

export interface SessionActions extends Conversations, Pick<SessionsView, 'erase'> {
  readonly closed: (id: SessionId, reason: ClosedReason) => Promise<void>
  /** No session is on screen any more. */
  readonly forget: () => void
}

export function createSessionActions(parts: {
  readonly store: SessionStore
  readonly sessions: SessionList
  readonly conversations: ConversationsDoor
  readonly lives: LiveSessions
  readonly purges: PurgeQueue
  readonly syncLives: () => void
}): SessionActions {
  const { store, sessions, conversations, lives, purges, syncLives } = parts
  return {
    async enter(id) {
      if (!store.find(id)) return null
      const { view, inbox, clear } = await conversations.open(id)
      const record = store.find(id)
      if (!record) return null
      if (record.state.kind === 'closed') inbox.setConnection({ kind: 'closed', reason: record.state.reason })
      if (record.state.kind === 'accepted' && record.state.left) {
        if (record.ephemeral) clear()
        void sessions.setLeft(id, false).then(syncLives)
      }
      return view
    },
    look(id) {
      conversations.look(id)
      lives.show(id)
    },
    async leave(id) {
      lives.leave(id)
      if (store.find(id)?.ephemeral) conversations.peek(id)?.clear()
      await sessions.setLeft(id, true)
      syncLives()
    },
    async erase(id) {
      const record = store.find(id)
      if (!record) return ok(undefined)
      // Stored first: if the removal fails, the session stays and the person is told.
      const removed = await store.remove(id)
      if (!removed.ok) return err({ code: 'storage_failed' })
      lives.end(id)
      await conversations.remove(id)
      await purges.add(record.server, record.identity.deviceId)
      syncLives()
      return ok(undefined)
    },
    async closed(id, reason) {
      const record = store.find(id)
      // Only a live session can be closed here, so its conversation is open.
      const open = conversations.peek(id)
      open?.inbox.setConnection({ kind: 'closed', reason })
      // A stranger may have read this conversation: keep none of it, and have the server drop the room.
      if (reason === 'mismatch' || reason === 'their_mismatch') open?.clear()
      await sessions.closed(id, reason)
      // Waiting messages can no longer arrive: mark them as failed.
      open?.post({ kind: 'ended' })
      if (record && reason !== 'room_gone' && reason !== 'room_deleted')
        await purges.add(record.server, record.identity.deviceId)
      syncLives()
    },
    forget: () => conversations.look(null),
  }
}
