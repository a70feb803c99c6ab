/** Erase all data: memory is cleared first, the database before the server has answered, and what could not be reached is reported. */
import { expect, test } from 'bun:test'
import { err } from '../../../base/result.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import { eraseAll } from './erase-all.ts'

function start() {
  const done: string[] = []
  const log = createLog(createFakeClock())
  log.add('info', 'lock.closed')
  const memory = createMemoryKv()
  const server = { answers: (): void => {} }
  const told = new Promise<void>((resolve) => {
    server.answers = resolve
  })
  const kv = {
    ...memory,
    async clear() {
      done.push('clear')
      return memory.clear()
    },
    close: () => void done.push('close'),
  }
  const page = {
    ...createFakePage('https://chat.example'),
    async eraseBrowserStores() {
      done.push('stores')
      return [] as readonly string[]
    },
    audit: async () => [{ store: 'caches' as const, count: 0 }],
  }
  const parts = {
    ...{ kv, page, log, locked: false },
    async erase() {
      done.push('memory')
      await told
      done.push('server')
    },
    untold: () => 0,
  }
  return { done, log, memory, server, parts }
}

test('memory goes first, the database and the stores do not wait for the server, and the log goes last', async () => {
  const { done, log, memory, server, parts } = start()
  await memory.set('a', 1)
  const erasing = eraseAll(parts)
  expect(done).toEqual(['memory', 'clear'])
  await new Promise((resolve) => setImmediate(resolve))
  expect(done).toEqual(['memory', 'clear', 'close', 'stores'])
  expect(log.entries.value).toHaveLength(1)
  server.answers()
  expect(await erasing).toEqual({
    ...{ purgesLeft: 0, untold: false, storesLeft: [] },
    audit: [{ store: 'caches', count: 0 }],
  })
  expect(done.at(-1)).toBe('server')
  expect(log.entries.value).toEqual([])
  expect((await memory.keys()).ok && (await memory.get('a'))).toMatchObject({ value: undefined })
})

test('a database that refuses, stores that stay and rooms that no server confirmed are reported, each once', async () => {
  const { server, parts } = start()
  server.answers()
  const report = await eraseAll({
    ...parts,
    kv: { ...parts.kv, clear: async () => err('storage_failed') },
    page: { ...parts.page, eraseBrowserStores: async () => ['indexedDB', 'caches'] },
    untold: () => 3,
  })
  expect(report).toMatchObject({ purgesLeft: 3, storesLeft: ['indexedDB', 'caches'] })
})

test('while the app is locked no server is told, and the report says so', async () => {
  const { server, parts } = start()
  server.answers()
  expect((await eraseAll({ ...parts, locked: true })).untold).toBe(true)
})
