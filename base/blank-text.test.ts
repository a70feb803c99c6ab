import { expect, test } from 'bun:test'
import { isBlank } from './blank-text.ts'

test('a text of only spaces and invisible characters is blank', () => {
  for (const text of [
    '',
    ' \n\t',
    '\u200b',
    '\u3164',
    '\u115f\u1160',
    '\uffa0',
    '\u2800',
    '\u2060\ufeff',
    '\u00ad',
    '\ufe0f',
    '\u034f',
    '\u{e0020}',
    '\u3000',
    '\u0000',
  ])
    expect([text, isBlank(text)]).toEqual([text, true])
  for (const text of ['a', '.', '👍', '❤️', '\u200bx', 'ㅤㅎ', '\u0301a', '👩‍👩‍👧', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])
    expect([text, isBlank(text)]).toEqual([text, false])
})
