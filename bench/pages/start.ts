/** What a page measures of its own start: first paint, when it was usable, layout shift, and tasks that block the main thread. */
import type { Page } from '@playwright/test'

/** What is loaded ahead has come by then, also on a throttled CPU. */
const SETTLED_MS = 4_000

interface Seen {
  shifts: number
  readyAt: number
  readonly tasks: number[]
}

/** For addInitScript. */
export const watchStart = (): void => {
  const seen: Seen = { shifts: 0, readyAt: 0, tasks: [] }
  Object.assign(globalThis, { seen })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      hadRecentInput: boolean
    })[])
      if (!entry.hadRecentInput) seen.shifts += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })
  new MutationObserver((_, observer) => {
    if (!document.querySelector('main button')) return
    observer.disconnect()
    requestAnimationFrame(() => {
      seen.readyAt = performance.now()
    })
  }).observe(document, { childList: true, subtree: true })
}

const paintOf = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)

interface Start {
  readonly paint: number
  readonly readyAt: number
  readonly shifts: number
}

/** Loads the page anew. */
export async function started(page: Page): Promise<Start> {
  await page.reload()
  await page.getByRole('button', { name: 'New session' }).waitFor()
  await page.waitForTimeout(500)
  const paint = await paintOf(page)
  const seen = await page.evaluate(() => ({ ...(globalThis as unknown as { seen: Seen }).seen }))
  return { paint, readyAt: seen.readyAt, shifts: seen.shifts }
}

/** The longest task of a start in which nobody touches the page, milliseconds; 50 when no task took longer. */
export async function longestTask(page: Page): Promise<number> {
  await page.reload()
  await page.getByRole('button', { name: 'New session' }).waitFor()
  await page.waitForTimeout(SETTLED_MS)
  const tasks = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.tasks)
  return Math.max(50, ...tasks)
}

/** First paint of a page with one sentence and no script, milliseconds. */
export async function barePaint(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page.getByText('Bare').waitFor()
  await page.waitForTimeout(500)
  return paintOf(page)
}
