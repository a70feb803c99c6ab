/** Finding out where the device is while the person chooses: each kind of question once, and no answer for another choice. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createFakePositions } from '../../platform/device/position.fake.ts'
import { createLocator } from './locator.ts'

const rough = ok({ lat: 47.5, lon: 19, accuracy: 30 })
const fine = ok({ lat: 47.497_91, lon: 19.040_24, accuracy: 5 })

function locating() {
  const positions = createFakePositions()
  const clock = createFakeClock()
  const locator = createLocator(positions, clock)
  return { ...positions, clock, locator, kind: () => locator.now.value.kind }
}

test('a rounded place needs no satellites, and ten kilometres need no second question', async () => {
  const { locator, asked, answer } = locating()
  locator.want('km1')
  await answer(0, rough)
  expect(locator.now.value).toMatchObject({ kind: 'found', location: { within: 1_000 } })
  locator.want('km10')
  expect(locator.now.value).toMatchObject({ kind: 'found', location: { within: 10_000 } })
  expect(asked).toEqual([false])
})

test('for an exact place the device is asked anew, and nothing can be sent until it answered', async () => {
  const { locator, asked, answer, kind } = locating()
  locator.want('km1')
  await answer(0, rough)
  locator.want('exact')
  expect(kind()).toBe('asking')
  await answer(1, fine)
  expect(locator.now.value).toMatchObject({ kind: 'found', location: { lat: 4_749_791, within: 5 } })
  expect(asked).toEqual([false, true])
})

test('an exact answer that comes after the person chose less is not shown', async () => {
  const { locator, answer } = locating()
  locator.want('exact')
  locator.want('km10')
  await answer(0, fine)
  expect(locator.now.value).toEqual({ kind: 'asking' })
  await answer(1, rough)
  expect(locator.now.value).toMatchObject({ kind: 'found', location: { within: 10_000 } })
})

test('a failure is said, and the next try asks again', async () => {
  const { locator, asked, answer, kind } = locating()
  locator.want('km1')
  await answer(0, err('denied'))
  expect(locator.now.value).toEqual({ kind: 'failed', why: 'denied' })
  expect(asked).toHaveLength(1)
  locator.want('km1')
  expect(kind()).toBe('asking')
  await answer(1, rough)
  expect(kind()).toBe('found')
})

test('a place that is hardly known cannot be sent, and may be known better at the next try', async () => {
  const { locator, asked, answer } = locating()
  locator.want('km1')
  await answer(0, ok({ lat: 47.5, lon: 19, accuracy: 400_000 }))
  expect(locator.now.value).toEqual({ kind: 'failed', why: 'vague' })
  locator.want('km1')
  expect(asked).toHaveLength(2)
})

test('a place found a minute ago is not sent as where somebody is; it is asked for anew, once the person wants it', async () => {
  const { locator, asked, answer, clock, kind } = locating()
  locator.want('km1')
  await answer(0, rough)
  clock.advance(59_999)
  locator.want('km10')
  expect(kind()).toBe('found')
  clock.advance(1)
  expect(locator.now.value).toEqual({ kind: 'failed', why: 'stale' })
  expect(asked).toHaveLength(1)
  locator.want('km10')
  await answer(1, rough)
  expect(kind()).toBe('found')
  locator.stop()
  clock.advance(600_000)
  expect(kind()).toBe('found')
})

test('a phone that slept in between does not send where it was before, though no timer has run', async () => {
  for (const sleeps of ['jump', 'sleep'] as const) {
    const { locator, asked, answer, clock } = locating()
    locator.want('km1')
    await answer(0, rough)
    clock[sleeps](60_000)
    expect(locator.take()).toBeNull()
    expect(locator.now.value).toEqual({ kind: 'failed', why: 'stale' })
    locator.want('km1')
    await answer(1, rough)
    clock[sleeps](60_000)
    locator.want('km10')
    expect(locator.now.value).toEqual({ kind: 'asking' })
    expect(asked).toHaveLength(3)
    await answer(2, rough)
    locator.want('exact')
    clock[sleeps](60_000)
    await answer(3, fine)
    expect(locator.take()).toMatchObject({ within: 5 })
  }
})

test('Send that is pressed twice sends once; what could not be sent can be sent again, while it is fresh', async () => {
  const { locator, answer, clock, kind } = locating()
  expect(locator.take()).toBeNull()
  locator.want('km1')
  await answer(0, rough)
  const sent = locator.take()
  expect(sent).toMatchObject({ within: 1_000 })
  expect(locator.take()).toBeNull()
  locator.putBack()
  expect(locator.take()).toEqual(sent)
  clock.advance(60_000)
  // It is on its way, and nothing else has to be said of it.
  expect(kind()).toBe('taken')
  locator.putBack()
  expect(locator.now.value).toEqual({ kind: 'failed', why: 'stale' })
})

test('an answer that comes after the sheet was closed is not kept', async () => {
  const { locator, answer, clock, kind } = locating()
  locator.want('km1')
  locator.stop()
  await answer(0, rough)
  expect([kind(), clock.pending()]).toEqual(['asking', 0])
})
