/** Storage whose handle dies: reopened once silently, and reported when that does not help. */
import { afterEach, beforeEach, expect, test } from 'bun:test'
import { createFakeIndexedDb, type FakeIndexedDb } from './indexeddb.fake.ts'
import { openKv } from './indexeddb-kv.ts'
import { kvContract } from './kv.contract.ts'

const FOR_EVER = Number.POSITIVE_INFINITY
let fake: FakeIndexedDb
let losses = 0
const open = () =>
  openKv('test', () => {
    losses += 1
  })
beforeEach(() => {
  losses = 0
  fake = createFakeIndexedDb()
  globalThis.indexedDB = fake.factory
})
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'indexedDB')
})

kvContract('IndexedDB', open)

test('a handle that dies once is reopened, with no data lost and no report', async () => {
  const kv = await open()
  await kv.set('a', 1)
  for (const why of ['InvalidStateError', 'UnknownError']) {
    fake.dieFor(1, why)
    expect(await kv.get('a')).toEqual({ ok: true, value: 1 })
  }
  expect(fake.opened()).toBe(3)
  expect(losses).toBe(0)
})

test('a handle that the browser closes is not used again, which keeps the retry for a later fault', async () => {
  const kv = await open()
  await kv.set('a', 1)
  fake.closeAll()
  fake.dieFor(1)
  expect(await kv.get('a')).toEqual({ ok: true, value: 1 })
  expect(losses).toBe(0)
})

test('a handle that dies during many calls fails none of them', async () => {
  const kv = await open()
  await kv.set('a', 1)
  fake.dieFor(5)
  const answers = await Promise.all(Array.from({ length: 5 }, () => kv.get('a')))
  expect(answers).toEqual(Array.from({ length: 5 }, () => ({ ok: true, value: 1 })))
  expect(losses).toBe(0)
  expect(fake.openNow()).toBe(1)
})

test('a call that fails late on the old handle does not close the new one', async () => {
  const kv = await open()
  await kv.set('a', 1)
  fake.failAfter(5)
  const slow = kv.get('a')
  await new Promise((resolve) => setTimeout(resolve))
  fake.dieFor(1)
  expect((await kv.get('a')).ok).toBe(true)
  expect(await slow).toEqual({ ok: true, value: 1 })
  expect(fake.opened()).toBe(2)
})

test('a second failure is reported, and earlier data is still there once storage returns', async () => {
  const kv = await open()
  await kv.set('a', 1)
  fake.dieFor(FOR_EVER)
  expect(await kv.set('b', 2)).toEqual({ ok: false, error: 'storage_failed' })
  expect(losses).toBe(1)
  fake.dieFor(0)
  expect(await kv.get('a')).toEqual({ ok: true, value: 1 })
  expect(await kv.get('b')).toEqual({ ok: true, value: undefined })
})

test('a full disk refuses the write and is not reported as lost storage', async () => {
  const kv = await open()
  fake.dieFor(FOR_EVER, 'QuotaExceededError')
  expect((await kv.set('a', 1)).ok).toBe(false)
  expect(losses).toBe(0)
})

test('a closed handle is reopened by the next call', async () => {
  const kv = await open()
  kv.close()
  await new Promise((resolve) => setTimeout(resolve))
  expect(fake.openNow()).toBe(0)
  expect(await kv.set('a', 1)).toEqual({ ok: true, value: undefined })
})

/** Runs `act` with timers that fire at once. */
async function hurried<T>(act: () => Promise<T>): Promise<T> {
  const real = globalThis.setTimeout
  globalThis.setTimeout = ((run: () => void) => real(run, 0)) as typeof setTimeout
  return act().finally(() => {
    globalThis.setTimeout = real
  })
}
const turns = async (many: number): Promise<void> => {
  for (let turn = 0; turn < many; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

test('a browser that forbids storage gets memory, which is not reported as a loss', async () => {
  fake.refuse('SecurityError')
  const kv = await open()
  expect(kv.kept).toBe(false)
  expect(losses).toBe(0)
})

test('a browser without a database, or one that refuses the look at it, gets memory', async () => {
  const without: readonly PropertyDescriptor[] = [
    { value: null },
    {
      get() {
        throw new DOMException('refused', 'SecurityError')
      },
    },
  ]
  for (const found of without) {
    Object.defineProperty(globalThis, 'indexedDB', { ...found, configurable: true })
    expect((await open()).kept).toBe(false)
    // A getter without a setter would also refuse the fake of the next test.
    Reflect.deleteProperty(globalThis, 'indexedDB')
  }
  expect(losses).toBe(0)
})

test('a disk that is full on the first visit gets memory, as there is no data to lose', async () => {
  fake.refuseWrites(FOR_EVER)
  expect((await open()).kept).toBe(false)
})

test('a disk that is full later is opened with its data, and refuses writes', async () => {
  await (await open()).set('a', 1)
  fake.refuseWrites(FOR_EVER)
  const kv = await open()
  expect(kv.kept).toBe(true)
  expect(await kv.get('a')).toEqual({ ok: true, value: 1 })
  expect((await kv.set('b', 2)).ok).toBe(false)
})

test('a slow database is waited for, never replaced by memory', async () => {
  fake.hang()
  await hurried(async () => {
    let opened: Awaited<ReturnType<typeof open>> | null = null
    const opening = open().then((kv) => {
      opened = kv
      return kv
    })
    await turns(200)
    expect(opened).toBeNull()
    fake.hang(false)
    expect((await opening).kept).toBe(true)
  })
})

test('an existing database that refuses to open is waited for, never replaced by memory', async () => {
  await (await open()).set('a', 1)
  for (const why of ['UnknownError', 'InvalidStateError', 'AbortError'])
    await hurried(async () => {
      fake.refuse(why)
      let opened = false
      const opening = open().then((kv) => {
        opened = true
        return kv
      })
      await turns(200)
      expect(opened).toBe(false)
      fake.refuse(null)
      expect(await (await opening).get('a')).toEqual({ ok: true, value: 1 })
    })
})

test('a handle that dies at the start is waited for too', async () => {
  await (await open()).set('a', 1)
  fake.dieFor(FOR_EVER)
  await hurried(async () => {
    const opening = open()
    await turns(200)
    fake.dieFor(0)
    expect(await (await opening).get('a')).toEqual({ ok: true, value: 1 })
  })
  expect(losses).toBe(0)
})

test('a database that never opens again fails in bounded time', async () => {
  const kv = await open()
  kv.close()
  fake.hang()
  const read = await hurried(() => kv.get('a'))
  expect(read.ok).toBe(false)
  expect(losses).toBe(1)
})
