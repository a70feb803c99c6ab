/** A slow link gets more time to answer, a fast one the usual time, and none without limit. */
import { expect, test } from 'bun:test'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createRttTimeout, PATIENCE_MAX_MS } from './rtt-timeout.ts'

test('the timeout follows the last round trip, within bounds', () => {
  const clock = createFakeClock()
  const trip = createRttTimeout(clock)
  expect(trip.patience(1_500)).toBe(1_500)
  const answerAfter = (ms: number): void => {
    trip.asked()
    clock.advance(ms)
    trip.answered()
  }
  answerAfter(40)
  expect(trip.patience(1_500)).toBe(1_500)
  answerAfter(1_600)
  expect(trip.patience(1_500)).toBe(6_400)
  // An answer without a question is ignored.
  clock.advance(60_000)
  trip.answered()
  expect(trip.patience(1_500)).toBe(6_400)
  // A page suspended between question and answer measures a huge round trip; the bound still holds.
  answerAfter(600_000)
  expect(trip.patience(1_500)).toBe(PATIENCE_MAX_MS)
  answerAfter(40)
  expect(trip.patience(1_500)).toBe(1_500)
})
