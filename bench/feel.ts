/** Perceived speed on a CPU throttled four times, as ratios to something bare in the same run: first paint, tasks at the start, opening a chat of 5,000 messages, typing in it. */
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { createTestServer } from '../tests/harness/networks/test-server.ts'
import { openApp, type Person } from '../tests/harness/people/person.ts'
import { droppedOver, type Frames, typing } from './pages/frames.ts'
import { seedTalk, textOf } from './pages/kept-talk.ts'
import { barePaint, longestTask, started, watchStart } from './pages/start.ts'
import { median } from './processes.ts'

const THROTTLE = 4
const LONG = 5_000
const SHORT = 50
const ROUNDS = 7
const TYPING_ROUNDS = 3
const PHONE = { viewport: { width: 390, height: 844 } }

/** Milliseconds from the tap on the row until the newest message is painted. */
const openTalk = (page: Person, newest: string): Promise<number> =>
  page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const from = performance.now()
        new MutationObserver((_, observer) => {
          const all = document.querySelectorAll('.bubble-text')
          if (all[all.length - 1]?.textContent !== text) return
          observer.disconnect()
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
        }).observe(document, { childList: true, subtree: true })
        document.querySelector<HTMLElement>('li button')?.click()
      }),
    newest,
  )

/** Milliseconds from the tap until the other screen has settled, and the slowest frame meanwhile. */
const slide = (page: Person, label: string): Promise<{ readonly ms: number; readonly slowest: number }> =>
  page.evaluate(
    (name) =>
      new Promise((resolve) => {
        const from = performance.now()
        let [last, slowest] = [from, 0]
        document.querySelector<HTMLElement>(`[aria-label="${name}"]`)?.click()
        const next = (): void => {
          const now = performance.now()
          slowest = Math.max(slowest, now - last)
          last = now
          if (document.documentElement.dataset.slide !== undefined) requestAnimationFrame(next)
          else resolve({ ms: now - from, slowest })
        }
        requestAnimationFrame(next)
      }),
    label,
  )

async function throttle(context: BrowserContext, page: Person): Promise<void> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
}

/** The app with one talk of `many` messages, from the cache, on the throttled CPU. */
async function openKept(browser: Browser, url: string, many: number): Promise<Person> {
  const context = await browser.newContext(PHONE)
  await context.addInitScript(watchStart)
  const page = await openApp(context, url)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await seedTalk(page, await openApp(await browser.newContext(), url), many)
  await throttle(context, page)
  return page
}

/** Starts both talks in turn, so that whatever else the machine does meets both. */
async function startAndOpen(long: Person, short: Person) {
  const starts: Awaited<ReturnType<typeof started>>[] = []
  const [opened, openedShort]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    starts.push(await started(long))
    opened.push(await openTalk(long, textOf(LONG - 1)))
    await started(short)
    openedShort.push(await openTalk(short, textOf(SHORT - 1)))
  }
  return { starts, opened, openedShort }
}

async function slides(page: Person) {
  const all: Awaited<ReturnType<typeof slide>>[] = []
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Settings' }).waitFor()
  for (let round = 0; round < ROUNDS; round += 1)
    for (const label of ['Settings', 'Back']) {
      await page.waitForTimeout(300)
      all.push(await slide(page, label))
    }
  return all
}

/** Types in the talk and in a field of an empty page, in turn. */
async function typingBoth(page: Person, bare: Person) {
  await page.getByRole('listitem').getByRole('button').first().click()
  await page.getByRole('textbox', { name: 'Message' }).focus()
  // Frames drawn while the chat opens do not count as typing.
  await page.waitForTimeout(2_000)
  await bare.goto('about:blank')
  await bare.evaluate(() => {
    const field = document.createElement('textarea')
    document.body.append(field)
    field.focus()
  })
  const [typed, typedBare]: [Frames[], Frames[]] = [[], []]
  for (let round = 0; round < TYPING_ROUNDS; round += 1) {
    // The page behind draws no frames.
    await page.bringToFront()
    typed.push(await typing(page))
    await bare.bringToFront()
    typedBare.push(await typing(bare))
  }
  return { typed, typedBare }
}

const slowest = (all: readonly { readonly slowest: number }[]): string =>
  median(all.map((one) => one.slowest)).toFixed(0)

async function measure(browser: Browser, url: string, bareUrl: string): Promise<readonly string[]> {
  const long = await openKept(browser, url, LONG)
  const short = await openKept(browser, url, SHORT)
  const bareContext = await browser.newContext(PHONE)
  const bare = (await bareContext.newPage()) as Person
  await throttle(bareContext, bare)
  const { starts, opened, openedShort } = await startAndOpen(long, short)
  const [bares, tasks]: [number[], number[]] = [[], []]
  const moved = await slides(long)
  const { typed, typedBare } = await typingBoth(long, bare)
  for (let round = 0; round < ROUNDS; round += 1) {
    bares.push(await barePaint(bare, bareUrl))
    tasks.push(await longestTask(short))
  }
  const of = (pick: (one: (typeof starts)[number]) => number): number => median(starts.map(pick))
  const paint = of((one) => one.paint)
  return [
    `first-paint-from-cache ${paint.toFixed(0)} ms`,
    `first-paint-bare ${median(bares).toFixed(0)} ms`,
    `first-paint-over-bare ${(paint / median(bares)).toFixed(2)} ×`,
    `usable-after-first-paint ${of((one) => Math.max(0, one.readyAt - one.paint)).toFixed(0)} ms`,
    `layout-shift-at-start ${of(({ shifts }) => shifts).toFixed(3)}`,
    `longest-task-at-start ${median(tasks).toFixed(0)} ms`,
    `open-talk-of-${LONG} ${median(opened).toFixed(0)} ms`,
    `open-talk-of-${SHORT} ${median(openedShort).toFixed(0)} ms`,
    `open-talk-of-${LONG}-over-${SHORT} ${(median(opened) / median(openedShort)).toFixed(2)} ×`,
    `slide-to-a-screen-or-back ${median(moved.map(({ ms }) => ms)).toFixed(0)} ms`,
    `slide-slowest-frame ${slowest(moved)} ms`,
    `typing-slowest-frame ${slowest(typed)} ms`,
    `typing-slowest-frame-bare ${slowest(typedBare)} ms`,
    `typing-dropped-over-bare ${droppedOver(typed, typedBare).toFixed(2)} ×`,
  ]
}

export async function benchFeel(): Promise<readonly string[]> {
  const server = await createTestServer({ RATE_LIMIT: 'off' })
  await server.start()
  const bare = Bun.serve({
    port: 0,
    fetch: () =>
      new Response('<!doctype html><title>Bare</title><p>Bare', { headers: { 'content-type': 'text/html' } }),
  })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    return await measure(browser, server.url, bare.url.href)
  } finally {
    await browser.close()
    await bare.stop(true)
    await server.dispose()
  }
}
