/** Ledgers on the disk: pages stay small, only changed pages are written, and older formats are read. */
import { expect, test } from 'bun:test'
import { ok } from '../../base/result.ts'
import type { MessageId } from '../../protocol/ids.ts'
import type { StreamId } from '../../protocol/message.ts'
import { createLog } from '../log/log.ts'
import { createFakeClock } from '../platform/clock.fake.ts'
import { createMemoryKv, type Kv } from '../platform/storage/kv.ts'
import type { LedgerItem, LedgerState } from './ledger.types.ts'
import { createLedgerStore } from './ledger-store.ts'

const s = 's'.repeat(22) as StreamId
const item = (k: number, chars = 10): LedgerItem => ({
  ...{ kind: 'theirs', k, at: 1_000, id: `message-${k}` as MessageId, text: 'x'.repeat(chars) },
})
const ledgerOf = (items: readonly LedgerItem[]): LedgerState => ({
  own: { s, acked: 0, ackedChain: 'c', entries: [], same: true, missing: 0, acts: [] },
  theirs: { s, n: items.length, chain: 'c', same: true, held: null },
  items,
  count: items.length,
  seen: [],
  failed: [],
})

function start(disk = createMemoryKv()) {
  const writes: { key: string; bytes: number }[][] = []
  const kv: Kv = {
    ...disk,
    swap(change) {
      writes.push(change.set.map(([key, value]) => ({ key, bytes: JSON.stringify(value).length })))
      return disk.swap(change)
    },
  }
  const store = createLedgerStore(() => kv, createLog(createFakeClock()))
  const write = (items: readonly LedgerItem[]) =>
    store.write('one', { ledger: ledgerOf(items), draft: '', answering: null }, 0)
  return { disk, store, write, writes }
}

test('one more message writes the head and one page', async () => {
  const { write, writes } = start()
  const items = Array.from({ length: 200 }, (_, k) => item(k))
  await write(items.slice(0, 199))
  await write(items)
  expect(writes.at(-1)?.map(({ key }) => key)).toEqual(['chat.talk.one', 'chat.talk.one.192'])
})

test('long messages get their own pages, so that one more message writes little', async () => {
  const { write, writes } = start()
  const items = Array.from({ length: 100 }, (_, k) => item(k, 65_536))
  await write(items.slice(0, 99))
  await write(items)
  expect(Math.max(...(writes.at(-1) ?? []).map(({ bytes }) => bytes))).toBeLessThan(140_000)
  expect(writes.at(-1)).toHaveLength(2)
})

test('a written ledger is read back unchanged, and dropped items are gone from the disk', async () => {
  const { disk, write } = start()
  const items = Array.from({ length: 150 }, (_, k) => item(k, k % 7 === 0 ? 40_000 : 10))
  await write(items)
  await write(items.slice(100))
  const { store } = start(disk)
  const read = await store.read('one')
  expect(read.ok && read.value?.ledger.items.map(({ k }) => k)).toEqual(items.slice(100).map(({ k }) => k))
  const keys = await disk.keys()
  expect(keys.ok && keys.value.some((key) => key === 'chat.talk.one.0')).toBe(false)
})

test('the head and pages of a version without held requests are read', async () => {
  const disk = createMemoryKv()
  const { items, theirs, ...rest } = ledgerOf([item(0), item(1)])
  const { held: _, ...oldTheirs } = theirs
  await disk.set('chat.talk.one', {
    ...{ version: 3, ...rest, theirs: oldTheirs, open: [], pages: [0], draft: 'half', answering: null },
  })
  await disk.set('chat.talk.one.0', items)
  const read = await start(disk).store.read('one')
  expect(read).toEqual(ok({ ledger: ledgerOf(items), draft: 'half', answering: null }))
})

test('an unreadable ledger is not overwritten', async () => {
  const { disk, write } = start()
  await write([item(0)])
  const failing: Kv = { ...disk, get: async () => ({ ok: false, error: 'storage_failed' }) }
  const store = createLedgerStore(() => failing, createLog(createFakeClock()))
  expect((await store.read('one')).ok).toBe(false)
  expect(await store.write('one', { ledger: ledgerOf([]), draft: '', answering: null }, 0)).toBe(false)
  const read = await start(disk).store.read('one')
  expect(read.ok && read.value?.ledger.items).toHaveLength(1)
})

test('a damaged ledger is set aside before it is overwritten', async () => {
  const { disk } = start()
  await disk.set('chat.talk.one', { version: 99 })
  const full = { full: true }
  const kv: Kv = {
    ...disk,
    set: async (key, value) => (full.full ? { ok: false, error: 'storage_failed' } : disk.set(key, value)),
  }
  const store = createLedgerStore(() => kv, createLog(createFakeClock()))
  const write = () => store.write('one', { ledger: ledgerOf([item(0)]), draft: '', answering: null }, 0)
  expect((await store.read('one')).ok).toBe(false)
  expect(await write()).toBe(false)
  full.full = false
  expect(await store.read('one')).toEqual(ok(null))
  expect(await write()).toBe(true)
  expect(await disk.get('chat.talk.one.damaged')).toEqual(ok({ version: 99 }))
})

test('a session that keeps its messages in memory stores no held change of them', async () => {
  const { disk, store } = start()
  const ledger = ledgerOf([item(0)])
  const edit = { t: 'edit' as const, id: 'message-0' as MessageId, text: 'secret', s, n: 2, c: s }
  const theirs = { ...ledger.theirs, held: { requests: [edit], confirmed: { n: 1, chain: 'c' } } }
  const write = (since: number | null) =>
    store.write('one', { ledger: { ...ledger, theirs }, draft: '', answering: null }, since)
  const headText = async () => JSON.stringify(await disk.get('chat.talk.one'))
  await write(0)
  expect(await headText()).toContain('secret')
  await write(null)
  expect(await headText()).not.toContain('secret')
  expect(await headText()).toContain('"confirmed":{"n":1')
})
