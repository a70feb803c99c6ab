/** The place of a menu that must not cover its element. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { besideOf } from './menu-place.ts'

const SCREEN = { width: 1280, height: 800 }
const SIZE = { width: 252, height: 300 }

test('a menu that would cover nothing opens at the pointer', () => {
  const beside = { left: 100, right: 300, top: 700, bottom: 740 }
  expect(besideOf({ left: 400, top: 200 }, SIZE, beside, SCREEN)).toEqual({ left: 400, top: 200 })
})

test('for any message and press, the menu is inside the screen and does not overlap the message', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 340, max: 900 }),
      fc.integer({ min: 60, max: 700 }),
      fc.integer({ min: 44, max: 480 }),
      fc.integer({ min: 30, max: 640 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (left, top, width, height, x, y) => {
        const beside = { left, right: left + width, top, bottom: top + height }
        const wanted = {
          left: Math.min(left + x * width, SCREEN.width - SIZE.width - 12),
          top: Math.max(12, Math.min(top + y * height, SCREEN.height - SIZE.height - 12)),
        }
        const at = besideOf(wanted, SIZE, beside, SCREEN)
        const meets =
          at.left < beside.right &&
          at.left + SIZE.width > beside.left &&
          at.top < beside.bottom &&
          at.top + SIZE.height > beside.top
        expect(meets).toBe(false)
        expect(at.top).toBeGreaterThanOrEqual(12)
        expect(at.top + SIZE.height).toBeLessThanOrEqual(SCREEN.height - 12)
        expect(at.left).toBeGreaterThanOrEqual(0)
        expect(at.left + SIZE.width).toBeLessThanOrEqual(SCREEN.width)
      },
    ),
  )
})

test('where no side has room it stays where it was wanted', () => {
  const beside = { left: 20, right: 620, top: 20, bottom: 620 }
  const wanted = { left: 40, top: 40 }
  expect(besideOf(wanted, SIZE, beside, { width: 640, height: 640 })).toEqual(wanted)
})
