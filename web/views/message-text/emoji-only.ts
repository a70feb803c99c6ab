/** A message of nothing but a few emoji is drawn larger. */

const FEW = 3
/** One emoji is rarely longer than this; nothing longer is looked at letter by letter. */
const LENGTH_MAX = 60
const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u

export function isEmojiOnly(text: string): boolean {
  const said = text.trim()
  if (said === '' || said.length > LENGTH_MAX || !('Segmenter' in Intl)) return false
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(said)]
  return letters.length <= FEW && letters.every(({ segment }) => EMOJI.test(segment))
}
