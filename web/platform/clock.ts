/** Time, passed in: wall clock, monotonic clock and timers. */
export interface Clock {
  /** Wall clock, milliseconds since 1970; may jump. */
  readonly now: () => number
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number
  /** Runs `run` once after `ms` milliseconds; returns the function that cancels it. */
  readonly after: (ms: number, run: () => void) => () => void
}

/**
 * Begins to measure an absence and answers how long it lasts, milliseconds. The longer of both clocks counts: one that
 * only goes forward may stand still while a phone sleeps, and the wall clock may have been set back.
 */
export function startAbsence(clock: Clock): () => number {
  const [wall, elapsed] = [clock.now(), clock.elapsed()]
  return () => Math.max(clock.now() - wall, clock.elapsed() - elapsed)
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
