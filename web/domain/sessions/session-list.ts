/** The list of sessions as the screen shows it, and the actions on one session. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { err, ok, type Result } from '../../../base/result.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ClosedReason, RowState, SessionId, SessionRow } from './session.ts'
import { isImported, NAME_CHARS_MAX, type SessionRecord, WORDS_COUNT_MS, wipeKeys } from './session-record.ts'
import { NO_STATUS, type SessionStatus, type SessionStatuses } from './session-status.ts'
import type { SessionStore } from './session-store.ts'
import type { SessionsView } from './sessions.model.ts'
import type { Ends } from './unkept-ends.ts'

export interface SessionList
  extends Pick<SessionsView, 'rows' | 'unreadTotal' | 'identities' | 'rename' | 'pin'> {
  /** Something was said: moves the session up. A failed write is logged by the store, and tried again with what is said later. */
  readonly touched: (id: SessionId) => void
  readonly accepted: (id: SessionId, roomId: RoomId) => Promise<Result<void, 'storage_failed'>>
  readonly expired: (id: SessionId) => Promise<Result<void, 'storage_failed'>>
  /** On failure nothing changed: the record is open still, and keeps its keys. */
  readonly closed: (id: SessionId, reason: ClosedReason) => Promise<Result<void, 'storage_failed'>>
  /** On failure nothing changed. */
  readonly setLeft: (id: SessionId, left: boolean) => Promise<Result<void, 'storage_failed'>>
}

/** Shortest time between two writes of a session's last activity. */
const ACTIVITY_WRITE_MS = 10_000

function stateOf(record: SessionRecord, { connection }: SessionStatus): RowState {
  switch (record.state.kind) {
    case 'pending':
      return 'waiting'
    case 'expired':
      return 'expired'
    case 'closed':
      return 'closed'
    case 'accepted':
      return record.state.left ? 'left' : connection
  }
}

const createRows = (
  store: SessionStore,
  status: SessionStatuses,
  ends: ReadonlySignal<Ends>,
): ReadonlySignal<readonly SessionRow[]> =>
  computed(() =>
    store.records.value
      .map((record): SessionRow => {
        const known = status.all.value.get(record.id) ?? NO_STATUS
        const unkeptEnd = ends.value.get(record.id)
        return {
          id: record.id,
          name: record.name,
          named: record.named,
          state: unkeptEnd ? 'closed' : stateOf(record, known),
          closedReason: unkeptEnd ?? (record.state.kind === 'closed' ? record.state.reason : null),
          expiresAt: record.state.kind === 'pending' ? record.state.expiresAt : null,
          preview: known.preview,
          pinned: record.pinned,
          ephemeral: record.ephemeral,
          unread: known.unread,
          rings: !!record.nudges,
          lastActivityAt: record.lastActivityAt,
        }
      })
      .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.lastActivityAt - a.lastActivityAt),
  )

function createTouched(store: SessionStore, clock: Clock): (id: SessionId) => void {
  /** When a write of a session's activity last failed; a full disk is not asked again at each message. */
  const failedAt = new Map<SessionId, number>()
  // A time that lies ahead is of a clock that was set back since.
  const isLongAgo = (at: number): boolean => Math.abs(clock.now() - at) >= ACTIVITY_WRITE_MS
  return (id) => {
    const record = store.find(id)
    if (!record || !isLongAgo(record.lastActivityAt) || !isLongAgo(failedAt.get(id) ?? 0)) return
    const at = clock.now()
    failedAt.set(id, at)
    void store
      .change(id, (now) => ({ ...now, lastActivityAt: at }))
      .then((kept) => kept.ok && failedAt.delete(id))
  }
}

/** Closes a session for good and deletes its keys. */
async function end(
  store: SessionStore,
  id: SessionId,
  from: SessionRecord['state']['kind'],
  state: SessionRecord['state'],
  at: number,
): Promise<Result<void, 'storage_failed'>> {
  const keys = store.find(id)?.keys
  const kept = await store.change(id, (record) =>
    record.state.kind === from ? { ...record, state, keys: null, lastActivityAt: at } : record,
  )
  if (keys && !store.find(id)?.keys) wipeKeys(keys)
  return kept
}

export function createSessionList(
  store: SessionStore,
  clock: Clock,
  status: SessionStatuses,
  ends: ReadonlySignal<Ends>,
): SessionList {
  const rows = createRows(store, status, ends)
  return {
    rows,
    unreadTotal: computed(() => rows.value.reduce((sum, { unread }) => sum + unread, 0)),
    identities: computed(() =>
      store.records.value.map(({ id, name, identity, createdAt, keys }) => ({
        sessionId: id,
        name,
        deviceId: identity.deviceId,
        createdAt,
        importedTrust: isImported(keys?.peer),
      })),
    ),
    async rename(id, name) {
      const trimmed = name.trim()
      if (trimmed.length > NAME_CHARS_MAX) return err({ code: 'name_too_long' })
      if (trimmed === '') return ok(undefined)
      const written = await store.change(id, (record) => ({ ...record, name: trimmed, named: true }))
      return written.ok ? ok(undefined) : err({ code: 'storage_failed' })
    },
    async pin(id, pinned) {
      const written = await store.change(id, (record) => ({ ...record, pinned }))
      return written.ok ? ok(undefined) : err({ code: 'storage_failed' })
    },
    touched: createTouched(store, clock),
    accepted: (id, roomId) =>
      store.change(id, (record) => {
        if (record.state.kind !== 'pending') return record
        const pairing = record.keys?.pairing
        const until = clock.now() + WORDS_COUNT_MS
        const keys = record.keys && pairing ? { ...record.keys, pairing: { ...pairing, until } } : record.keys
        const state = { kind: 'accepted' as const, roomId, left: false }
        return { ...record, keys, state, lastActivityAt: clock.now() }
      }),
    expired: (id) => end(store, id, 'pending', { kind: 'expired' }, clock.now()),
    closed: (id, reason) => end(store, id, 'accepted', { kind: 'closed', reason }, clock.now()),
    setLeft: (id, left) =>
      store.change(id, (record) =>
        record.state.kind === 'accepted' ? { ...record, state: { ...record.state, left } } : record,
      ),
  }
}
