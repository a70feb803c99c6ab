/** Erasing or closing a session when storage fails: nothing ends before it is stored, and the person is told. */
import { expect, test } from 'bun:test'
import { signal } from '@preact/signals'
import { err, ok } from '../../../base/result.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { createLog } from '../../log/log.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import { createFakeInbox } from '../connection/peer-inbox.fake.ts'
import { createFakeStore, recordOf } from '../connection/sessions.fake.ts'
import type { TimelineItem } from '../conversation/conversation.model.ts'
import { createSessionList } from '../sessions/session-list.ts'
import type { SessionRecord } from '../sessions/session-record.ts'
import { createSessionStatuses } from '../sessions/session-status.ts'
import type { Ends } from '../sessions/unkept-ends.ts'
import { createSessionActions } from './session-actions.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const LEFT: Partial<SessionRecord> = { state: { kind: 'accepted', roomId: 'room-1' as RoomId, left: true } }
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
const FAILED = err({ code: 'storage_failed' } as const)

async function start(change: Partial<SessionRecord> = {}) {
  const { store, clock, disk, kv, idOf } = await createFakeStore([recordOf(1, change)])
  const inbox = createFakeInbox()
  /** Effects on the session beyond its record, in order. */
  const done: string[] = []
  const timeline = signal<readonly TimelineItem[]>([])
  const messages = { remove: async (): Promise<boolean> => true }
  const note = (what: string) => () => void done.push(what)
  const conversation = {
    view: { id: idOf(1), timeline },
    inbox,
    async clear() {
      done.push('clear')
      return !disk.full
    },
    post: ({ kind }: { readonly kind: string }) => void done.push(kind),
  }
  const memory = createMemoryKv()
  const ended = signal<Ends>(new Map())
  const sessions = createSessionList(store, clock, createSessionStatuses(), ended)
  const actions = createSessionActions({
    ...{ store, sessions, ended, clock, log: createLog(clock), memory: () => memory },
    kv: () => kv,
    conversations: {
      open: async () => conversation,
      peek: () => conversation,
      remove: () => messages.remove(),
    } as never,
    liveSessions: { end: note('end'), leave: note('leave') } as never,
    purges: { add: async () => void done.push('purge') } as never,
    syncLiveSessions: note('sync'),
  })
  const row = () => sessions.rows.value[0]
  return {
    ...{ store, clock, disk, inbox, done, messages, kv, timeline, sessions, ended, actions, row },
    id: idOf(1),
  }
}

test('a session that could not be removed stays: it is not ended, not purged, and the failure is reported', async () => {
  const { store, disk, done, actions, id } = await start()
  disk.full = true
  expect(await actions.erase(id)).toEqual(FAILED)
  expect([store.find(id)?.id, done]).toEqual([id, []])
  disk.full = false
  expect(await actions.erase(id)).toEqual(ok(undefined))
  expect([store.find(id), done]).toEqual([undefined, ['end', 'purge', 'sync']])
})

test('the live session ends only after its record is gone', async () => {
  const { store, done, actions, id } = await start()
  const erasing = actions.erase(id)
  expect([store.find(id)?.id, done]).toEqual([id, []])
  await erasing
  expect(done).toEqual(['end', 'purge', 'sync'])
})

test('messages left on the disk are reported, and removed when the person tries again', async () => {
  for (const remove of [async () => false, () => Promise.reject(new Error('the chunk does not load'))]) {
    const { done, messages, actions, id } = await start()
    const works = messages.remove
    messages.remove = remove
    expect(await actions.erase(id)).toEqual(FAILED)
    expect(await actions.erase(id)).toEqual(FAILED)
    messages.remove = works
    expect(await actions.erase(id)).toEqual(ok(undefined))
    expect(done.filter((what) => what !== 'sync')).toEqual(['end', 'purge'])
  }
})

