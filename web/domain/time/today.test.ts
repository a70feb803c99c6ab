/** A screen that stays open over midnight, and one that slept over it. */
import { expect, test } from 'bun:test'
import { effect } from '@preact/signals'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createFakePage } from '../../platform/page/page.fake.ts'
import { createToday } from './today.ts'

const HOUR_MS = 3_600_000
const EVENING = new Date(2026, 10, 27, 23, 30, 20).getTime()
const TODAY = new Date(2026, 10, 27).getTime()
const TOMORROW = new Date(2026, 10, 28).getTime()

function start() {
  const clock = createFakeClock(EVENING)
  const page = createFakePage('https://chat.example')
  const today = createToday(clock, page)
  const days: number[] = []
  effect(() => void days.push(today.value))
  return { clock, page, days }
}

test('the day changes at midnight by itself, and whoever shows it is told that once', () => {
  const { clock, days } = start()
  clock.advance(HOUR_MS / 2 - 21_000)
  expect(days).toEqual([TODAY])
  clock.advance(1_000)
  expect(days).toEqual([TODAY, TOMORROW])
  clock.advance(HOUR_MS)
  expect(days).toEqual([TODAY, TOMORROW])
})

test('a page that slept over midnight, or whose clock was set, knows the day when it is looked at', () => {
  const { clock, page, days } = start()
  clock.jump(HOUR_MS)
  page.edge('visible')
  expect(days).toEqual([TODAY, TOMORROW])
  clock.jump(-HOUR_MS)
  page.edge('clock_jump')
  expect(days).toEqual([TODAY, TOMORROW, TODAY])
})

test('however often the page comes back, one timer waits', () => {
  const { clock, page } = start()
  for (const edge of ['visible', 'focus', 'touch'] as const) page.edge(edge)
  expect(clock.pending()).toBe(1)
})
