/** Choices over a disk that refuses: each failure is told, what is kept stays, and the peer hears of no sign that was not stored. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import { createPreferences } from './preferences.ts'
import { createSettingsStore } from './settings-store.ts'

const FAILED = err({ code: 'storage_failed' } as const)

function start() {
  const disk = { full: false }
  const memory = createMemoryKv()
  const kv: Kv = {
    ...memory,
    set: async (key, value) => (disk.full ? err('storage_failed') : memory.set(key, value)),
  }
  let told = 0
  const preferences = createPreferences(
    createSettingsStore(() => kv),
    () => {
      told += 1
    },
  )
  return { disk, preferences, told: () => told }
}

test('a choice that could not be kept is told, and the one before it stays', async () => {
  const { disk, preferences, told } = start()
  expect(await preferences.setHideMessages(true)).toEqual(ok(undefined))
  disk.full = true
  expect(await preferences.setHideMessages(false)).toEqual(FAILED)
  expect(await preferences.setShowSigns(true)).toEqual(FAILED)
  expect(await preferences.setAppearance({ theme: 'dark', textScale: 1, solid: false })).toEqual(FAILED)
  expect(preferences.hideMessages.value).toBe(true)
  expect([preferences.showSigns.value, preferences.appearance.value, told()]).toEqual([false, null, 0])
  disk.full = false
  expect(await preferences.setShowSigns(true)).toEqual(ok(undefined))
  expect([preferences.showSigns.value, told()]).toEqual([true, 1])
})
