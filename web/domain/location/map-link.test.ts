/** The numbers of a location as text, and the links that open them. */
import { expect, test } from 'bun:test'
import { mapAppOf } from '../../platform/device/map-app.ts'
import { coordinatesOf, locationText } from './location-text.ts'
import { mapLink } from './map-link.ts'

const at = (lat: number, lon: number, within = 1_000) => ({ lat, lon, within })

test('coordinates keep the digits that are sent, and two at least', () => {
  expect(coordinatesOf(at(4_749_791, 1_904_024))).toBe('47.49791, 19.04024')
  expect(coordinatesOf(at(4_749_500, 1_904_100))).toBe('47.495, 19.041')
  expect(coordinatesOf(at(-3_390_000, -7_060_000))).toBe('-33.90, -70.60')
  expect(coordinatesOf(at(0, 18_000_000))).toBe('0.00, 180.00')
  expect(coordinatesOf(at(-5, 5))).toBe('-0.00005, 0.00005')
  expect(locationText(at(100_000, 200_000))).toBe('📍 1.00, 2.00')
})

test('each device opens the map app that it has, at that very point', () => {
  const place = at(4_749_500, 1_904_100)
  expect(mapLink(place, 'apple').href).toBe('https://maps.apple.com/?ll=47.495,19.041&q=47.495,19.041')
  expect(mapLink(place, 'android').href).toBe('geo:47.495,19.041?q=47.495,19.041')
  expect(mapLink(place, 'web').href).toBe(
    'https://www.openstreetmap.org/?mlat=47.495&mlon=19.041#map=13/47.495/19.041',
  )
})

test('the less exactly a place is known, the more of the map is shown', () => {
  const zooms = [999, 1_000, 9_999, 10_000].map((within) => mapLink(at(0, 0, within), 'web').href)
  expect(zooms.map((href) => href.match(/map=(\d+)/)?.[1])).toEqual(['16', '13', '13', '10'])
})

test('the map app is known by what the browser says of itself', () => {
  const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1'
  const chrome = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36'
  expect([safari, chrome, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'].map(mapAppOf)).toEqual([
    'apple',
    'android',
    'web',
  ])
})
