/** The clock by which rooms age: follows the wall clock, but never faster than the monotonic clock. */
import type { ServerClock } from './clock.ts'
import { DAY_MS } from './limits.ts'

/** Longest time off that ages rooms, a long weekend; a longer one may be a clock that was set ahead. */
export const ABSENCE_BELIEVED_MS = 3 * DAY_MS
/** Smaller jumps are ordinary corrections of the clock. */
export const JUMP_MIN_MS = 30_000

export interface RoomClock {
  /** The trusted part of the wall clock, milliseconds since 1970. */
  readonly now: () => number
  /**
   * Continues from `shown`, the time noted when the server last ran (null: never). Returns the time off in milliseconds
   * when it is too long to trust, else 0.
   */
  readonly resume: (shown: number | null) => number
  /** Returns how far the wall clock jumped since the last call, in milliseconds, negative for back; 0 for a correction. */
  readonly jumped: () => number
}

export function createRoomClock(clock: ServerClock): RoomClock {
  const started = { wall: clock.now(), elapsed: clock.elapsed() }
  let shownAtStart = started.wall
  let looked = started
  const passed = (since: number): number => clock.elapsed() - since
  return {
    // A clock that was set back is trusted: rooms then live longer, and none is lost.
    now: () => Math.min(clock.now(), shownAtStart + passed(started.elapsed)),
    resume(shown) {
      if (shown === null || started.wall - shown <= ABSENCE_BELIEVED_MS) return 0
      shownAtStart = shown
      return started.wall - shown
    },
    jumped() {
      const wall = clock.now()
      const jump = wall - looked.wall - passed(looked.elapsed)
      looked = { wall, elapsed: clock.elapsed() }
      return Math.abs(jump) < JUMP_MIN_MS ? 0 : jump
    },
  }
}
