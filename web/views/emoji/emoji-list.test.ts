/** The list of the picker: every emoji in it can be sent, and is found by its words. */
import { expect, test } from 'bun:test'
import { textToEmoji } from '../../../protocol/reaction.ts'
import { EMOJI, findEmoji } from './emoji-list.ts'

test('every emoji of the picker can be sent', () => {
  for (const { emoji, words } of Object.values(EMOJI).flat())
    expect([emoji, textToEmoji(emoji) as string | null, words.length > 1]).toEqual([emoji, emoji, true])
})

test('no emoji stands in the list twice', () => {
  const all = Object.values(EMOJI).flatMap((group) => group.map(({ emoji }) => emoji))
  expect(all.filter((emoji, at) => all.indexOf(emoji) !== at)).toEqual([])
})

test('an emoji is found by the beginnings of its words', () => {
  const found = (typed: string): readonly string[] => findEmoji(typed).map(({ emoji }) => emoji)
  expect(found('thumbs up')).toEqual(['👍'])
  expect(found('PART')).toContain('🎉')
  expect(found('🎉')).toEqual(['🎉'])
  expect(found('nothing like it')).toEqual([])
})
