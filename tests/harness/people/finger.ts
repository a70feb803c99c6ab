/** A finger on the screen: real touch events through the browser, with the path and timing of a hand. */
import type { Page } from '@playwright/test'

export interface Finger {
  readonly down: (x: number, y: number) => Promise<void>
  /** Moves there in a straight line; few milliseconds make a flick. */
  readonly to: (x: number, y: number, ms?: number) => Promise<void>
  /** Stays in place. */
  readonly hold: (ms: number) => Promise<void>
  readonly up: () => Promise<void>
  /** Cancels the touch, as the system does for a call. */
  readonly cancel: () => Promise<void>
}

const STEP_MS = 16
/** A browser treats a tap sooner after a flick as stopping the scroll. */
const AFTER_MS = 800

export async function createFinger(page: Page): Promise<Finger> {
  const cdp = await page.context().newCDPSession(page)
  let at = { x: 0, y: 0 }
  /** The event timestamps, so that a flick stays a flick on a slow machine. */
  let now = 0
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel'): Promise<unknown> =>
    cdp.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchStart' || type === 'touchMove' ? [at] : [],
      timestamp: now / 1_000,
    })
  const hold = async (ms: number): Promise<void> => {
    now += ms
    await page.waitForTimeout(ms)
  }
  return {
    async down(x, y) {
      at = { x, y }
      now = Math.max(now + STEP_MS, Date.now())
      await send('touchStart')
    },
    async to(x, y, ms = 300) {
      const from = at
      const steps = Math.ceil(ms / STEP_MS)
      for (let step = 1; step <= steps; step += 1) {
        await hold(ms / steps)
        const part = step / steps
        at = { x: from.x + (x - from.x) * part, y: from.y + (y - from.y) * part }
        await send('touchMove')
      }
    },
    hold,
    async up() {
      await send('touchEnd')
      await page.waitForTimeout(AFTER_MS)
    },
    async cancel() {
      await send('touchCancel')
    },
  }
}
