/** A message of nothing but a few emoji is drawn larger. */
import { isOneEmoji } from '../../../protocol/reaction.ts'

const FEW = 3
/** One emoji is rarely longer than this; nothing longer is looked at letter by letter. */
const LENGTH_MAX = 60

export function isEmojiOnly(text: string): boolean {
  const said = text.trim()
  if (said === '' || said.length > LENGTH_MAX || !('Segmenter' in Intl)) return false
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(said)]
  return letters.length <= FEW && letters.every(({ segment }) => isOneEmoji(segment))
}
