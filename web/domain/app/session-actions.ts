/** Acts on one session as a whole: enter, show, leave, erase, close for good. */

import { err, ok, type Result } from '../../../base/result.ts'
import type { LiveSessions } from '../connection/live-sessions.ts'
import type { Conversations, TimelineItem } from '../conversation/conversation.model.ts'
import type { ConversationsDoor } from '../conversation/conversations-door.ts'
import type { FailureOf } from '../failure.ts'
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

type Parts = {
  readonly store: SessionStore
  readonly sessions: SessionList
  readonly conversations: ConversationsDoor
  readonly lives: LiveSessions
  readonly purges: PurgeQueue
  readonly syncLives: () => void
}

/** Removes the record first: if that fails, the session stays live and the person is told. */
async function erase(
  { store, conversations, lives, purges, syncLives }: Parts,
  id: SessionId,
): Promise<Result<void, FailureOf<'storage_failed'>>> {
  const record = store.find(id)
  if (record) {
    const removed = await store.remove(id)
    if (!removed.ok) return err({ code: 'storage_failed' })
    lives.end(id)
    await purges.add(record.server, record.identity.deviceId)
  }
  // Also without a record: an earlier call may have failed here. Loading the code that removes messages may fail too.
  const gone = await conversations.remove(id).catch(() => false)
  syncLives()
  return gone ? ok(undefined) : err({ code: 'storage_failed' })
}

/** Closes sessions for good, and keeps those closed whose end could not be stored. */
function createEndings({ store, sessions, conversations, purges, syncLives }: Parts) {
  /** Sessions whose stored record still says accepted. Kept in memory until the app locks, so that entering one does not reconnect it. */
  const unkept = new Map<SessionId, ClosedReason>()
  const keep = async (id: SessionId, reason: ClosedReason): Promise<boolean> => {
    const kept = await sessions.closed(id, reason)
    if (!kept.ok) unkept.set(id, reason)
    else {
      unkept.delete(id)
      // Waiting messages can no longer arrive: mark them as failed.
      conversations.peek(id)?.post({ kind: 'ended' })
    }
    return kept.ok
  }
  return {
    forget: () => unkept.clear(),
    /** Why a session is closed; null when it is not. Retries storing an end that failed. */
    async reasonOf(id: SessionId): Promise<ClosedReason | null> {
      const again = unkept.get(id)
      if (again) await keep(id, again)
      const record = store.find(id)
      return record?.state.kind === 'closed' ? record.state.reason : (unkept.get(id) ?? null)
    },
    async closed(id: SessionId, reason: ClosedReason): Promise<void> {
      const record = store.find(id)
      // Only a live session can be closed here, so its conversation is open.
      const open = conversations.peek(id)
      open?.inbox.setConnection({ kind: 'closed', reason })
      // A stranger may have read this conversation: keep none of it, and have the server drop the room.
      if (reason === 'mismatch' || reason === 'their_mismatch') open?.clear()
      if (!(await keep(id, reason))) open?.inbox.notice('close_not_kept')
      if (record && reason !== 'room_gone' && reason !== 'room_deleted')
        await purges.add(record.server, record.identity.deviceId)
      syncLives()
    },
  }
}

/** Own messages that wait are stored whatever the lifetime; what arrived is not. */
const hasArrived = (items: readonly TimelineItem[]): boolean =>
  items.some(
    (item) => item.kind === 'theirs' || (item.kind === 'own' && /^(delivered|read)$/.test(item.state)),
  )

export function createSessionActions(parts: Parts): SessionActions {
  const { store, sessions, conversations, lives, syncLives } = parts
  const endings = createEndings(parts)
  return {
    async enter(id) {
      if (!store.find(id)) return null
      const { view, inbox, clear } = await conversations.open(id)
      const reason = await endings.reasonOf(id)
      const record = store.find(id)
      if (!record) return null
      if (reason) inbox.setConnection({ kind: 'closed', reason })
      else if (record.state.kind === 'accepted' && record.state.left) {
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
    wouldLose: () =>
      store.records.value.some(
        ({ id, ephemeral, lifetime }) =>
          (ephemeral || lifetime.seconds === 0) &&
          hasArrived(conversations.peek(id)?.view.timeline.peek() ?? []),
      ),
    erase: (id) => erase(parts, id),
    closed: endings.closed,
    forget() {
      endings.forget()
      conversations.look(null)
    },
  }
}