test('a ticket that cannot be removed keeps its session, and one that was written meanwhile goes with it', async () => {
  const { store, disk, done, messages, kv, actions, id } = await start()
  const key = `chat.ticket.${id}`
  await kv.set(key, 'a ticket')
  disk.keeps.add(key)
  expect(await actions.erase(id)).toEqual(FAILED)
  expect([store.find(id)?.id, done]).toEqual([id, []])
  disk.keeps.clear()
  // Its conversation rings until it is removed.
  messages.remove = async () => (await kv.set(key, 'the ticket of the last ring')).ok
  expect(await actions.erase(id)).toEqual(ok(undefined))
  expect([store.find(id), await kv.get(key)]).toEqual([undefined, ok(undefined)])
})

test('a ticket that came back and could not be removed is reported, and removed when the person tries again', async () => {
  const { store, disk, messages, kv, actions, id } = await start()
  const key = `chat.ticket.${id}`
  messages.remove = async () => {
    await kv.set(key, 'the ticket of the last ring')
    disk.keeps.add(key)
    return true
  }
  expect(await actions.erase(id)).toEqual(FAILED)
  expect(store.find(id)).toBeUndefined()
  messages.remove = async () => true
  disk.keeps.clear()
  expect(await actions.erase(id)).toEqual(ok(undefined))
  expect(await kv.get(key)).toEqual(ok(undefined))
})

test('once a session’s end is stored, waiting messages are marked as not delivered', async () => {
  const { store, inbox, done, actions, id } = await start()
  await actions.closed(id, 'mismatch')
  expect(store.find(id)).toMatchObject({ state: { kind: 'closed', reason: 'mismatch' }, keys: null })
  expect(done).toEqual(['clear', 'ended', 'purge', 'sync'])
  expect(inbox.names()).not.toContain('notice')
})

test('an unstored end is reported, still holds when the session is entered, and is stored then', async () => {
  const { store, disk, inbox, done, sessions, actions, id } = await start()
  disk.full = true
  await actions.closed(id, 'words_burned')
  expect(inbox.told).toContainEqual(['notice', 'close_not_kept'])
  expect(done).toEqual(['purge', 'sync'])

  disk.full = false
  await sessions.setLeft(id, true)
  disk.full = true
  await actions.enter(id)
  expect(store.find(id)?.state).toMatchObject({ kind: 'accepted', left: true })
  expect(inbox.state()).toEqual({ kind: 'closed', reason: 'words_burned' })

  disk.full = false
  await actions.enter(id)
  expect(store.find(id)).toMatchObject({ state: { kind: 'closed', reason: 'words_burned' }, keys: null })
  expect(done).toEqual(['purge', 'sync', 'ended'])
})

test('an unstored pin is reported and changes nothing', async () => {
  const { store, disk, sessions, id } = await start()
  disk.full = true
  expect(await sessions.pin(id, true)).toEqual(FAILED)
  expect(store.find(id)?.pinned).toBe(false)
})

test('an unstored end shows in the list at once, and is stored automatically later', async () => {
  const { store, clock, disk, ended, actions, row, id } = await start()
  disk.full = true
  await actions.closed(id, 'room_deleted')
  expect(row()).toMatchObject({ state: 'closed', closedReason: 'room_deleted' })
  expect(store.find(id)?.state.kind).toBe('accepted')
  clock.advance(5 * SECOND_MS)
  await turns()
  disk.full = false
  // The first retry failed, so the second waits twice as long.
  clock.advance(5 * SECOND_MS)
  await turns()
  expect(store.find(id)?.state.kind).toBe('accepted')
  clock.advance(5 * SECOND_MS)
  await turns()
  expect(store.find(id)).toMatchObject({ state: { kind: 'closed', reason: 'room_deleted' }, keys: null })
  expect(ended.value.size).toBe(0)
})

test('an unstored end survives a lock', async () => {
  const { store, clock, disk, ended, actions, row, id } = await start()
  disk.full = true
  await actions.closed(id, 'room_deleted')
  store.forget()
  actions.forget()
  expect(ended.value.size).toBe(0)
  await store.load()
  await actions.open()
  expect(row()).toMatchObject({ state: 'closed', closedReason: 'room_deleted' })
  disk.full = false
  clock.advance(5 * SECOND_MS)
  await turns()
  expect(store.find(id)?.state).toEqual({ kind: 'closed', reason: 'room_deleted' })
})

