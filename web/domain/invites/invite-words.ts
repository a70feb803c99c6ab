/** The two words of an invite: draws them, completes them while typed, and corrects small slips. */
import type { Random } from '../../platform/random.ts'
import { WORDS } from './eff-word-list.ts'

/** Two words give 1,296² = 1.68 million pairs, and an attacker gets three guesses. */
export const WORDS_MANY = 2
const SUGGESTIONS_MAX = 3
/** The first three letters identify a word of the list. */
const PREFIX_CHARS = 3

export const drawWords = (random: Random): string =>
  Array.from({ length: WORDS_MANY }, () => WORDS[random.below(WORDS.length)]).join(' ')

const plain = (typed: string): string => typed.normalize('NFKD').toLowerCase().trim()

/** True when inserting, removing or changing one letter, or swapping two neighbours, turns `b` into `a`. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  let [endA, endB] = [a.length, b.length]
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1
    endB -= 1
  }
  const [cutA, cutB] = [a.slice(from, endA), b.slice(from, endB)]
  return (
    (cutA.length <= 1 && cutB.length <= 1) || (cutA.length === 2 && cutA === [...cutB].reverse().join(''))
  )
}

/** The list's words that start with `typed`, three at most. */
export function completeWord(typed: string): readonly string[] {
  const begin = plain(typed)
  return begin === '' ? [] : WORDS.filter((word) => word.startsWith(begin)).slice(0, SUGGESTIONS_MAX)
}

/** The intended word: an exact match, the only word with this beginning, or the only word one slip away; else null. */
export function readWord(typed: string): string | null {
  const meant = plain(typed)
  if (WORDS.includes(meant)) return meant
  const begun = meant.length >= PREFIX_CHARS ? WORDS.filter((word) => word.startsWith(meant)) : []
  if (begun.length === 1 && begun[0]) return begun[0]
  const near = WORDS.filter((word) => isNear(meant, word))
  return near.length === 1 ? (near[0] ?? null) : null
}

/** Corrects all words of an invite; null when there are too few or too many, or one is not on the list. */
export function readWords(typed: string): string | null {
  const words = plain(typed)
    .split(/[\s,.;–-]+/)
    .filter((word) => word !== '')
  // The only word of the list with a dash.
  const whole = words.flatMap((word, at) =>
    word === 'yo' && words[at + 1] === 'yo' ? ['yo-yo'] : word === 'yo' ? [] : [word],
  )
  const read = whole.map(readWord)
  return read.length === WORDS_MANY && read.every((word) => word !== null) ? read.join(' ') : null
}
