/** Rounds a position as a person chose, on this phone and before anything is written: what was not sent cannot be found out later. */
import {
  LOCATION_DEGREE_PARTS,
  LOCATION_METRES_MAX,
  type SharedLocation,
} from '../../../protocol/location.ts'
import type { Position } from '../../platform/device/position.ts'

export type Exactness = 'exact' | 'km1' | 'km10'

/** Metres of one degree of latitude; the earth is not a sphere, and this is the most of it (at the poles). */
const DEGREE_METRES = 111_700

interface Grid {
  /** Rows of one degree of latitude: each is about as high as the choice says. */
  readonly rows: number
  /** Parts of a degree that the middle of a cell is rounded to, so that few digits say it. */
  readonly step: number
  /** Metres that are said at least. */
  readonly within: number
}
const GRIDS: Readonly<Record<Exclude<Exactness, 'exact'>, Grid>> = {
  km1: { rows: 100, step: 100, within: 1_000 },
  km10: { rows: 10, step: 1_000, within: 10_000 },
}

/** Rounded up to two digits: the accuracy of a device is nobody's business. */
function roundedUp(metres: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(metres)) - 1)
  return Math.ceil(metres / unit) * unit
}

const toParts = (degrees: number, step: number): number =>
  // Never -0, which JSON does not know.
  Math.round((degrees * LOCATION_DEGREE_PARTS) / step) * step + 0

/**
 * The middle of the cell of a fixed grid. No random noise: the middle of many noisy ones would be the true place. Near the poles a
 * degree of longitude is short, so each row has as many cells as keep them at least as wide as they are high.
 */
function toGrid({ lat, lon, accuracy }: Position, { rows, step, within }: Grid): SharedLocation {
  const row = Math.min(Math.floor(lat * rows), 90 * rows - 1)
  const nearEquator = Math.min(Math.abs(row), Math.abs(row + 1)) / rows
  const circle = Math.cos((nearEquator * Math.PI) / 180)
  const cells = Math.max(1, Math.floor(360 * rows * circle))
  const cell = Math.min(Math.floor(((lon + 180) / 360) * cells), cells - 1)
  // From the middle to a corner, and what rounding the middle adds.
  const high = DEGREE_METRES * (1 / (2 * rows) + step / (2 * LOCATION_DEGREE_PARTS))
  const wide = DEGREE_METRES * circle * (180 / cells + step / (2 * LOCATION_DEGREE_PARTS))
  return {
    lat: toParts((row + 0.5) / rows, step),
    lon: toParts(((cell + 0.5) / cells) * 360 - 180, step),
    within: Math.max(within, roundedUp(Math.hypot(high, wide) + accuracy)),
  }
}

/** To a metre. What its digits move it by counts to the bound, as the accuracy does. */
function toDigits({ lat, lon, accuracy }: Position): SharedLocation {
  const [north, east] = [toParts(lat, 1), toParts(lon, 1)]
  const high = DEGREE_METRES * (north / LOCATION_DEGREE_PARTS - lat)
  const wide = DEGREE_METRES * (east / LOCATION_DEGREE_PARTS - lon) * Math.cos((lat * Math.PI) / 180)
  return { lat: north, lon: east, within: Math.max(1, Math.ceil(Math.hypot(high, wide) + accuracy)) }
}

/** Null when the device knows the place less exactly than is worth saying (LOCATION_METRES_MAX). */
export function roundLocation(position: Position, exactness: Exactness): SharedLocation | null {
  const rounded = exactness === 'exact' ? toDigits(position) : toGrid(position, GRIDS[exactness])
  return rounded.within > LOCATION_METRES_MAX ? null : rounded
}
