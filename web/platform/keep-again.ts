/** Retries failed writes after growing waits, since a full disk rarely has room at once. */
import type { Clock } from './clock.ts'

/** Wait before the first retry; doubles up to the longest. */
const KEEP_AGAIN_MS = 5_000
const KEEP_AGAIN_MAX_MS = 5 * 60_000

export interface KeepAgain {
  /** Calls `again` after the wait; one timer for all failed writes. */
  readonly soon: () => void
  /** A write succeeded: the next wait is the shortest again. */
  readonly works: () => void
  readonly stop: () => void
}

export function createKeepAgain(clock: Clock, again: () => void): KeepAgain {
  let waitMs = KEEP_AGAIN_MS
  let cancel: (() => void) | null = null
  return {
    soon() {
      cancel ??= clock.after(waitMs, () => {
        cancel = null
        waitMs = Math.min(KEEP_AGAIN_MAX_MS, waitMs * 2)
        again()
      })
    },
    works() {
      waitMs = KEEP_AGAIN_MS
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
