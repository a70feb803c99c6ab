/** Settings are written before they count, and no change takes another one along. */
import { expect, test } from 'bun:test'
import { err } from '../../../base/result.ts'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import { createInstallHint } from './install-hint.ts'
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

test('settings that could not be read are not written over by the defaults; the next change reads them first', async () => {
  const memory = createMemoryKv()
  const disk = { readable: true }
  const kv: Kv = {
    ...memory,
    get: async (key) => (disk.readable ? memory.get(key) : err('storage_failed')),
  }
  await createSettingsStore(() => kv).change({ hideMessages: true })
  disk.readable = false
  const settings = createSettingsStore(() => kv)
  await settings.load()
  expect(await settings.change({ showSigns: true })).toEqual(err({ code: 'storage_failed' }))
  disk.readable = true
  expect((await settings.change({ showSigns: true })).ok).toBe(true)
  expect(settings.now.value).toMatchObject({ hideMessages: true, showSigns: true })
})

test('a banner that was dismissed and not stored is told, and stays', async () => {
  const memory = createMemoryKv()
  const kv: Kv = { ...memory, set: async () => err('storage_failed') }
  const install = createInstallHint(
    createFakePage('https://chat.example'),
    createSettingsStore(() => kv),
  )
  expect(await install.dismiss()).toEqual(err({ code: 'storage_failed' }))
  expect(install.dismissed.value).toBe(false)
})
