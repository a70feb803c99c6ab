/** What counts as one emoji, from a keyboard and from a peer. */
import { expect, test } from 'bun:test'
import * as v from 'valibot'
import { REACTIONS } from './limits.ts'
import { reactionSchema, textToEmoji } from './reaction.ts'

const isReaction = (text: string): boolean => v.is(reactionSchema, text)

test('one emoji of any kind is a reaction: flags, keys, skin tones, families', () => {
  const good = [
    '🎉',
    '❤️',
    '👍🏽',
    '🇭🇺',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '5️⃣',
    '👩🏻‍❤️‍💋‍👨🏿',
    '👨‍👩‍👧‍👦',
    '🏳️‍🌈',
    '🧑‍💻',
    '☺️',
    '🫩',
    '🏃🏽‍♀️‍➡️',
  ]
  for (const emoji of [...good, ...REACTIONS]) expect([emoji, isReaction(emoji)]).toEqual([emoji, true])
  for (const emoji of good) expect(textToEmoji(` ${emoji} `) as string | null).toBe(emoji)
})

test('an emoji that only a later Unicode has is taken as the newer browser sends it', () => {
  // Set aside for pictures, and not assigned in Unicode 17.
  const later = '\u{1FAFF}'
  expect(/\p{Cn}/u.test(later)).toBe(true)
  expect(isReaction(later)).toBe(true)
  expect(textToEmoji(later) as string | null).toBe(later)
})

test('anything else is refused: words, several emoji, control marks, lone parts, endless joins', () => {
  const bad = [
    ...[
      '',
      ' ',
      'a',
      'ok',
      'hearts',
      '🎉🎉',
      '🎉 ',
      '🎉a',
      '❤',
      '5',
      '#',
      '©',
      '🇭',
      '🇭🇺🇭',
      '\u200D',
      '\uFE0F',
      '🏽',
    ],
    ...[
      '\u202E',
      '🎉\u202E',
      '👍\u0301',
      '🎉\u200D',
      '\u200D🎉',
      '🎉\n',
      '<b>',
      '🏴\u{E0067}',
      'e\u0301',
      '\u{E0001}',
    ],
    '🎉\u200D'.repeat(4) + '🎉',
    '\u200D'.repeat(340),
    '👩‍'.repeat(150) + '👩',
    '😀' + '\uFE0F'.repeat(300),
  ]
  for (const text of bad) expect([text, isReaction(text)]).toEqual([text, false])
  for (const odd of [null, 1, {}, ['🎉']]) expect(v.is(reactionSchema, odd)).toBe(false)
})

test('a keyboard’s heart without its colour mark counts as the emoji', () => {
  expect(textToEmoji('❤') as string | null).toBe('❤️')
  expect(textToEmoji('❤❤')).toBeNull()
  expect(textToEmoji('great')).toBeNull()
})
