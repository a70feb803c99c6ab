/** The frames that a page draws while somebody types. */
import type { Page } from '@playwright/test'

const LETTERS = 100
/** One and a half frames at 60 Hz; a longer gap means a dropped frame. */
const DROPPED_MS = 25

export interface Frames {
  readonly slowest: number
  readonly drawn: number
  readonly dropped: number
}
/** The frames drawn during `act`; durations in milliseconds. */
async function framesOf(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    let going = true
    const next = (): void => {
      const now = performance.now()
      frames.push(now - last)
      last = now
      if (going) requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
    const stop = (): number[] => {
      going = false
      return frames
    }
    Object.assign(globalThis, { stop })
  })
  await act()
  const frames = await page.evaluate(() => (globalThis as unknown as { stop: () => number[] }).stop())
  return {
    slowest: Math.max(...frames),
    drawn: frames.length,
    dropped: frames.filter((ms) => ms > DROPPED_MS).length,
  }
}

export const typing = (page: Page): Promise<Frames> =>
  framesOf(page, () => page.keyboard.type('x'.repeat(LETTERS), { delay: 30 }))

/** One for both: a single dropped frame is chance, and a run without one must not divide by zero. */
export const droppedOver = (ours: readonly Frames[], bare: readonly Frames[]): number => {
  const share = (all: readonly Frames[]): number =>
    (all.reduce((sum, { dropped }) => sum + dropped, 0) + 1) / all.reduce((sum, { drawn }) => sum + drawn, 0)
  return share(ours) / share(bare)
}
