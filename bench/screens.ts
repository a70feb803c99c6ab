/** The bytes that each screen loads over the network on its first visit without a cache, compressed as sent. */
import { chromium } from '@playwright/test'
import { createTestServer } from '../tests/harness/networks/test-server.ts'
import { connected, openApp, type Person } from '../tests/harness/people/person.ts'

/** A screen preloads parts of the next ones; after this long without requests it counts as done. */
const STILL_MS = 600

const travelled = (page: Person): Promise<number> =>
  page.evaluate(() => {
    const entries = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[]
    return entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
  })

export async function benchScreens(): Promise<readonly string[]> {
  const server = await createTestServer({ RATE_LIMIT: 'off' })
  await server.start()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const context = () => browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' })
  try {
    const page = await openApp(await context(), server.url)
    const lines: string[] = []
    let before = 0
    const opened = async (screen: string): Promise<void> => {
      await page.waitForTimeout(STILL_MS)
      const now = await travelled(page)
      lines.push(`bytes-of-${screen} ${((now - before) / 1000).toFixed(1)} kB`)
      before = now
    }
    await opened('sessions')
    const code = await page.invite()
    await opened('invite')
    const other = await openApp(await context(), server.url)
    await other.join(code)
    await connected(page, other)
    await opened('chat')
    await page.getByRole('button', { name: 'Safety check' }).click()
    await other.getByRole('button', { name: 'Safety check' }).click()
    await page.getByTestId('safety-pictures').waitFor()
    await opened('safety-check')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await opened('settings')
    await page.getByRole('button', { name: 'Diagnostics' }).click()
    await page.getByRole('heading', { name: 'Diagnostics' }).waitFor()
    await opened('diagnostics')
    return lines
  } finally {
    await browser.close()
    await server.dispose()
  }
}
