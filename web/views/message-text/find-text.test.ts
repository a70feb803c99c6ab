/** What somebody types finds what somebody else wrote, and the place that is shown is the one that was found. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { findInText, foldText } from './find-text.ts'

const found = (text: string, typed: string): readonly string[] =>
  findInText(text, foldText(typed)).map(([start, end]) => text.slice(start, end))

test('case, accents and the way letters are encoded make no difference', () => {
  expect(found('Das CAFÉ am Ring', 'cafe')).toEqual(['CAFÉ'])
  expect(found('Das cafe\u0301 am Ring', 'Café')).toEqual(['cafe\u0301'])
  expect(found('ŐRÜLT őrült', 'orult')).toEqual(['ŐRÜLT', 'őrült'])
  expect(found('in der Straße', 'STRASSE')).toEqual(['Straße'])
  expect(found('ΟΔΥΣΣΕΥΣ', 'οδυσσευς')).toEqual(['ΟΔΥΣΣΕΥΣ'])
  expect(found('أهلاً وسهلا', 'اهلا')).toEqual(['أهلاً'])
  expect(found('ｶﾞｲﾄﾞ', 'ガイド')).toEqual(['ｶﾞｲﾄﾞ'])
  expect(found('İstanbul', 'istanbul')).toEqual(['İstanbul'])
})

test('invisible characters and the kind of space do not hide a word', () => {
  expect(found('ho\u00adtel at\u00a0six\nsharp', 'hotel at six sharp')).toEqual([
    'ho\u00adtel at\u00a0six\nsharp',
  ])
})

test('each place is found once, and a part of a letter is shown as the whole letter', () => {
  expect(found('aaaa', 'aa')).toEqual(['aa', 'aa'])
  expect(found('Maß', 's')).toEqual(['ß', 'ß'])
  expect(found('one two', 'three')).toEqual([])
  expect(found('anything', '\u0301')).toEqual([])
})

test('letter by letter a text folds as it does whole, and every text finds itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      expect([...text].map(foldText).join('')).toBe(foldText(text))
      const wanted = foldText(text)
      if (wanted !== '') expect(found(text, text)).toHaveLength(1)
    }),
  )
})
