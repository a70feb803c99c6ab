/** Time, passed in: wall clock, monotonic clock and timers. */
export interface Clock {
  /** Wall clock, milliseconds since 1970; may jump. */
  readonly now: () => number
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number
  /** Runs `run` once after `ms` milliseconds; returns the function that cancels it. */
  readonly after: (ms: number, run: () => void) => () => void
}

export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}
