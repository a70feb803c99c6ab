/** Acts on one session as a whole: enter, leave, erase, close for good. Loaded with the first conversation. */

import type { Signal } from '@preact/signals'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import { createKeepAgain } from '../../platform/keep-again.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { LiveSessions } from '../connection/live-sessions.types.ts'
import type { Conversations, TimelineItem } from '../conversation/conversation.model.ts'
import type { ConversationsDoor } from '../conversation/conversations-door.ts'
import type { FailureOf } from '../failure.ts'
import { ticketKeyOf } from '../nudges/ticket-key.ts'
import type { PurgeQueue } from '../sessions/purge-queue.ts'
import type { ClosedReason, SessionId } from '../sessions/session.ts'
import type { SessionList } from '../sessions/session-list.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SessionsView } from '../sessions/sessions.model.ts'
import { createUnkeptEnds, type Ends, type UnkeptEnds } from '../sessions/unkept-ends.ts'

export interface SessionActions extends Omit<Conversations, 'look'>, Pick<SessionsView, 'erase'> {
  readonly closed: (id: SessionId, reason: ClosedReason) => Promise<void>
  /** The vault is open. */
  readonly open: () => Promise<void>
  /** The vault closes. */
  readonly forget: () => void
}

export type SessionActionsParts = {
  readonly store: SessionStore
  readonly sessions: SessionList
  /** Ends that could not be stored; the list shows them. */
  readonly ended: Signal<Ends>
  readonly clock: Clock
  readonly log: Log
  readonly kv: () => Kv
  /** The store that survives a lock but not the page; null while locked. */
  readonly memory: () => Kv | null
  readonly conversations: ConversationsDoor
  readonly liveSessions: LiveSessions
  readonly purges: PurgeQueue
  readonly syncLiveSessions: () => void
}

type Parts = SessionActionsParts & { readonly ends: UnkeptEnds }

/** Removes the peer's ticket and the record first: if either fails, the session stays live and the person is told. Without the record nothing would lead to the ticket any more. */
async function erase(
  { store, kv, ends, conversations, liveSessions, purges, syncLiveSessions }: Parts,
  id: SessionId,
): Promise<Result<void, FailureOf<'storage_failed'>>> {
  const record = store.find(id)
  if (record) {
    const unrung = await kv().remove(ticketKeyOf(id))
    const removed = unrung.ok ? await store.remove(id) : unrung
    if (!removed.ok) return err({ code: 'storage_failed' })
    liveSessions.end(id)
    ends.remove(id)
    await purges.add(record.server, record.identity.deviceId)
  }
  // Also without a record: an earlier call may have failed here. Loading the code that removes messages may fail too.
  const gone = await conversations.remove(id).catch(() => false)
  // The session could ring until its conversation was removed, and then wrote its ticket anew.
  const forgot = await kv().remove(ticketKeyOf(id))
  syncLiveSessions()
  return gone && forgot.ok ? ok(undefined) : err({ code: 'storage_failed' })
}

/** Whether a session ended because a stranger may have read it; then nothing of it is kept. */
const isMismatch = (reason: ClosedReason): boolean => reason === 'mismatch' || reason === 'their_mismatch'

