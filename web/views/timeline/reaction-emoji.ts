/** How reactions look, and what they are called. */
import { REACTIONS } from '../../../protocol/limits.ts'
import { type Emoji, isReactionName, type Reaction, type ReactionName } from '../../../protocol/reaction.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'

const EMOJI_OF: Readonly<Record<ReactionName, string>> = {
  heart: '❤️',
  up: '👍',
  down: '👎',
  laugh: '😂',
  wow: '😮',
  sad: '😢',
}

export const REACTION_NAMES: readonly ReactionName[] = REACTIONS

export const SIX_EMOJI: readonly string[] = REACTIONS.map((name) => EMOJI_OF[name])

export const reactionToEmoji = (reaction: Reaction): string =>
  isReactionName(reaction) ? EMOJI_OF[reaction] : reaction

/** What a screen reader says: a reader knows the name of an emoji itself. */
export const reactionToWords = (reaction: Reaction): string =>
  isReactionName(reaction) ? chatPhrases.reaction[reaction] : reaction

/** The name of an emoji among the six, so that every version of the app shows it; else the emoji itself. */
export const emojiToReaction = (emoji: Emoji): Reaction =>
  REACTIONS.find((name) => EMOJI_OF[name] === emoji) ?? emoji
