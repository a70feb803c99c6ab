/** Finds words in a text as people type them: in either case, with or without accents, however the letters are encoded. */

/** Marks over letters, and invisible characters; neither decides whether a word is the one that was meant. */
const UNSEEN = /[\p{M}\p{Cf}]/gu
/** Matches in one text; more of them help nobody, and a text has up to 64 kB. */
const MATCHES_MAX = 200

/** To capitals and back, so that ß is ss and both forms of a Greek sigma are one. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/ς/g, 'σ')
    .replace(/\s/g, ' ')

/** A part of a text: its first UTF-16 unit, and the one after its last. */
export type TextRange = readonly [start: number, end: number]

/** The folded text, and for each of its units the character of the text that it comes from. */
function foldEach(text: string) {
  let folded = ''
  const characters: TextRange[] = []
  let start = 0
  for (const character of text) {
    const end = start + character.length
    const piece = foldText(character)
    folded += piece
    for (let unit = 0; unit < piece.length; unit += 1) characters.push([start, end])
    start = end
  }
  return { folded, characters }
}

/** Where `wanted` (folded, not empty) stands in the text; accents that follow a match belong to it. At most MATCHES_MAX. */
export function findInText(text: string, wanted: string): readonly TextRange[] {
  if (wanted === '' || !foldText(text).includes(wanted)) return []
  const { folded, characters } = foldEach(text)
  const found: TextRange[] = []
  let at = folded.indexOf(wanted)
  while (at >= 0 && found.length < MATCHES_MAX) {
    const end = at + wanted.length
    const [start = 0] = characters[at] ?? []
    const [, lastEnd = 0] = characters[end - 1] ?? []
    const next = characters.slice(end, end + 8).find(([from]) => from >= lastEnd)
    found.push([start, next?.[0] ?? (end >= folded.length ? text.length : lastEnd)])
    at = folded.indexOf(wanted, end)
  }
  return found
}
