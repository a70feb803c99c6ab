/** Which map app a link can open on this device. */

/** `web`: a page of OpenStreetMap. */
export type MapApp = 'apple' | 'android' | 'web'

export function mapAppOf(userAgent: string): MapApp {
  if (/Android/.test(userAgent)) return 'android'
  return /iPhone|iPad|iPod|Macintosh/.test(userAgent) ? 'apple' : 'web'
}

export const mapAppHere = (): MapApp => mapAppOf(navigator.userAgent)
