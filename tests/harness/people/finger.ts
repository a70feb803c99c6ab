/** A finger on the glass: real touch events through the browser, with the way and the time of a hand. */
import type { Page } from '@playwright/test'

export interface Finger {
  readonly down: (x: number, y: number) => Promise<void>
  /** Goes there in a straight line. Fewer milliseconds: a flick. */
  readonly to: (x: number, y: number, ms?: number) => Promise<void>
  /** Rests where it is. */
  readonly hold: (ms: number) => Promise<void>
  readonly up: () => Promise<void>
  /** The system takes the touch away, as for a call. */
  readonly cancel: () => Promise<void>
}

const STEP_MS = 16
/** A browser takes a tap that comes sooner after a flick for a hand that stops it. */
const AFTER_MS = 800

export async function createFinger(page: Page): Promise<Finger> {
  const cdp = await page.context().newCDPSession(page)
  let at = { x: 0, y: 0 }
  /** The clock of the hand: a flick stays a flick on a machine that is slow to deliver it. */
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
