/** The numbers of a location as people and map apps write them: decimal degrees, north and east positive, in every language alike. */
import { LOCATION_DEGREE_PARTS, type SharedLocation } from '../../../protocol/location.ts'

/** `4749800` as `47.498`; two decimals at least. */
const degrees = (parts: number): string => (parts / LOCATION_DEGREE_PARTS).toFixed(5).replace(/0{1,3}$/, '')

/** `47.498, 19.041`: latitude, then longitude. */
export const coordinatesOf = ({ lat, lon }: SharedLocation): string => `${degrees(lat)}, ${degrees(lon)}`

/** Where no language is known, a pin says what the numbers are. */
export const locationText = (location: SharedLocation): string => `📍 ${coordinatesOf(location)}`
