/** The day that a screen shows by: it ends at midnight by itself, so that no "Today" outlives its day. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Clock } from '../../platform/clock.ts'
import type { Page } from '../../platform/page/page.ts'

const MINUTE_MS = 60_000

/** When today began here, milliseconds since 1970. Whoever reads it is told at midnight, and not before. */
export function createToday(clock: Clock, page: Pick<Page, 'onEdge'>): ReadonlySignal<number> {
  const minute = signal(0)
  let cancel = (): void => {}
  const tick = (): void => {
    cancel()
    const now = clock.now()
    minute.value = now
    // At the turn of the minute, and so at midnight in every time zone, whatever a day's length is there.
    cancel = clock.after(MINUTE_MS - (now % MINUTE_MS), tick)
  }
  tick()
  // A page that slept, or whose clock was set, comes back with a timer that is late.
  page.onEdge(tick)
  return computed(() => new Date(minute.value).setHours(0, 0, 0, 0))
}
