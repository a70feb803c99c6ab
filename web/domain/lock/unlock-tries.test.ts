/** Wrong tries of the passphrase over a disk that refuses: each is stored before it is told, and a count that cannot be stored is logged. */
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
  /** The app as it starts now. */
  const tries = async () => {
    const made = createUnlockTries({ raw, clock, log })
    await made.load()
    return made
  }
  return { clock, disk, events, tries }
}

test('a wrong try is stored before it is told: closing the app at once saves no wait', async () => {
  const { tries, events } = start()
  const before = await tries()
  expect(await before.wrong()).toEqual(err({ code: 'passphrase_wrong', waitMs: SECOND }))
  expect((await tries()).slowed()).toEqual({ code: 'passphrase_wrong', waitMs: SECOND })
  expect(events()).toEqual([])
})

test('a wrong try that cannot be stored is logged, slows down all the same, and is stored with the next', async () => {
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

test('tries that stay stored after unlocking are logged, and cost the next start one wait at most', async () => {
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
