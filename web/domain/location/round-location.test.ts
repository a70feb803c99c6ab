/** Rounding: what is sent is never nearer to the truth than was chosen, and says truly how far from it it may be. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { LOCATION_DEGREE_PARTS, locationSchema, type SharedLocation } from '../../../protocol/location.ts'
import type { Position } from '../../platform/device/position.ts'
import { type Exactness, roundLocation } from './round-location.ts'

const RADIUS_M = 6_371_009
/** What the haversine of two points that are next to each other is wrong by. */
const ARITHMETIC_M = 0.001
const radians = (degrees: number): number => (degrees * Math.PI) / 180
/** Metres along the sphere (haversine). */
function distance(one: Position, other: SharedLocation): number {
  const [lat, lon] = [other.lat / LOCATION_DEGREE_PARTS, other.lon / LOCATION_DEGREE_PARTS]
  const half = (angle: number): number => Math.sin(radians(angle) / 2) ** 2
  const part = half(lat - one.lat) + Math.cos(radians(one.lat)) * Math.cos(radians(lat)) * half(lon - one.lon)
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(part)))
}
const positions = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  accuracy: fc.double({ min: 0, max: 5_000, noNaN: true }),
})
const budapest: Position = { lat: 47.497_912, lon: 19.040_235, accuracy: 12.4 }
const round = (position: Position, exactness: Exactness): SharedLocation => {
  const rounded = roundLocation(position, exactness)
  if (!rounded) throw new Error('too vague')
  return rounded
}

test('exactly, a place keeps a metre and its accuracy', () => {
  expect(round(budapest, 'exact')).toEqual({ lat: 4_749_791, lon: 1_904_024, within: 13 })
})

test('rounded, few digits are left and nothing of how well this device knows it', () => {
  const one = round(budapest, 'km1')
  const ten = round(budapest, 'km10')
  expect(one).toEqual({ lat: 4_749_500, lon: 1_904_700, within: 1_000 })
  expect(ten.within).toBe(10_000)
  expect([one.lat % 100, one.lon % 100, ten.lat % 1_000, ten.lon % 1_000]).toEqual([0, 0, 0, 0])
  expect(round({ ...budapest, accuracy: 40 }, 'km1')).toEqual(one)
  const wrong = [180, 190, 200].map((accuracy) => round({ ...budapest, accuracy }, 'km1').within)
  expect(wrong).toEqual([1_100, 1_100, 1_100])
})

test('the true place is within the distance that is said, anywhere on earth', () => {
  fc.assert(
    fc.property(positions, fc.constantFrom('exact', 'km1', 'km10'), (position, exactness) => {
      const sent = round(position, exactness)
      expect(distance(position, sent) + position.accuracy).toBeLessThanOrEqual(sent.within + ARITHMETIC_M)
      expect(v.is(locationSchema, sent)).toBe(true)
      expect(Object.is(sent.lat, -0) || Object.is(sent.lon, -0)).toBe(false)
    }),
    { numRuns: 3_000 },
  )
})

test('everybody within about a kilometre, or ten, sends the same: a step aside tells nothing', () => {
  fc.assert(
    fc.property(
      positions,
      fc.constantFrom(['km1', 1_000] as const, ['km10', 10_000] as const),
      (at, [how, metres]) => {
        const sent = round(at, how)
        const middle = { lat: sent.lat / LOCATION_DEGREE_PARTS, lon: sent.lon / LOCATION_DEGREE_PARTS }
        fc.pre(Math.abs(middle.lat) < 89)
        // Not quite to the edge of its cell, which the digits of the middle move a little.
        const aside = (0.43 * metres) / 111_320
        for (const [north, east] of [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
        ] as const) {
          const near = {
            lat: middle.lat + north * aside,
            lon: middle.lon + (east * aside) / Math.cos(radians(middle.lat)),
            accuracy: at.accuracy,
          }
          if (Math.abs(near.lon) > 180) continue
          expect(round(near, how)).toEqual(sent)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a place that is hardly known is not sent', () => {
  expect(roundLocation({ ...budapest, accuracy: 150_000 }, 'exact')).toBeNull()
  expect(roundLocation({ ...budapest, accuracy: 150_000 }, 'km10')).toBeNull()
})
