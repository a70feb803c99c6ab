/** Clock formats depend on language and region, not on the language alone. */
import { expect, test } from 'bun:test'
import { regionalTag } from './regional-tag.ts'

/** 16:40 on 27 November 2026, here. */
const AT = new Date(2026, 10, 27, 16, 40).getTime()
const timeIn = (tag: string, system: readonly string[]): string =>
  new Intl.DateTimeFormat(regionalTag(tag, system), { timeStyle: 'short' }).format(AT).replace(/\s/g, ' ')

test('a 12-hour clock in regions that use it, a 24-hour clock elsewhere', () => {
  expect(timeIn('en', ['en-US'])).toBe('4:40 PM')
  expect(timeIn('en', ['en-GB'])).toBe('16:40')
  expect(timeIn('en', ['de-DE', 'en-US'])).toBe('4:40 PM')
  expect(timeIn('en', ['de-DE'])).toBe('16:40')
  expect(timeIn('de', ['de-AT'])).toBe('16:40')
  expect(timeIn('ja', ['ja-JP'])).toBe('16:40')
  expect(timeIn('ar-u-nu-latn', ['ar-EG'])).toBe('4:40 م')
})

test('a system without a region, or with an invalid one, changes nothing', () => {
  expect(regionalTag('hu', ['hu', 'x'])).toBe('hu')
  expect(regionalTag('hu', ['hu_HU', ''])).toBe('hu')
  expect(regionalTag('ar-u-nu-latn', [])).toBe('ar-u-nu-latn')
})
