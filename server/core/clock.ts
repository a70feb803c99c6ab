/** The server's two clocks: the wall clock for stored and sent times, and a monotonic clock for durations. */
export interface ServerClock {
  /** Wall clock, milliseconds since 1970; jumps when it is set. */
  readonly now: () => number
  /** Monotonic clock, milliseconds; never jumps. */
  readonly elapsed: () => number
}
