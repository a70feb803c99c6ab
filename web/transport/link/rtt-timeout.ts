/** Measures the round trip of a link, and gives a slow link more time before it counts as dead. */
import type { Clock } from '../../platform/clock.ts'

/** The longest timeout for any link, in milliseconds. */
export const PATIENCE_MAX_MS = 8_000
/** The timeout of a slow link is this many times its last round trip. */
const TIMES = 4

export interface RttTimeout {
  /** A probe was sent. */
  readonly asked: () => void
  readonly answered: () => void
  /** Returns the milliseconds to wait for an answer: `ms` on a fast link, more on a slow one. */
  readonly patience: (ms: number) => number
}

export function createRttTimeout(clock: Clock): RttTimeout {
  let askedAt: number | null = null
  let last = 0
  return {
    asked() {
      askedAt = clock.now()
    },
    answered() {
      if (askedAt !== null) last = clock.now() - askedAt
      askedAt = null
    },
    patience: (ms) => Math.max(ms, Math.min(PATIENCE_MAX_MS, TIMES * last)),
  }
}
