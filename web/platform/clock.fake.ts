/** A clock that stands still until a test moves it. */
import type { Clock } from './clock.ts'

export interface FakeClock extends Clock {
  /** Runs every timer that falls due, in order of time. */
  readonly advance: (ms: number) => void
  /** Moves only the wall clock, as after a sleep. */
  readonly jump: (ms: number) => void
  /** Time passes and no timer runs, as in a frozen page. */
  readonly sleep: (ms: number) => void
  readonly pending: () => number
}

export function createFakeClock(startMs = 1_000_000): FakeClock {
  let time = 0
  let offset = startMs
  let serial = 0
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()
  return {
    now: () => time + offset,
    elapsed: () => time,
    after(ms, run) {
      serial += 1
      const id = serial
      timers.set(id, { at: time + Math.max(0, ms), run })
      return () => timers.delete(id)
    },
    advance(ms) {
      const until = time + ms
      for (;;) {
        const due = [...timers]
          .filter(([, { at }]) => at <= until)
          .sort(([a, x], [b, y]) => x.at - y.at || a - b)[0]
        if (!due) break
        timers.delete(due[0])
        time = Math.max(time, due[1].at)
        due[1].run()
      }
      time = until
    },
    jump(ms) {
      offset += ms
    },
    sleep(ms) {
      time += ms
    },
    pending: () => timers.size,
  }
}
