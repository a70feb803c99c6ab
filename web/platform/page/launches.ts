/** Links that the system opens in the installed app's open window; they only add entries to this queue (Chromium only). */
import type { Clock } from '../clock.ts'

/** https://wicg.github.io/web-app-launch/ */
interface LaunchQueue {
  readonly setConsumer: (consumer: (launch: { readonly targetURL?: string }) => void) => void
}

declare global {
  var launchQueue: LaunchQueue | undefined
}

/** After a reload Chromium repeats the last launch within this time; no person opens another link that soon. */
const TOLD_AGAIN_MS = 3_000

/** Calls `arrived` with the fragment of each link that is launched into this window. `openedWith`: the fragment that was in the address at the start. */
export function followLaunches(
  clock: Clock,
  openedWith: string | undefined,
  arrived: (fragment: string) => void,
): void {
  const startedAt = clock.now()
  const [start] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  let opened = openedWith
  globalThis.launchQueue?.setConsumer(({ targetURL }) => {
    const fragment = targetURL ? new URL(targetURL).hash : ''
    // The queue also repeats the launch that opened this window, whose fragment was in the address, and again after a reload.
    const again = start?.type === 'reload' && clock.now() - startedAt < TOLD_AGAIN_MS
    if (fragment !== '' && fragment !== opened && !again) arrived(fragment)
    opened = ''
  })
}