/** Closes sessions for good. */
function createEndings({ store, sessions, ends, conversations, purges, syncLiveSessions }: Parts) {
  const clear = async (id: SessionId): Promise<boolean> => {
    const conversation = conversations.peek(id) ?? (await conversations.open(id).catch(() => null))
    return conversation?.clear() ?? false
  }
  /** Stores the end, and erases the messages if required; false when either failed, and then both are retried later. */
  const keep = async (id: SessionId, reason: ClosedReason): Promise<boolean> => {
    const kept = await sessions.closed(id, reason)
    const cleared = !isMismatch(reason) || (await clear(id))
    // Waiting messages can no longer arrive: mark them as failed.
    if (kept.ok) conversations.peek(id)?.post({ kind: 'ended' })
    if (kept.ok && cleared) ends.remove(id)
    // A session erased meanwhile, or cleared from memory by the lock, needs no end.
    else if (store.find(id)) ends.add(id, reason)
    return kept.ok && cleared
  }
  return {
    keep,
    /** Why a session is closed; null when it is not. Retries storing an end that failed. */
    async reasonOf(id: SessionId): Promise<ClosedReason | null> {
      const again = ends.all.value.get(id)
      if (again) await keep(id, again)
      const record = store.find(id)
      return record?.state.kind === 'closed' ? record.state.reason : (ends.all.value.get(id) ?? null)
    },
    async closed(id: SessionId, reason: ClosedReason): Promise<void> {
      const record = store.find(id)
      // Only a live session can be closed here, so its conversation is open.
      const open = conversations.peek(id)
      open?.inbox.setConnection({ kind: 'closed', reason })
      if (!(await keep(id, reason))) open?.inbox.notice('close_not_kept')
      if (record && reason !== 'room_gone' && reason !== 'room_deleted')
        await purges.add(record.server, record.identity.deviceId)
      syncLiveSessions()
    },
  }
}

/** Whether an item is gone with the page: all of an ephemeral session; elsewhere waiting own messages are stored whatever the lifetime. */
const isOnlyHere =
  (ephemeral: boolean) =>
  (item: TimelineItem): boolean =>
    item.kind === 'theirs' ||
    (item.kind === 'own' && (ephemeral || item.state === 'delivered' || item.state === 'read'))

/** Returns to left sessions: stored first, then live. A failed write is retried until the session is left again. */
function createReturns({ store, sessions, conversations, clock, syncLiveSessions }: Parts) {
  const waiting = new Set<SessionId>()
  const keepAgain = createKeepAgain(clock, () => {
    for (const id of waiting) void enter(id)
  })
  async function enter(id: SessionId): Promise<void> {
    const kept = await sessions.setLeft(id, false)
    if (!store.find(id)) return
    const inbox = conversations.peek(id)?.inbox
    if (!kept.ok) {
      waiting.add(id)
      inbox?.setConnection({ kind: 'offline', why: 'not_stored' })
      return keepAgain.soon()
    }
    keepAgain.works()
    if (waiting.delete(id)) inbox?.setConnection({ kind: 'connecting', stuck: false })
    syncLiveSessions()
  }
  return {
    enter,
    cancel: (id: SessionId) => void waiting.delete(id),
    forget() {
      waiting.clear()
      keepAgain.stop()
    },
  }
}

export function createSessionActions(ports: SessionActionsParts): SessionActions {
  const { store, sessions, conversations, liveSessions, syncLiveSessions } = ports
  const ends = createUnkeptEnds(ports, ports.ended, (id, reason) => endings.keep(id, reason))
  const parts: Parts = { ...ports, ends }
  const endings = createEndings(parts)
  const returns = createReturns(parts)
  return {
    async enter(id) {
      if (!store.find(id)) return null
      const { view, inbox, clear } = await conversations.open(id)
      const reason = await endings.reasonOf(id)
      const record = store.find(id)
      if (!record) return null
      if (reason) inbox.setConnection({ kind: 'closed', reason })
      else if (record.state.kind === 'accepted' && record.state.left) {
        // Nothing of an ephemeral session is on the disk, so this cannot fail.
        if (record.ephemeral) void clear()
        void returns.enter(id)
      }
      return view
    },
    async leave(id) {
      returns.cancel(id)
      const left = await sessions.setLeft(id, true)
      if (!left.ok) return err({ code: 'storage_failed' })
      // A return that was being written meanwhile may have failed and waits again.
      returns.cancel(id)
      liveSessions.leave(id)
      if (store.find(id)?.ephemeral) void conversations.peek(id)?.clear()
      syncLiveSessions()
      return ok(undefined)
    },
    wouldLose: () =>
      store.records.value.some(
        ({ id, ephemeral, lifetime }) =>
          (ephemeral || lifetime.seconds === 0) &&
          (conversations.peek(id)?.view.timeline.peek() ?? []).some(isOnlyHere(ephemeral)),
      ),
    erase: (id) => erase(parts, id),
    closed: endings.closed,
    open: ends.open,
    forget() {
      ends.close()
      returns.forget()
    },
  }
}
