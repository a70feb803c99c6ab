/** Asking the browser where the device is: each way to fail has its name, and nothing that is no place comes out. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import { createBrowserPositions } from './position.ts'

type Geolocation = Navigator['geolocation']
const browser = (getCurrentPosition?: Geolocation['getCurrentPosition'], isSecureContext = true) =>
  createBrowserPositions({
    isSecureContext,
    navigator: { geolocation: (getCurrentPosition && { getCurrentPosition }) as Geolocation },
  })
const at = (latitude: number, longitude: number, accuracy: number) =>
  browser((found) => found({ coords: { latitude, longitude, accuracy } } as GeolocationPosition))

test('the place comes with its accuracy', async () => {
  expect(await at(47.5, -19, 12).ask(true)).toEqual(ok({ lat: 47.5, lon: -19, accuracy: 12 }))
})

test('only an exact question uses the satellites, none waits for ever or takes an old answer', async () => {
  const options: (PositionOptions | undefined)[] = []
  const asked = browser((_, failed, given) => {
    options.push(given)
    failed?.({ code: 3 } as GeolocationPositionError)
  })
  for (const exact of [true, false]) await asked.ask(exact)
  expect(options.map((one) => one?.enableHighAccuracy)).toEqual([true, false])
  for (const one of options) expect(one).toMatchObject({ timeout: 10_000, maximumAge: 0 })
})

test('each failure has its own name', async () => {
  const failing = (code: number) => browser((_, failed) => failed?.({ code } as GeolocationPositionError))
  const answers = await Promise.all([1, 2, 3, 9].map((code) => failing(code).ask(false)))
  expect(answers).toEqual([err('denied'), err('unavailable'), err('timeout'), err('unavailable')])
  expect(await browser().ask(false)).toEqual(err('missing'))
  let asked = false
  const insecure = browser(() => {
    asked = true
  }, false)
  expect(await insecure.ask(false)).toEqual(err('insecure'))
  expect(asked).toBe(false)
})

test('what is no place on earth is none', async () => {
  for (const bad of [
    at(Number.NaN, 0, 1),
    at(91, 0, 1),
    at(0, 181, 1),
    at(0, 0, Number.POSITIVE_INFINITY),
    at(0, 0, -1),
  ])
    expect(await bad.ask(false)).toEqual(err('unavailable'))
})
