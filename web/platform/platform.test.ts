/** The platform's fakes, and the real parts that run outside a browser, keep their contracts. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { createFakeClock } from './clock.fake.ts'
import { createSeededRandom, createSystemRandom } from './random.ts'
import { kvContract } from './storage/kv.contract.ts'
import { createMemoryKv } from './storage/kv.ts'

kvContract('memory', async () => createMemoryKv())

test('fake timers run in order of time, and a cancelled one never runs runs runs', () => {
  const clock = createFakeClock()
  const ran: string[] = []
  clock.after(20, () => ran.push('b'))
  clock.after(10, () => {
    ran.push('a')
    clock.after(5, () => ran.push('a2'))
  })
  clock.after(15, () => ran.push('never'))()
  clock.advance(30)
  expect(ran).toEqual(['a', 'a2', 'b'])
})

test('numbers below a bound stay below it and reach all of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer(), (bound, seed) => {
      const drawn = createSeededRandom(seed).below(bound)
      expect(drawn >= 0 && drawn < bound && Number.isInteger(drawn)).toBe(true)
    }),
  )
  const seen = new Set(Array.from({ length: 500 }, () => createSystemRandom().below(10)))
  expect(seen.size).toBe(10)
})

test('ids are version 4 UUIDs and do not repeat', () => {
  const random = createSystemRandom()
  expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(random.uuid()).not.toBe(random.uuid())
})