test('messages that a stranger may have read are erased later when erasing failed', async () => {
  const { store, clock, disk, inbox, done, ended, actions, id } = await start()
  disk.full = true
  await actions.closed(id, 'mismatch')
  expect(inbox.told).toContainEqual(['notice', 'close_not_kept'])
  disk.full = false
  done.length = 0
  clock.advance(5 * SECOND_MS)
  await turns()
  expect(done).toEqual(['clear', 'ended'])
  expect([store.find(id)?.state.kind, ended.value.size]).toEqual(['closed', 0])
})

test('erasing a session drops its waiting end', async () => {
  const { clock, disk, ended, actions, id } = await start()
  disk.full = true
  await actions.closed(id, 'room_deleted')
  disk.full = false
  await actions.erase(id)
  expect(ended.value.size).toBe(0)
  clock.advance(MINUTE_MS)
  await turns()
  expect(ended.value.size).toBe(0)
})

test('an unstored leave is reported, and the session stays live', async () => {
  const { store, disk, done, actions, id } = await start()
  disk.full = true
  expect(await actions.leave(id)).toEqual(FAILED)
  expect(done).toEqual([])
  disk.full = false
  expect(await actions.leave(id)).toEqual(ok(undefined))
  expect(store.find(id)?.state).toMatchObject({ left: true })
  expect(done).toEqual(['leave', 'sync'])
})

test('an unstored return to a left session is reported and retried, and goes live only once stored', async () => {
  const { store, clock, disk, inbox, done, actions, id } = await start(LEFT)
  disk.full = true
  expect(await actions.enter(id)).not.toBeNull()
  await turns()
  expect(inbox.state()).toEqual({ kind: 'offline', why: 'not_stored' })
  expect(done).toEqual([])
  disk.full = false
  clock.advance(5 * SECOND_MS)
  await turns()
  expect(store.find(id)?.state).toMatchObject({ left: false })
  expect(inbox.state()).toEqual({ kind: 'connecting', stuck: false })
  expect(done).toEqual(['sync'])
})

test('a waiting return is dropped when the session is left again', async () => {
  const { store, clock, disk, actions, id } = await start(LEFT)
  disk.full = true
  await actions.enter(id)
  await turns()
  disk.full = false
  await actions.leave(id)
  clock.advance(MINUTE_MS)
  await turns()
  expect(store.find(id)?.state).toMatchObject({ left: true })
})

test('a return that fails while the session is left again does not come back', async () => {
  const { store, clock, disk, actions, id } = await start(LEFT)
  disk.refuses = 1
  const entering = actions.enter(id)
  while (disk.refuses > 0) await Promise.resolve()
  await Promise.all([entering, actions.leave(id)])
  await turns()
  clock.advance(MINUTE_MS)
  await turns()
  expect(store.find(id)?.state).toMatchObject({ left: true })
})

test('closing the page would lose what arrived, where nothing is kept; of an ephemeral session also what waits', async () => {
  const own = (state: string) => ({ kind: 'own', state })
  const lost = async (change: Partial<SessionRecord>, item: object): Promise<boolean> => {
    const { actions, timeline } = await start(change)
    timeline.value = [item as TimelineItem]
    return actions.wouldLose()
  }
  const kept = { lifetime: { ...recordOf(1).lifetime, seconds: 86_400 as const } }
  expect(await lost({}, own('delivered'))).toBe(true)
  expect(await lost({}, { kind: 'theirs' })).toBe(true)
  expect(await lost({}, own('waiting'))).toBe(false)
  expect(await lost({ ephemeral: true }, own('waiting'))).toBe(true)
  expect(await lost(kept, own('delivered'))).toBe(false)
  expect(await lost({ ephemeral: true }, { kind: 'notice' })).toBe(false)
})
