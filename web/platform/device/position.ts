/** Where this device is, asked once and never watched; the browser asks the person. */
import { err, ok, type Result } from '../../../base/result.ts'
import type { Clock } from '../clock.ts'

export interface Position {
  /** Degrees, WGS 84. */
  readonly lat: number
  readonly lon: number
  /** Metres, with 95 % confidence. */
  readonly accuracy: number
}

/**
 * `denied`: the person or the system did not allow it. `unavailable`: the device cannot tell. `timeout`: not within ten seconds.
 * `insecure`: the page came without TLS. `missing`: this browser cannot be asked.
 */
export type PositionFailure = 'denied' | 'unavailable' | 'timeout' | 'insecure' | 'missing'

export interface Positions {
  /** `exact`: with the satellites, which takes longer and more power. May stay unanswered as long as the browser's question is open. */
  readonly ask: (exact: boolean) => Promise<Result<Position, PositionFailure>>
}

/** A phone without a view of the sky needs some seconds; whoever waits longer tries again elsewhere. */
const TIMEOUT_MS = 10_000

/** As the system clock, which the first load would have to share. */
export const clockInBrowser: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** The codes of GeolocationPositionError (W3C Geolocation, "code" attribute). */
const FAILURES: Readonly<Record<number, PositionFailure>> = { 1: 'denied', 2: 'unavailable', 3: 'timeout' }

const isPosition = ({ lat, lon, accuracy }: Position): boolean =>
  Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && accuracy >= 0 && Number.isFinite(accuracy)

/** `here`: the browser's own objects, replaced in tests. */
export function createBrowserPositions(
  here: { readonly isSecureContext: boolean; readonly navigator: Pick<Navigator, 'geolocation'> } = window,
): Positions {
  return {
    async ask(exact) {
      // Without TLS browsers say "denied", and nobody denied anything.
      if (!here.isSecureContext) return err('insecure')
      const { geolocation } = here.navigator
      if (!geolocation) return err('missing')
      return new Promise((resolve) =>
        geolocation.getCurrentPosition(
          ({ coords }) => {
            const position = { lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy }
            resolve(isPosition(position) ? ok(position) : err('unavailable'))
          },
          ({ code }) => resolve(err(FAILURES[code] ?? 'unavailable')),
          { enableHighAccuracy: exact, timeout: TIMEOUT_MS, maximumAge: 0 },
        ),
      )
    },
  }
}
