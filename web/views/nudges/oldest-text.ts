/** How old the oldest living subscription is, in words. */
import type { RingingSession } from '../../domain/nudges/nudges.model.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'

const DAY_MS = 86_400_000

/** Empty before the first day is over, and where none lives. `now`: wall clock, milliseconds. */
export function oldestText(sessions: readonly RingingSession[], now: number): string {
  const since = Math.min(...sessions.filter(({ lost }) => !lost).map(({ madeAt }) => madeAt))
  return now - since < DAY_MS ? '' : nudgePhrases.oldest(since, now)
}
