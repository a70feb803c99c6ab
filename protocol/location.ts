/** Where somebody is, as a message says it: whole numbers, so that every implementation writes the same digits into the chain. */
import * as v from 'valibot'

/** A coordinate counts in hundred-thousandths of a degree, 1.1 m: finer than any phone knows where it is. */
export const LOCATION_DEGREE_PARTS = 100_000
/** A place that is known less exactly than this (metres) tells nobody anything. */
export const LOCATION_METRES_MAX = 100_000

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))

/** `lat`, `lon`: WGS 84, in hundred-thousandths of a degree. `within`: the true place is at most so many metres away. */
export const locationEntries = {
  lat: whole(-90 * LOCATION_DEGREE_PARTS, 90 * LOCATION_DEGREE_PARTS),
  lon: whole(-180 * LOCATION_DEGREE_PARTS, 180 * LOCATION_DEGREE_PARTS),
  within: whole(1, LOCATION_METRES_MAX),
}
export const locationSchema = v.object(locationEntries)
export type SharedLocation = v.InferOutput<typeof locationSchema>
