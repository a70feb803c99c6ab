/** Settings are written before they count, and no change takes another one along. */
import { expect, test } from 'bun:test'
import { err } from '../../../base/result.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import { createSettingsStore } from './settings-store.ts'

test('two changes at once are both kept', async () => {
  const kv = createMemoryKv()
  const settings = createSettingsStore(() => kv)
  const kept = await Promise.all([
    settings.change({ hideMessages: true }),
    settings.change({ showSigns: true }),
  ])
  expect(kept.every(({ ok }) => ok)).toBe(true)
  const again = createSettingsStore(() => kv)
  await again.load()
  expect(again.now.value).toMatchObject({ hideMessages: true, showSigns: true })
  expect(settings.now.value).toEqual(again.now.value)
})

test('a change that could not be stored is told, and the next one does not bring it back', async () => {
  const memory = createMemoryKv()
  const disk = { full: true }
  const kv: Kv = {
    ...memory,
    set: async (key, value) => (disk.full ? err('storage_failed') : memory.set(key, value)),
  }
  const settings = createSettingsStore(() => kv)
  expect(await settings.change({ hideMessages: true })).toEqual(err({ code: 'storage_failed' }))
  disk.full = false
  await settings.change({ showSigns: true })
  expect(settings.now.value).toMatchObject({ hideMessages: false, showSigns: true })
})

test('a change that is written while the app locks leaves nothing in memory, and one that waits writes nothing', async () => {
  const memory = createMemoryKv()
  const locking = { now: (): void => {} }
  const kv: Kv = {
    ...memory,
    async set(key, value) {
      locking.now()
      return memory.set(key, value)
    },
  }
  const settings = createSettingsStore(() => kv)
  locking.now = settings.forget
  const [first, second] = await Promise.all([
    settings.change({ hideMessages: true }),
    settings.change({ showSigns: true }),
  ])
  expect([first.ok, second.ok, settings.holds()]).toEqual([true, false, false])
  await settings.load()
  expect(settings.now.value).toMatchObject({ hideMessages: true, showSigns: false })
})
