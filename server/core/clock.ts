/** The two times of a server: the wall clock for what is stored or said, and one that only goes forward for every duration. */
export interface ServerClock {
  /** Milliseconds since 1970. It jumps when somebody sets the clock. */
  readonly now: () => number
  /** Milliseconds since some fixed moment. It never jumps. */
  readonly elapsed: () => number
}
