/** A reaction to a message: one of six names, or any one emoji for an app that announced `emoji`. */
import * as v from 'valibot'
import { textToBytes } from '../base/bytes.ts'
import { EMOJI_BYTES_MAX, EMOJI_PARTS_MAX, REACTIONS } from './limits.ts'

/**
 * The emoji sequences of UTS #51, by its grammar and not by a list of known ones, so that a browser takes the emoji of a later
 * Unicode and every browser decides alike: a flag, a key, a region's flag by tags, or pictures joined by U+200D.
 */
const FLAG = String.raw`\p{Regional_Indicator}{2}`
const KEY = String.raw`[0-9#*]\uFE0F\u20E3`
const REGION = String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`
/**
 * A picture that shows in colour by itself, by U+FE0F, or by a skin tone. A character that this browser's Unicode does not assign yet
 * (Cn) is taken as one in colour, since a newer browser sends it like that.
 */
const PICTURE = String.raw`(?:\p{Extended_Pictographic}(?:\uFE0F|[\u{1F3FB}-\u{1F3FF}])|(?=[\p{Emoji_Presentation}\p{Cn}])\p{Extended_Pictographic})`
/** Within a joined sequence U+FE0F may be missing. */
const PART = String.raw`\p{Extended_Pictographic}(?:[\u{1F3FB}-\u{1F3FF}]?\uFE0F?)`
const JOINED = `${PART}(?:\\u200D${PART}){1,${EMOJI_PARTS_MAX - 1}}`
const EMOJI = new RegExp(`^(?:${FLAG}|${KEY}|${REGION}|${JOINED}|${PICTURE})$`, 'u')

/** Exactly one emoji, as it is drawn in colour. */
export const isOneEmoji = (text: string): boolean => EMOJI.test(text)

const emojiSchema = v.pipe(
  v.string(),
  v.maxLength(EMOJI_BYTES_MAX),
  v.check((text) => textToBytes(text).length <= EMOJI_BYTES_MAX && isOneEmoji(text), 'not one emoji'),
  v.brand('Emoji'),
)
export type Emoji = v.InferOutput<typeof emojiSchema>
export type ReactionName = (typeof REACTIONS)[number]
export type Reaction = ReactionName | Emoji

/** A name, or exactly one emoji of at most EMOJI_BYTES_MAX bytes of UTF-8. */
export const reactionSchema = v.union([v.picklist(REACTIONS), emojiSchema])

export const isReactionName = (reaction: Reaction): reaction is ReactionName =>
  (REACTIONS as readonly string[]).includes(reaction)

/** The one emoji that a person typed, with U+FE0F where a keyboard left it out; null for anything else. */
export function textToEmoji(typed: string): Emoji | null {
  const text = typed.trim()
  for (const candidate of [text, `${text}\uFE0F`]) {
    const parsed = v.safeParse(emojiSchema, candidate)
    if (parsed.success) return parsed.output
  }
  return null
}
