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
/** A finger that begins to move is past this at once: on a loaded machine it would else count as held still. */
const BEGINNING_PX = 16
/** A browser treats a tap sooner after a flick as stopping the scroll. */
const AFTER_MS = 800

export async function createFinger(page: Page): Promise<Finger> {
  const cdp = await page.context().newCDPSession(page)
  let at = { x: 0, y: 0 }
  /** The event timestamps, so that a flick stays a flick on a slow machine. */
  let now = 0
  let isBeginning = false
  /** All that was sent; the browser handles it in this order. */
  let sent: Promise<unknown> = Promise.resolve()
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel'): void => {
    const one = cdp.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchStart' || type === 'touchMove' ? [at] : [],
      timestamp: now / 1_000,
    })
    sent = Promise.all([sent, one])
  }
  const hold = async (ms: number): Promise<void> => {
    now += ms
    await sent
    await page.waitForTimeout(ms)
  }
  return {
    async down(x, y) {
      at = { x, y }
      now = Math.max(now + STEP_MS, Date.now())
      isBeginning = true
      // Not waited for: a move that follows reaches the browser right behind it.
      send('touchStart')
    },
    async to(x, y, ms = 300) {
      const from = at
      const steps = Math.ceil(ms / STEP_MS)
      for (let step = 1; step <= steps; step += 1) {
        if (isBeginning && Math.hypot(at.x - from.x, at.y - from.y) < BEGINNING_PX) now += ms / steps
        else await hold(ms / steps)
        const part = step / steps
        at = { x: from.x + (x - from.x) * part, y: from.y + (y - from.y) * part }
        send('touchMove')
      }
      isBeginning = false
      await sent
    },
    async hold(ms) {
      isBeginning = false
      await hold(ms)
    },
    async up() {
      send('touchEnd')
      await sent
      await page.waitForTimeout(AFTER_MS)
    },
    async cancel() {
      send('touchCancel')
      await sent
    },
  }
}
