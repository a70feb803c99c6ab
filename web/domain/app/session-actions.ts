/** What happens to one session as a whole: entered, looked at, left, erased, closed for good. */

import type { LiveSessions } from '../connection/live-sessions.ts'
import type { Conversations } from '../conversation/conversation.model.ts'
import type { Talks } from '../conversation/conversations.ts'
import type { History } from '../conversation/history.ts'
import type { PurgeQueue } from '../sessions/purge-queue.ts'
import type { ClosedReason, SessionId } from '../sessions/session.ts'
import type { SessionList } from '../sessions/session-list.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SessionsView } from '../sessions/sessions.model.ts'

export interface SessionActions extends Conversations, Pick<SessionsView, 'erase'> {
  readonly closed: (id: SessionId, reason: ClosedReason) => Promise<void>
  /** Nothing is on screen any more. */
  readonly forget: () => void
}

export function createSessionActions(parts: {
  readonly store: SessionStore
  readonly sessions: SessionList
  readonly talks: Talks
  readonly history: History
  readonly lives: LiveSessions
  readonly purges: PurgeQueue
  readonly syncLives: () => void
}): SessionActions {
  const { store, sessions, talks, history, lives, purges, syncLives } = parts
  let lookedAt: SessionId | null = null
  return {
    enter(id) {
      const record = store.find(id)
      if (!record) return undefined
      const talk = talks.of(id)
      if (record.state.kind === 'closed') talk.setConnection({ kind: 'closed', reason: record.state.reason })
      if (record.state.kind === 'accepted' && record.state.left) {
        if (record.ephemeral) talk.clear()
        void sessions.setLeft(id, false).then(syncLives)
      }
      return talk
    },
    look(id) {
      if (lookedAt !== null) talks.peek(lookedAt)?.setOnScreen(false)
      lookedAt = id
      if (id !== null) talks.of(id).setOnScreen(true)
      lives.show(id)
    },
    async leave(id) {
      lives.leave(id)
      if (store.find(id)?.ephemeral) talks.of(id).clear()
      await sessions.setLeft(id, true)
      syncLives()
    },
    async erase(id) {
      const record = store.find(id)
      if (!record) return
      lives.end(id)
      const removed = await store.remove(id)
      if (!removed.ok) return
      await history.remove(id)
      talks.remove(id)
      await purges.add(record.server, record.identity.deviceId)
      syncLives()
    },
    async closed(id, reason) {
      const record = store.find(id)
      const talk = talks.of(id)
      talk.setConnection({ kind: 'closed', reason })
      // What may have been read by a stranger is not kept, and the room must not serve anybody again.
      if (reason === 'mismatch' || reason === 'their_mismatch') talk.clear()
      await sessions.closed(id, reason)
      // What waits will not arrive any more, and says so.
      talk.post({ kind: 'ended' })
      if (record && reason !== 'room_gone' && reason !== 'room_deleted')
        await purges.add(record.server, record.identity.deviceId)
      syncLives()
    },
    forget() {
      lookedAt = null
    },
  }
}
