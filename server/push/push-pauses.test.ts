/** A 429 pauses the phone that got it; only when a push service refuses several phones in a row does it pause as a whole. */
import { expect, test } from 'bun:test'
import { SERVICE_PAUSES_AFTER } from '../core/limits.ts'
import { createPushPauses } from './push-pauses.ts'

test('four refused phones pause nobody else, the fifth pauses the service for the shortest time asked', () => {
  const pauses = createPushPauses()
  for (let n = 1; n < SERVICE_PAUSES_AFTER; n += 1) pauses.refused('apple', `phone ${n}`, n * 60_000, 0)
  expect([pauses.waitMs('apple', 'phone 4', 0), pauses.waitMs('apple', 'other', 0)]).toEqual([240_000, 0])
  pauses.refused('apple', 'phone 5', 3_600_000, 0)
  expect(pauses.waitMs('apple', 'other', 10_000)).toBe(50_000)
  expect([pauses.waitMs('google', 'other', 0), pauses.waitMs('apple', 'other', 60_000)]).toEqual([0, 0])
  expect(pauses.waitMs('apple', 'phone 5', 60_000)).toBe(3_540_000)
})

test('one phone that is refused again and again pauses itself alone, and a push that was taken begins the count anew', () => {
  const pauses = createPushPauses()
  for (let n = 0; n < 20; n += 1) pauses.refused('apple', 'one', 60_000, n)
  expect(pauses.waitMs('apple', 'other', 20)).toBe(0)
  for (let n = 0; n < 20; n += 1) {
    pauses.refused('apple', `phone ${n}`, 60_000, 20)
    pauses.took('apple')
  }
  expect(pauses.waitMs('apple', 'other', 20)).toBe(0)
})

test('the memory is bounded: the pause that began first is forgotten', () => {
  const pauses = createPushPauses(2)
  for (const phone of ['one', 'two', 'three']) pauses.refused('apple', phone, 60_000, 0)
  expect(['one', 'two', 'three'].map((phone) => pauses.waitMs('apple', phone, 0))).toEqual([
    0, 60_000, 60_000,
  ])
})
