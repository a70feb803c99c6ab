/** Cost of the encryption relative to a bare DataChannel in the same page: the handshake, a round trip, and bulk throughput. */
import { chromium } from '@playwright/test'
import { createTestServer } from '../tests/harness/networks/test-server.ts'
import { pageScript } from './pages/page-script.ts'
import { median } from './processes.ts'

const ROUNDS = 9

interface Measured {
  readonly handshake: number
  readonly bareTrip: number
  readonly sealedTrip: number
  readonly bareSpeed: number
  readonly sealedSpeed: number
}

export async function benchSealed(): Promise<readonly string[]> {
  const server = await createTestServer()
  await server.start()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-features=WebRtcHideLocalIpsWithMdns'],
  })
  const script = pageScript('bench/pages/sealed-page.ts')
  const rounds: Measured[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await browser.newPage()
    await page.goto(`${server.url}/healthz`)
    await page.evaluate(script)
    rounds.push(
      await page.evaluate(() => (globalThis as unknown as { measure: () => Promise<Measured> }).measure()),
    )
    await page.close()
  }
  await browser.close()
  await server.dispose()
  const of = (pick: (one: Measured) => number): number => median(rounds.map(pick))
  return [
    `handshake ${of(({ handshake }) => handshake).toFixed(1)} ms`,
    `message-round-trip ${of(({ sealedTrip }) => sealedTrip).toFixed(2)} ms`,
    `message-round-trip-bare ${of(({ bareTrip }) => bareTrip).toFixed(2)} ms`,
    `message-over-bare ${of(({ sealedTrip, bareTrip }) => sealedTrip / bareTrip).toFixed(2)} ×`,
    `bulk ${of(({ sealedSpeed }) => sealedSpeed).toFixed(0)} MB/s`,
    `bulk-bare ${of(({ bareSpeed }) => bareSpeed).toFixed(0)} MB/s`,
    `bulk-time-over-bare ${(of(({ bareSpeed }) => bareSpeed) / of(({ sealedSpeed }) => sealedSpeed)).toFixed(2)} ×`,
  ]
}
