/** Reads invite words as people hear, type and mistype them. */
import { expect, test } from 'bun:test'
import { createSeededRandom } from '../../platform/random.ts'
import { WORDS } from './eff-word-list.ts'
import { completeWord, drawWords, readWord, readWords } from './invite-words.ts'

test('the list has 1,296 distinct words, unique by their first three letters', () => {
  expect(new Set(WORDS).size).toBe(1_296)
  expect(new Set(WORDS.map((word) => word.slice(0, 3))).size).toBe(1_296)
})

test('drawn words are two words of the list, and are read back unchanged', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const words = drawWords(createSeededRandom(seed))
    expect(readWords(words)).toBe(words)
    expect(readWords(` ${words.toUpperCase().replace(' ', '  ')} `)).toBe(words)
    expect(readWords(words.replace(' ', '-'))).toBe(words)
  }
})

/** Trying every slip of every word takes longer than bun's default of five seconds on a busy machine. */
const ALL_SLIPS_MS = 60_000

test(
  'three letters are enough, and one slip is forgiven',
  () => {
    const unclear: string[] = []
    const mean = (typed: string, word: string): void => {
      const read = readWord(typed)
      if (read === null) unclear.push(typed)
      else expect(read).toBe(word)
    }
    for (const word of WORDS) {
      expect(readWord(word.slice(0, 3))).toBe(word)
      for (let at = 0; at < word.length; at += 1) {
        // Not within the first three letters: without one of them, another word may match the beginning.
        const late = Math.max(at, 3)
        if (word.length > 4 && late < word.length) mean(word.slice(0, late) + word.slice(late + 1), word)
        mean(word.slice(0, at) + word[at] + word.slice(at), word)
      }
    }
    // Equally near to "elves" and "levers", so neither is chosen.
    expect(unclear).toEqual(['leves'])
    expect(readWord('aardvrak')).toBe('aardvark')
  },
  ALL_SLIPS_MS,
)

test('a word that is not on the list is rejected, never guessed', () => {
  for (const typed of ['', 'x', 'qqqq', 'otter velvet zebra', '482913']) expect(readWord(typed)).toBeNull()
  for (const typed of ['', 'aardvark', 'aardvark abyss acid', 'aardvark qqqq'])
    expect(readWords(typed)).toBeNull()
})

test('completions start with the typed letters, three at most', () => {
  expect(completeWord('aa')).toEqual(['aardvark'])
  expect(completeWord('a').length).toBe(3)
  expect(completeWord('')).toEqual([])
})
