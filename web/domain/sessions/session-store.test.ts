/** The stored sessions: each change is written before it counts, and nothing that could not be read is written over. */
import { expect, test } from 'bun:test'
import { signal } from '@preact/signals'
import { err, ok } from '../../../base/result.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import { recordOf } from '../connection/sessions.fake.ts'
import { createSessionList } from './session-list.ts'
import { createSessionStatuses } from './session-status.ts'
import { createSessionStore } from './session-store.ts'

const KEY = 'chat.sessions.v1'
const DAMAGED = 'chat.sessions.damaged'
const SECOND_MS = 1_000
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** A disk whose reads and writes can fail; `open` is the app as it starts now. */
function start() {
  const memory = createMemoryKv()
  const disk = { full: false, readable: true, writes: 0 }
  const kv: Kv = {
    ...memory,
    get: async (key) => (disk.readable ? memory.get(key) : err('storage_failed')),
    async set(key, value) {
      disk.writes += 1
      return disk.full ? err('storage_failed') : memory.set(key, value)
    },
  }
  const clock = createFakeClock()
  const log = createLog(clock)
  const events = () => log.entries.value.map(({ event }) => event)
  const make = () => createSessionStore(() => kv, log)
  const open = async () => {
    const store = make()
    await store.load()
    return store
  }
  return { memory, disk, clock, events, make, open }
}
const names = (store: Awaited<ReturnType<ReturnType<typeof start>['open']>>): readonly string[] =>
  store.records.value.map(({ name }) => name)

test('what is put, changed and removed is there at the next start', async () => {
  const { open } = start()
  const store = await open()
  await store.putAll([recordOf(1), recordOf(2)])
  await store.put(recordOf(3))
  await store.change(recordOf(2).id, (record) => ({ ...record, name: 'Ben' }))
  await store.remove(recordOf(1).id)
  expect(names(store)).toEqual(['Session 3', 'Ben'])
  expect(names(await open())).toEqual(['Session 3', 'Ben'])
})

test('two changes at once are both kept', async () => {
  const { open } = start()
  const store = await open()
  await store.put(recordOf(1))
  const { id } = recordOf(1)
  await Promise.all([
    store.change(id, (record) => ({ ...record, pinned: true })),
    store.change(id, (record) => ({ ...record, name: 'Ben' })),
  ])
  expect(store.find(id)).toMatchObject({ pinned: true, name: 'Ben' })
})

test('a record is replaced by one of the same id, and a change of one that is gone writes nothing', async () => {
  const { disk, open } = start()
  const store = await open()
  await store.put(recordOf(1))
  await store.put(recordOf(1, { name: 'Ben' }))
  expect(names(store)).toEqual(['Ben'])
  const { writes } = disk
  expect(await store.change(recordOf(9).id, (record) => record)).toEqual(ok(undefined))
  expect(disk.writes).toBe(writes)
})

test('a change that could not be written is told and logged, and changes nothing', async () => {
  const { disk, events, open } = start()
  const store = await open()
  await store.put(recordOf(1))
  disk.full = true
  for (const failed of [
    await store.put(recordOf(2)),
    await store.change(recordOf(1).id, (record) => ({ ...record, name: 'Ben' })),
    await store.remove(recordOf(1).id),
  ])
    expect(failed).toEqual(err('storage_failed'))
  expect(names(store)).toEqual(['Session 1'])
  expect(events()).toEqual(Array.from({ length: 3 }, () => 'storage.write_failed'))
})

test('a list that could not be read is no empty one: loading throws, and nothing is written over it', async () => {
  const { memory, disk, events, open, make } = start()
  await (await open()).put(recordOf(1))
  const stored = await memory.get(KEY)
  disk.readable = false
  const store = make()
  await expect(store.load()).rejects.toThrow('could not be read')
  expect(await store.put(recordOf(2))).toEqual(err('storage_failed'))
  expect(events()).toEqual(['storage.read_failed'])
  expect(await memory.get(KEY)).toEqual(stored)
})

test('after the lock nothing is in memory and nothing is written', async () => {
  const { open } = start()
  const store = await open()
  await store.put(recordOf(1))
  store.forget()
  expect(names(store)).toEqual([])
  expect(await store.put(recordOf(2))).toEqual(err('storage_failed'))
  expect(names(await open())).toEqual(['Session 1'])
})

test('records that are damaged are set aside before anything is written over them', async () => {
  const { memory, disk, events, open } = start()
  await (await open()).put(recordOf(1))
  const { value } = (await memory.get(KEY)) as { value: { version: number; sessions: readonly unknown[] } }
  const damaged = { ...value, sessions: [...value.sessions, { id: 'half a record' }] }
  await memory.set(KEY, damaged)
  disk.full = true
  const store = await open()
  expect(names(store)).toEqual(['Session 1'])
  expect(events()).toEqual(['storage.damaged'])
  expect(await store.put(recordOf(2))).toEqual(err('storage_failed'))
  disk.full = false
  await store.put(recordOf(2))
  expect(await memory.get(DAMAGED)).toEqual(ok(damaged))
  expect(names(await open())).toEqual(['Session 2', 'Session 1'])
})

test('an activity that could not be written is logged, and written with what is said ten seconds later', async () => {
  const { disk, clock, events, open } = start()
  clock.advance(60 * SECOND_MS)
  const store = await open()
  await store.put(recordOf(1))
  const sessions = createSessionList(store, clock, createSessionStatuses(), signal(new Map()))
  const { id } = recordOf(1)
  const say = async (): Promise<void> => {
    sessions.touched(id)
    await turns()
  }
  disk.full = true
  await say()
  await say()
  expect(events()).toEqual(['storage.write_failed'])
  disk.full = false
  await say()
  expect(store.find(id)?.lastActivityAt).toBe(1)
  clock.advance(10 * SECOND_MS)
  await say()
  expect(store.find(id)?.lastActivityAt).toBe(clock.now())
})

test('a read or write that ends after the lock brings no record back', async () => {
  const { disk, open } = start()
  const store = await open()
  const putting = store.put(recordOf(1))
  while (disk.writes === 0) await Promise.resolve()
  store.forget()
  await putting
  expect(names(store)).toEqual([])
  expect(names(await open())).toEqual(['Session 1'])
  const loading = store.load()
  store.forget()
  await loading
  expect(names(store)).toEqual([])
})
