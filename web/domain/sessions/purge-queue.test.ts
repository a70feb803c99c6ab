/** Purges are kept until the server confirms, retried later, and limited in time by Erase all data. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import type { DeviceId } from '../../../protocol/ids.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { lazy } from '../../platform/lazy.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import type { Rest } from '../../transport/api/rest.ts'
import { createPurgeQueue } from './purge-queue.ts'

const SERVER = 'https://chat.example'
const ids = ['3f2b8c1a-9d4e-4f6a-8b7c-1234567890ab', '3f2b8c1a-9d4e-4f6a-8b7c-1234567890ac'] as unknown as [
  DeviceId,
  DeviceId,
]
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

function start(answer: () => Promise<ReturnType<typeof ok<void>> | ReturnType<typeof err>>) {
  const clock = createFakeClock()
  const kv = createMemoryKv()
  const told: string[] = []
  const rest = lazy(
    async () =>
      ({
        purge: async (_: string, id: string) => {
          told.push(id)
          return answer()
        },
      }) as unknown as Rest,
  )
  const make = () =>
    createPurgeQueue({ kv: () => kv, rest, clock, random: createSeededRandom(1), log: createLog(clock) })
  return { clock, kv, told, make }
}
const unreachable = async () => err({ code: 'server_unreachable' } as const)

test('an unconfirmed purge survives a restart and is retried a minute later, one at a time', async () => {
  let reachable = false
  const { clock, told, make, kv } = start(async () => (reachable ? ok(undefined) : unreachable()))
  const queue = make()
  await queue.add(SERVER, ids[0])
  await queue.add(SERVER, ids[1])
  await turns()
  expect(told.every((id) => id === ids[0])).toBe(true)
  queue.forget()
  expect(queue.holds()).toBe(false)
  const again = make()
  await again.load()
  again.flush()
  await turns()
  reachable = true
  told.length = 0
  clock.advance(60_000)
  await turns()
  expect(told).toEqual([ids[0]])
  clock.advance(2_000)
  await turns()
  expect(told).toEqual([...ids])
  expect(await kv.get('chat.purges.v1')).toEqual({ ok: true, value: [] })
})

test('erase sends purges without pauses, stops at its deadline, and counts the unconfirmed ones', async () => {
  const { make } = start(async () => ok(undefined))
  const queue = make()
  for (const id of ids) queue.queue(SERVER, id)
  await queue.erase()
  expect(queue.untold()).toBe(0)

  const deaf = start(() => new Promise(() => {}))
  const slow = deaf.make()
  for (const id of ids) slow.queue(SERVER, id)
  const erasing = slow.erase()
  slow.forget()
  await turns()
  deaf.clock.advance(1_000)
  await erasing
  expect(slow.untold()).toBe(2)
})

test('unreadable purges are not overwritten; a later purge reads them first', async () => {
  const { clock, kv, make } = start(unreachable)
  const before = make()
  await before.load()
  await before.add(SERVER, ids[0])
  const disk = { readable: false }
  const log = createLog(clock)
  const purges = createPurgeQueue({
    ...{ clock, log, random: createSeededRandom(1) },
    kv: () => ({ ...kv, get: async (key) => (disk.readable ? kv.get(key) : err('storage_failed')) }),
    rest: lazy(async () => ({ purge: unreachable }) as unknown as Rest),
  })
  await purges.load()
  expect(log.entries.value.map(({ event }) => event)).toEqual(['storage.read_failed'])
  disk.readable = true
  await purges.add(SERVER, ids[1])
  expect(await kv.get('chat.purges.v1')).toEqual(
    ok(ids.map((deviceId) => ({ server: SERVER, deviceId }))) as never,
  )
})

test('an unstored purge is logged and still sent', async () => {
  const { clock, kv, told } = start(async () => ok(undefined))
  const log = createLog(clock)
  const purges = createPurgeQueue({
    ...{ clock, log, random: createSeededRandom(1) },
    kv: () => ({ ...kv, set: async () => err('storage_failed') }),
    rest: lazy(
      async () =>
        ({
          async purge(_: string, id: string) {
            told.push(id)
            return ok(undefined)
          },
        }) as unknown as Rest,
    ),
  })
  await purges.load()
  await purges.add(SERVER, ids[0])
  await turns()
  expect(told).toEqual([ids[0]])
  expect(log.entries.value[0]?.event).toBe('storage.write_failed')
})
