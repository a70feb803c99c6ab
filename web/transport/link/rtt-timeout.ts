/** Measures how long a link takes to answer, and gives a slow one more time before it counts as dead. */
import type { Clock } from '../../platform/clock.ts'

/** No link gets longer than this, milliseconds. */
export const PATIENCE_MAX_MS = 8_000
/** A slow link gets this many times its last measured round trip. */
const TIMES = 4

export interface RttTimeout {
  /** A probe goes out. */
  readonly asked: () => void
  readonly answered: () => void
  /** Milliseconds to wait for an answer; `ms` on a quick link, more on a slow one. */
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
