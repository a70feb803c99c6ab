/** The token bucket allows a burst, then its rate, whatever the clock does. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { createTokenBucket, giveToken, takeTokens, tokenWaitMs } from './token-bucket.ts'

const RATE = { burst: 3, perSecond: 2 }

test('a full bucket allows its burst at once, then one token each half second', () => {
  const bucket = createTokenBucket(RATE, 0)
  expect([1, 2, 3, 4].map(() => takeTokens(bucket, RATE, 1, 0))).toEqual([true, true, true, false])
  expect(tokenWaitMs(bucket, RATE, 1, 0)).toBe(500)
  expect(takeTokens(bucket, RATE, 1, 499)).toBe(false)
  expect(takeTokens(bucket, RATE, 1, 500)).toBe(true)
})

test('a returned token can be taken again, and a full bucket stays full', () => {
  const bucket = createTokenBucket(RATE, 0)
  giveToken(bucket, RATE, 0)
  expect(takeTokens(bucket, RATE, 3, 0)).toBe(true)
  giveToken(bucket, RATE, 0)
  expect([1, 2].map(() => takeTokens(bucket, RATE, 1, 0))).toEqual([true, false])
})

test('a clock that goes back neither adds nor removes tokens', () => {
  const bucket = createTokenBucket(RATE, 10_000)
  takeTokens(bucket, RATE, 3, 10_000)
  expect(takeTokens(bucket, RATE, 1, 0)).toBe(false)
  expect(takeTokens(bucket, RATE, 1, 500)).toBe(true)
})

test('over any time, no more tokens are taken than burst and rate allow', () => {
  const seed = Date.now()
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 100 }), (waits) => {
      const bucket = createTokenBucket(RATE, 0)
      let now = 0
      let taken = 0
      for (const wait of waits) {
        now += wait
        if (takeTokens(bucket, RATE, 1, now)) taken += 1
      }
      expect(taken).toBeLessThanOrEqual(RATE.burst + (now / 1_000) * RATE.perSecond)
    }),
    { seed },
  )
})
