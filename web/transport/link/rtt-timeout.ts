/** How long a link takes to answer, so that a slow one gets the time that it needs. */
import type { Clock } from '../../platform/clock.ts'

/** No link gets longer than this, milliseconds. */
export const PATIENCE_MAX_MS = 8_000
/** A slow way gets the time that it was seen to take, so many times. */
const TIMES = 4

export interface RttTimeout {
  /** A probe goes out. */
  readonly asked: () => void
  readonly answered: () => void
  /** How long to wait for an answer where `ms` would do on a quick link. */
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
