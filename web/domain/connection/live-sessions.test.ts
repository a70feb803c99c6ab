/** Which sessions hold a socket, when they open it, and how failed loads and changes meanwhile are handled. */
import { expect, test } from 'bun:test'
import { createLog } from '../../log/log.ts'
import { lazy } from '../../platform/lazy.ts'
import { createSwitchboard } from '../../platform/network/rtc.fake.ts'
import { createFakeSockets } from '../../platform/network/socket.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import type { Rest } from '../../transport/api/rest.ts'
import type { SessionId } from '../sessions/session.ts'
import * as liveSessions from './live-sessions.ts'
import { chooseLive, LIVE_MAX } from './live-sessions.ts'
import { createLiveSessionsDoor } from './live-sessions-door.ts'
import { createFakeInbox, type FakeInbox } from './peer-inbox.fake.ts'
import { createFakeStore, recordOf } from './sessions.fake.ts'
// Loaded before the fake clock takes over.
import './start-session.ts'

/** Longer than any random wait before a socket opens. */
const JITTER_MS = 2_000
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

async function start(howMany: number) {
  const records = Array.from({ length: howMany }, (_, at) => recordOf(at))
  const { store, clock, idOf } = await createFakeStore(records)
  const sockets = createFakeSockets()
  const random = createSeededRandom(1)
  const board = createSwitchboard({ bytes: random.bytes, carry: (_, __, act) => act() })
  const inboxes = new Map<SessionId, FakeInbox>()
  const broken = { code: false, rtc: false, conversation: false }
  let codeLoads = 0
  const over = new Set<SessionId>()
  const live = createLiveSessionsDoor(
    {
      clock,
      random,
      sockets,
      log: createLog(clock),
      online: () => true,
      rest: lazy(async () => ({}) as Rest),
      openRtc: async () => {
        if (broken.rtc) throw new Error('the chunk does not load')
        return board.rtc('phone')
      },
    },
    store,
    async (id) => {
      if (broken.conversation) throw new Error('the chunk does not load')
      const inbox = inboxes.get(id) ?? createFakeInbox()
      inboxes.set(id, inbox)
      return inbox
    },
    { accepted: async () => true, expired: async () => true, gone() {}, isOver: (id) => over.has(id) },
    {
      load: async () => {
        codeLoads += 1
        if (broken.code) throw new Error('the chunk does not load')
        return liveSessions
      },
    },
  )
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await settle()
  }
  return { live, store, sockets, inboxes, broken, over, advance, idOf, codeLoads: () => codeLoads }
}

test('eight sessions at most are live: the one on screen first, then those already live, then the latest used', () => {
  const records = Array.from({ length: 12 }, (_, at) => recordOf(at))
  const onScreen = records[0]?.id as SessionId
  const live = records[1]?.id as SessionId
  const chosen = [...chooseLive(records, onScreen, (id) => id === live).keys()].map(String)
  expect(chosen).toHaveLength(LIVE_MAX)
  expect(chosen.slice(0, 3)).toEqual(['session-0', 'session-1', 'session-11'])
})

test('a session that was left, closed or expired opens no socket', () => {
  const none = [
    recordOf(1, { state: { kind: 'accepted', roomId: 'room' as never, left: true } }),
    recordOf(2, { state: { kind: 'closed', reason: 'mismatch' } }),
    recordOf(3, { state: { kind: 'expired' } }),
  ]
  expect(chooseLive(none, null, () => false).size).toBe(0)
})

test('sockets open one after another at random times, but at once for the session on screen', async () => {
  const { live, sockets, advance, idOf } = await start(3)
  live.sync()
  await settle()
  expect(sockets.all).toHaveLength(0)
  live.show(idOf(1))
  await settle()
  expect(sockets.all).toHaveLength(1)
  await advance(JITTER_MS)
  expect(sockets.alive()).toBe(3)
  live.suspendAll()
  await advance(JITTER_MS)
  expect(sockets.alive()).toBe(0)
})

test('parts and conversations that failed to load are loaded again', async () => {
  for (const what of ['code', 'rtc', 'conversation'] as const) {
    const { live, sockets, broken, advance, idOf } = await start(1)
    broken[what] = true
    live.show(idOf(0))
    await advance(JITTER_MS)
    expect(sockets.all).toHaveLength(0)
    broken[what] = false
    await advance(JITTER_MS)
    expect(sockets.alive()).toBe(1)
  }
})

test('a session stopped while it loads never goes live', async () => {
  const { live, sockets, advance, idOf } = await start(1)
  live.show(idOf(0))
  live.suspendAll()
  await advance(JITTER_MS)
  expect(sockets.all).toHaveLength(0)
})

test('a session that moves to another room opens a new socket; a removed one closes its own', async () => {
  const { live, store, sockets, advance, idOf } = await start(1)
  live.show(idOf(0))
  await settle()
  await store.change(idOf(0), (record) => ({
    ...record,
    state: { kind: 'accepted', roomId: 'other' as never, left: false },
  }))
  live.sync()
  await settle()
  expect([sockets.all.length, sockets.alive()]).toEqual([2, 1])
  await store.remove(idOf(0))
  live.sync()
  await advance(JITTER_MS)
  expect(sockets.alive()).toBe(0)
})

test('locking ends every session at once, and its conversation receives nothing more', async () => {
  const { live, inboxes, sockets, advance, idOf } = await start(2)
  live.sync()
  await settle()
  await advance(JITTER_MS)
  live.suspendAll()
  const inbox = inboxes.get(idOf(0))
  expect(inbox?.port()).toBeNull()
  const before = inbox?.told.length
  for (const socket of sockets.all)
    socket.message(JSON.stringify({ type: 'connected', clientId: '1', server: 'x' }))
  await advance(JITTER_MS)
  expect(inbox?.told.length).toBe(before as number)
  expect(sockets.alive()).toBe(0)
})

test('an ended session has no socket, even if its end could not be stored', async () => {
  const { live, sockets, over, advance, idOf } = await start(1)
  live.show(idOf(0))
  await settle()
  expect(sockets.alive()).toBe(1)
  over.add(idOf(0))
  live.sync()
  await advance(JITTER_MS)
  expect([sockets.all.length, sockets.alive()]).toEqual([1, 0])
})

test('the code is loaded only once a session needs the server', async () => {
  const { live, store, codeLoads, advance, idOf } = await start(1)
  await store.change(idOf(0), (record) => ({ ...record, state: { kind: 'expired' } }))
  live.sync()
  live.resume(true)
  live.suspendAll()
  await advance(JITTER_MS)
  expect([codeLoads(), live.any()]).toEqual([0, false])
  await store.change(idOf(0), (record) => ({
    ...record,
    state: { kind: 'accepted', roomId: 'room' as never, left: false },
  }))
  live.sync()
  await advance(JITTER_MS)
  expect([codeLoads(), live.any()]).toEqual([1, true])
})

test('a lock ends every wait of a failed load, however often it was asked for', async () => {
  const { live, sockets, broken, codeLoads, advance, idOf } = await start(1)
  broken.code = true
  live.sync()
  live.sync()
  live.show(idOf(0))
  await settle()
  live.suspendAll()
  const before = codeLoads()
  broken.code = false
  await advance(JITTER_MS * 2)
  expect([codeLoads(), sockets.all.length]).toEqual([before, 0])
})
