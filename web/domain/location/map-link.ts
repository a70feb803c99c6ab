/** The link that opens a location in a map app of this device, which then learns the place. */
import type { SharedLocation } from '../../../protocol/location.ts'
import { type MapApp, mapAppHere } from '../../platform/device/map-app.ts'
import { coordinatesOf } from './location-text.ts'

export interface MapLink {
  readonly href: string
  readonly app: MapApp
}

/** Zoom of OpenStreetMap: a few streets, a town, a region. */
const zoomOf = (within: number): number => (within < 1_000 ? 16 : within < 10_000 ? 13 : 10)

export function mapLink(location: SharedLocation, app: MapApp = mapAppHere()): MapLink {
  const point = coordinatesOf(location).replace(' ', '')
  const [lat, lon] = point.split(',')
  switch (app) {
    case 'apple':
      return { app, href: `https://maps.apple.com/?ll=${point}&q=${point}` }
    case 'android':
      return { app, href: `geo:${point}?q=${point}` }
    case 'web': {
      const place = `mlat=${lat}&mlon=${lon}#map=${zoomOf(location.within)}/${lat}/${lon}`
      return { app, href: `https://www.openstreetmap.org/?${place}` }
    }
  }
}
