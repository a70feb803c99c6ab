/** A location on the wire: whole numbers within the earth, and anything else is a message that cannot be shown. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { MessageId } from './ids.ts'
import { LOCATION_METRES_MAX } from './location.ts'
import { CAPABILITIES, decodePeerMessage, encodePeerMessage, type StreamId } from './message.ts'

const id = 'abcdefgh-1' as MessageId
const place = { s: 'A'.repeat(22) as StreamId, n: 1, c: 'B'.repeat(22) }
const message = { t: 'location' as const, id, at: 1, lat: 4_749_800, lon: 1_904_100, within: 1_000, ...place }
const decode = (value: object) => decodePeerMessage(new TextEncoder().encode(JSON.stringify(value)))

test('any place on earth is decoded unchanged, with and without the message that it answers', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -9_000_000, max: 9_000_000 }),
      fc.integer({ min: -18_000_000, max: 18_000_000 }),
      fc.integer({ min: 1, max: LOCATION_METRES_MAX }),
      (lat, lon, within) => {
        for (const more of [{}, { re: { by: 'you' as const, id } }]) {
          const made = { ...message, lat, lon, within, ...more }
          expect(decodePeerMessage(encodePeerMessage(made))).toEqual({ ok: true, value: made })
        }
      },
    ),
  )
})

test('what is no place takes its number and is not shown as one', () => {
  const bad = [
    { lat: 9_000_001 },
    { lon: -18_000_001 },
    { lat: 47.498 },
    { lat: '4749800' },
    { lat: null },
    { within: 0 },
    { within: LOCATION_METRES_MAX + 1 },
    { within: undefined },
  ]
  for (const part of bad)
    expect(decode({ ...message, ...part })).toEqual({ ok: true, value: { t: 'unknown', id, ...place } })
})

test('what else comes with a place is dropped unread', () => {
  expect(decode({ ...message, altitude: 12, text: 'home' })).toEqual({ ok: true, value: message })
})

test('the app says that it knows locations', () => {
  expect(CAPABILITIES.kinds).toContain('location')
})
