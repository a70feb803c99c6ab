/** One phone is rung four times at once, then once in half a minute, and at most 48 times in any day. */
import { expect, test } from 'bun:test'
import { ENDPOINT_PUSHES_BURST, ENDPOINT_PUSHES_TODAY } from '../core/limits.ts'
import { createEndpointLimits } from './endpoint-limits.ts'

const DAY_MS = 86_400_000
const phone = (n: number): URL => new URL(`https://web.push.apple.com/${n}`)

test('four pushes go through at once, then one in thirty seconds', () => {
  const limits = createEndpointLimits()
  const all = Array.from({ length: 10 }, () => limits.take(phone(1), 0))
  expect(all.filter((wait) => wait === 0)).toHaveLength(ENDPOINT_PUSHES_BURST)
  expect(all.at(-1)).toBe(30_000)
  expect(limits.take(phone(1), 29_999)).toBeGreaterThan(0)
  expect(limits.take(phone(1), 30_001)).toBe(0)
  expect(limits.take(phone(2), 30_001)).toBe(0)
})

test('no twenty-four hours have more than forty-eight', () => {
  const limits = createEndpointLimits()
  const rung: number[] = []
  for (let now = 0; now < 3 * DAY_MS; now += 60_000) if (limits.take(phone(1), now) === 0) rung.push(now)
  const most = Math.max(
    ...rung.map((start) => rung.filter((at) => at >= start && at < start + DAY_MS).length),
  )
  expect(most).toBeLessThanOrEqual(ENDPOINT_PUSHES_TODAY)
  expect(most).toBeGreaterThan(ENDPOINT_PUSHES_TODAY - 3)
})

test('the memory is bounded: the phone that was rung longest ago is forgotten', () => {
  const limits = createEndpointLimits(2)
  for (let n = 0; n < 4; n += 1) limits.take(phone(1), 0)
  limits.take(phone(2), 0)
  expect(limits.take(phone(1), 0)).toBeGreaterThan(0)
  limits.take(phone(3), 0)
  limits.take(phone(1), 0)
  limits.take(phone(4), 0)
  limits.take(phone(5), 0)
  expect(limits.take(phone(1), 0)).toBe(0)
})

test('no other spelling of an endpoint escapes the limit: another host or path of the vendor, or another spelling of a token', () => {
  const spellings = [
    ['https://web.push.apple.com/QGu', 'https://api.push.apple.com/QGu'],
    ['https://fcm.googleapis.com/fcm/send/eEs:APA', 'https://fcm.googleapis.com/wp/eEs:APA'],
    ['https://a.notify.windows.com/w/?token=Aw%2f', 'https://b.notify.windows.com/w/?token=%41w%2F'],
    ['https://push.example.org/up1', 'https://push.example.org//%75p1?x'],
  ] as const
  for (const [first, other] of spellings) {
    const limits = createEndpointLimits()
    for (let n = 0; n < ENDPOINT_PUSHES_BURST; n += 1) expect(limits.take(new URL(first), 0)).toBe(0)
    expect([other, limits.take(new URL(other), 0)]).toEqual([other, 30_000])
  }
})
