import { expect, test } from 'bun:test'
import { isEmojiOnly } from './emoji-only.ts'

test('one to three emoji and nothing else', () => {
  for (const text of ['😀', '❤️❤️❤️', ' 👨‍👩‍👧‍👦 ', '🇭🇺', '👍🏽👍🏿', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '❤️‍🔥'])
    expect(isEmojiOnly(text), text).toBe(true)
  for (const text of ['', '12', 'ok 👍', '😀😀😀😀', '#', 'A', '❤️!', 'é'.repeat(100), '©', '™'])
    expect(isEmojiOnly(text), text).toBe(false)
})
