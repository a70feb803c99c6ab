/** Perceived speed on a CPU throttled four times: the first paint from the cache, opening a chat of 5,000 messages at its end, and typing in it. */
import { chromium } from '@playwright/test'
import { createTestServer } from '../tests/harness/networks/test-server.ts'
import { openApp, type Person, pair } from '../tests/harness/people/person.ts'
import { median } from './processes.ts'

const THROTTLE = 4
const MESSAGES = 5_000
/** Items of one stored page, as in the app. */
const PAGE_ITEMS = 64
const KEPT_SECONDS = 2_592_000
const ROUNDS = 5
const LETTERS = 100
/** One and a half frames at 60 Hz; a longer gap means a dropped frame. */
const DROPPED_MS = 25

const textOf = (k: number): string =>
  `Message ${k}: something that was said on a day like this, not long and not short.`

function kept(session: string): Readonly<Record<string, unknown>> {
  const now = Date.now()
  const items = Array.from({ length: MESSAGES }, (_, k) => {
    const item = { k, at: now - (MESSAGES - k) * 60_000, id: crypto.randomUUID(), text: textOf(k) }
    return k % 2 === 0 ? { ...item, kind: 'theirs' } : { ...item, kind: 'own', s: 'own', n: (k + 1) / 2 }
  })
  const pages = Array.from({ length: Math.ceil(MESSAGES / PAGE_ITEMS) }, (_, page) => page)
  const half = MESSAGES / 2
  const head = {
    version: 3,
    own: { s: 'own', acked: half, ackedChain: '', entries: [], same: true, missing: 0, acts: [] },
    theirs: { s: 'theirs', n: half, chain: '', same: true },
    ...{ count: MESSAGES, seen: [], failed: [], open: [], pages, draft: '', answering: null },
  }
  const key = `chat.talk.${session}`
  return {
    [key]: head,
    ...Object.fromEntries(
      pages.map((page) => [`${key}.${page}`, items.slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS)]),
    ),
  }
}

/** Stores one session with a full history; its peer is away. */
async function seed(page: Person, other: Person): Promise<void> {
  await pair(page, other, { name: 'Bench' })
  await other.context().close()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('listitem').waitFor()
  // The app is not running on this page, so it cannot overwrite the seeded data.
  const home = page.url()
  await page.goto(new URL('/icon.svg', home).href)
  const { sessions } = (await page.stored.sessions()) as { sessions: readonly { readonly id: string }[] }
  const [one] = sessions
  if (!one) throw new Error('no session')
  const session = {
    ...one,
    lifetime: { seconds: KEPT_SECONDS, rev: 1, accepted: null, mine: [], theirs: null },
  }
  await page.stored.put({
    'chat.sessions.v1': { version: 2, sessions: [session] },
    ...kept(one.id),
  })
  await page.goto(home)
}

/** Measures a reloaded page: first paint, when New session appeared, and the layout shift. */
async function started(page: Person) {
  await page.reload()
  await page.getByRole('button', { name: 'New session' }).waitFor()
  await page.waitForTimeout(500)
  return page.evaluate(() => {
    const { shifts, readyAt } = globalThis as unknown as { shifts: number; readyAt: number }
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    return { paint, readyAt, shifts }
  })
}
const watchStart = (): void => {
  Object.assign(globalThis, { shifts: 0, readyAt: 0 })
  const seen = globalThis as unknown as { shifts: number; readyAt: number }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      hadRecentInput: boolean
    })[])
      if (!entry.hadRecentInput) seen.shifts += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  new MutationObserver((_, observer) => {
    if (!document.querySelector('main button')) return
    observer.disconnect()
    requestAnimationFrame(() => {
      seen.readyAt = performance.now()
    })
  }).observe(document, { childList: true, subtree: true })
}

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

interface Frames {
  readonly slowest: number
  readonly dropped: number
}
/** Durations of the frames drawn during `act`, milliseconds. */
async function framesOf(page: Person, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    const next = (): void => {
      const now = performance.now()
      frames.push(now - last)
      last = now
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
    Object.assign(globalThis, { frames })
  })
  await act()
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames)
  return {
    slowest: Math.max(...frames),
    dropped: frames.filter((ms) => ms > DROPPED_MS).length / frames.length,
  }
}
const typing = (page: Person): Promise<Frames> =>
  framesOf(page, () => page.keyboard.type('x'.repeat(LETTERS), { delay: 30 }))

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

export async function benchFeel(): Promise<readonly string[]> {
  const server = await createTestServer({ RATE_LIMIT: 'off' })
  await server.start()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await context.addInitScript(watchStart)
    const page = await openApp(context, server.url)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await seed(page, await openApp(await browser.newContext(), server.url))
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    const starts: Awaited<ReturnType<typeof started>>[] = []
    const opened: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      starts.push(await started(page))
      opened.push(await openTalk(page, textOf(MESSAGES - 1)))
    }
    const slides: Awaited<ReturnType<typeof slide>>[] = []
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Settings' }).waitFor()
    for (let round = 0; round < ROUNDS; round += 1)
      for (const label of ['Settings', 'Back']) {
        await page.waitForTimeout(300)
        slides.push(await slide(page, label))
      }
    await page.getByRole('listitem').getByRole('button').first().click()
    await page.getByRole('textbox', { name: 'Message' }).focus()
    // Frames drawn while the chat opens do not count as typing.
    await page.waitForTimeout(1_000)
    const typed = await typing(page)
    // The baseline: the same keys in a field of an empty page in the same run.
    await page.goto('about:blank')
    await page.evaluate(() => {
      const field = document.createElement('textarea')
      document.body.append(field)
      field.focus()
    })
    const bare = await typing(page)
    const of = (pick: (one: (typeof starts)[number]) => number): number => median(starts.map(pick))
    return [
      `first-paint-from-cache ${of(({ paint }) => paint).toFixed(0)} ms`,
      `usable-after-first-paint ${of(({ paint, readyAt }) => Math.max(0, readyAt - paint)).toFixed(0)} ms`,
      `layout-shift-at-start ${of(({ shifts }) => shifts).toFixed(3)}`,
      `open-talk-of-${MESSAGES} ${median(opened).toFixed(0)} ms`,
      `slide-to-a-screen-or-back ${median(slides.map(({ ms }) => ms)).toFixed(0)} ms`,
      `slide-slowest-frame ${median(slides.map(({ slowest }) => slowest)).toFixed(0)} ms`,
      `typing-slowest-frame ${typed.slowest.toFixed(0)} ms`,
      `typing-dropped-frames ${(typed.dropped * 100).toFixed(1)} %`,
      `typing-slowest-frame-bare ${bare.slowest.toFixed(0)} ms`,
      `typing-dropped-frames-bare ${(bare.dropped * 100).toFixed(1)} %`,
    ]
  } finally {
    await browser.close()
    await server.dispose()
  }
}
