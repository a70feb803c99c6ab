/** Wrong passphrase tries when storage fails: each is stored before it is reported, and an unstored count is logged. */
import { expect, test } from 'bun:test'
import { err } from '../../../base/result.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createMemoryKv, type Kv } from '../../platform/storage/kv.ts'
import { createUnlockTries } from './unlock-tries.ts'

const SECOND = 1_000

function start() {
  const clock = createFakeClock()
  const log = createLog(clock)
  const memory = createMemoryKv()
  const disk = { full: false }
  const raw: Kv = {
    ...memory,
    set: async (key, value) => (disk.full ? err('storage_failed') : memory.set(key, value)),
    remove: async (key) => (disk.full ? err('storage_failed') : memory.remove(key)),
  }
  const events = () => log.entries.value.map(({ event }) => event)
  /** Starts the app on the same storage. */
  const tries = async () => {
    const made = createUnlockTries({ raw, clock, log })
    await made.load()
    return made
  }
  return { clock, disk, events, tries }
}

test('a wrong try is stored before it is reported, so closing the app does not skip the wait', async () => {
  const { tries, events } = start()
  const before = await tries()
  expect(await before.wrong()).toEqual(err({ code: 'passphrase_wrong', waitMs: SECOND }))
  expect((await tries()).slowed()).toEqual({ code: 'passphrase_wrong', waitMs: SECOND })
  expect(events()).toEqual([])
})

test('an unstored wrong try is logged, still delays the next try, and is stored with it', async () => {
  const { clock, disk, tries, events } = start()
  const before = await tries()
  disk.full = true
  await before.wrong()
  expect(before.slowed()).toEqual({ code: 'passphrase_wrong', waitMs: SECOND })
  expect(events()).toEqual(['storage.write_failed'])
  expect((await tries()).slowed()).toBeNull()
  disk.full = false
  clock.advance(SECOND)
  await before.wrong()
  expect((await tries()).slowed()).toEqual({ code: 'passphrase_wrong', waitMs: 2 * SECOND })
})

test('tries left in storage after unlocking are logged, and cost the next start at most one wait', async () => {
  const { clock, disk, tries, events } = start()
  const before = await tries()
  await before.wrong()
  disk.full = true
  before.clear()
  await new Promise((resolve) => setImmediate(resolve))
  expect(events()).toEqual(['storage.write_failed'])
  clock.advance(SECOND)
  expect((await tries()).slowed()).toBeNull()
})
