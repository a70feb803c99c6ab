/** Tries again what could not be stored: a full disk rarely has room at once. */
import type { Clock } from './clock.ts'

/** Wait before the first try. It doubles up to the longest. */
const KEEP_AGAIN_MS = 5_000
const KEEP_AGAIN_MAX_MS = 5 * 60_000

export interface KeepAgain {
  /** Calls `again` after the wait; one timer for all that waits. */
  readonly soon: () => void
  /** Something was stored: the next wait is the shortest. */
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
