/** The outbox in a browser: messages per second from Send to Delivered, the latency of one, and the memory after a hundred thousand. */
import { chromium, type Page } from '@playwright/test'
import { createTestServer } from '../tests/harness/networks/test-server.ts'
import { pageScript } from './pages/page-script.ts'
import { median, percentile } from './processes.ts'

const BURST = 3_000
const SINGLE = 200
const MANY = 100_000
const STEP = 5_000
const MB = 1_000_000

type InPage = typeof globalThis & {
  readonly burst: (many: number) => Promise<number>
  readonly oneByOne: (many: number) => Promise<readonly number[]>
  readonly written: (many: number) => Promise<readonly number[]>
}
const burst = (page: Page, many: number): Promise<number> =>
  page.evaluate((count) => (globalThis as InPage).burst(count), many)

/** Heap bytes of the page after a garbage collection, and bytes of its databases. */
async function held(page: Page): Promise<{ readonly heap: number; readonly disk: number }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number }
  await cdp.detach()
  return {
    heap: usedSize,
    disk: await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0),
  }
}

export async function benchOutbox(): Promise<readonly string[]> {
  const server = await createTestServer()
  await server.start()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-features=WebRtcHideLocalIpsWithMdns'],
  })
  const page = await browser.newPage()
  try {
    await page.goto(`${server.url}/healthz`)
    await page.evaluate(pageScript('bench/pages/outbox-page.ts'))
    const times = await page.evaluate((many) => (globalThis as InPage).oneByOne(many), SINGLE)
    const first = await burst(page, BURST)
    const kept = await page.evaluate((many) => (globalThis as InPage).written(many), SINGLE)
    await burst(page, STEP)
    const early = await held(page)
    let last = 0
    for (let said = 2 * SINGLE + BURST + STEP; said < MANY; said += STEP) last = await burst(page, STEP)
    const late = await held(page)
    return [
      `kept-message-of-${BURST} ${median(kept).toFixed(1)} ms`,
      `outbox-one-p50 ${median(times).toFixed(1)} ms`,
      `outbox-one-p95 ${percentile(times, 0.95).toFixed(1)} ms`,
      `outbox-messages-a-second ${((BURST / first) * 1_000).toFixed(0)} /s`,
      `outbox-messages-a-second-after-${MANY} ${((STEP / last) * 1_000).toFixed(0)} /s`,
      `heap-of-two-phones-after-${2 * SINGLE + BURST + STEP} ${(early.heap / MB).toFixed(1)} MB`,
      `heap-of-two-phones-after-${MANY} ${(late.heap / MB).toFixed(1)} MB`,
      `heap-growth-after-${MANY} ${(late.heap / early.heap).toFixed(2)} ×`,
      `disk-of-two-phones-after-${MANY} ${(late.disk / MB).toFixed(1)} MB`,
    ]
  } finally {
    await browser.close()
    await server.dispose()
  }
}
