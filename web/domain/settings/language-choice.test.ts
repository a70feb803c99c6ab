/** The language a person chooses: loaded, then stored; a failure of either is told and leaves the one before. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import { createLanguageChoice } from './language-choice.ts'

test('a language that does not load or cannot be stored is told, and the one before stays', async () => {
  const memory = createMemoryKv()
  const faults = { load: false, disk: false }
  const kv: Kv = {
    ...memory,
    set: async (key, value) => (faults.disk ? err('storage_failed') : memory.set(key, value)),
  }
  const spoken: (string | null)[] = []
  const language = createLanguageChoice(Promise.resolve(kv), async (tag) => {
    if (faults.load) return false
    spoken.push(tag)
    return true
  })
  await language.ready
  expect(await language.choose('de')).toEqual(ok(undefined))
  faults.disk = true
  expect(await language.choose('ja')).toEqual(err('storage_failed'))
  expect([spoken.at(-1), language.chosen.value]).toEqual(['de', 'de'])
  faults.load = true
  expect(await language.choose('ar')).toEqual(err('not_loaded'))
  expect(language.chosen.value).toBe('de')
})
