/** How the six reactions look. */
import { REACTIONS, type Reaction } from '../../../protocol/limits.ts'

export const REACTION_EMOJI: Readonly<Record<Reaction, string>> = {
  heart: '❤️',
  up: '👍',
  down: '👎',
  laugh: '😂',
  wow: '😮',
  sad: '😢',
}

export const REACTION_NAMES: readonly Reaction[] = REACTIONS
