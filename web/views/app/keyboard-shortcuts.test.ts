/** The arrow keys move within the list of sessions. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { rowAfter } from './keyboard-shortcuts.ts'

test('an arrow moves by one and stops at the ends', () => {
  expect(rowAfter('ArrowDown', 0, 3, -1)).toBe(1)
  expect(rowAfter('ArrowDown', 2, 3, -1)).toBe(2)
  expect(rowAfter('ArrowUp', 0, 3, -1)).toBe(0)
  expect(rowAfter('End', 0, 3, -1)).toBe(2)
  expect(rowAfter('a', 1, 3, -1)).toBeNull()
})

test('from outside the list an arrow goes to the open row, else to the first', () => {
  expect(rowAfter('ArrowDown', -1, 3, 1)).toBe(1)
  expect(rowAfter('ArrowUp', -1, 3, -1)).toBe(0)
  expect(rowAfter('Home', -1, 3, 1)).toBeNull()
})

test('from any position an arrow leads to a row of the list, or nowhere', () => {
  const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'Home', 'End', 'x')
  const lists = fc
    .nat(20)
    .chain((count) =>
      fc.tuple(
        key,
        fc.integer({ min: -1, max: count - 1 }),
        fc.constant(count),
        fc.integer({ min: -1, max: count - 1 }),
      ),
    )
  fc.assert(
    fc.property(lists, ([pressed, at, count, open]) => {
      const next = rowAfter(pressed, at, count, open)
      return next === null || (next >= 0 && next < count)
    }),
  )
})
