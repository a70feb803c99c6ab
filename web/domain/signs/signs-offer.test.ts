/** The offer of typing and read marks comes once, and only where it makes sense. */
import { expect, test } from 'bun:test'
import { offersSigns } from './signs-offer.ts'

const START = { on: false, asked: false, peerShows: false, held: false, closed: false, own: 0, theirs: 0 }

test('it comes with the tenth message of a talk between two', () => {
  expect(offersSigns({ ...START, own: 8, theirs: 1 })).toBe(false)
  expect(offersSigns({ ...START, own: 9, theirs: 1 })).toBe(true)
  expect(offersSigns({ ...START, own: 40 })).toBe(false)
})

test('it comes at once where the other person shows theirs', () => {
  expect(offersSigns({ ...START, peerShows: true })).toBe(true)
})

test('it never comes where they are on, after an answer, in a closed session or before an unproven peer', () => {
  const used = { ...START, peerShows: true, theirs: 20 }
  for (const why of ['on', 'asked', 'held', 'closed'] as const)
    expect(offersSigns({ ...used, [why]: true })).toBe(false)
})
