/** The clock by which rooms age: it goes with the wall clock, but never faster than the time that really passed here. */
import type { ServerClock } from './clock.ts'
import { DAY_MS } from './limits.ts'

/** A machine may be off for a weekend: a longer absence may as well be a clock that somebody set ahead, and ages no room. */
export const ABSENCE_BELIEVED_MS = 3 * DAY_MS
/** Smaller steps are a clock being corrected, as happens every day. */
export const JUMP_MIN_MS = 30_000

export interface RoomClock {
  /** Milliseconds since 1970, as far as the wall clock is believed. */
  readonly now: () => number
  /**
   * Goes on from what it showed when the server last ran, null for never, and answers for how long the server was
   * away if that is not believed, milliseconds; else zero.
   */
  readonly resume: (shown: number | null) => number
  /** How far the wall clock jumped since this was last asked, milliseconds, back below zero; zero for a mere correction. */
  readonly jumped: () => number
}

export function createRoomClock(clock: ServerClock): RoomClock {
  const started = { wall: clock.now(), elapsed: clock.elapsed() }
  let shownAtStart = started.wall
  let looked = started
  const passed = (since: number): number => clock.elapsed() - since
  return {
    // One that was set back is believed: rooms then live longer, and none is lost.
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
