/** A slow link gets more time to answer, a quick one no more than before, and none without end. */
import { expect, test } from 'bun:test'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createRttTimeout, PATIENCE_MAX_MS } from './rtt-timeout.ts'

test('patience follows the last answer, within bounds', () => {
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
  // An answer to nothing says nothing.
  clock.advance(60_000)
  trip.answered()
  expect(trip.patience(1_500)).toBe(6_400)
  // A page that slept between question and answer waits no longer than this.
  answerAfter(600_000)
  expect(trip.patience(1_500)).toBe(PATIENCE_MAX_MS)
  answerAfter(40)
  expect(trip.patience(1_500)).toBe(1_500)
})
