/** Time to recover from disturbances of a phone until a message of the peer is on the screen, relative to a first connect in the same run. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { createTestServer, freePort, type TestServer } from '../tests/harness/networks/test-server.ts'
import { asPerson, connected, openApp, type Person } from '../tests/harness/people/person.ts'
import { median, percentile } from './processes.ts'

const ROUNDS = 11
const FROZEN_MS = 10_000
const SHOWN_WITHIN_MS = 60_000
const START_EVERY_MS = 100
const ARGS = ['--no-sandbox', '--disable-features=WebRtcHideLocalIpsWithMdns']
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Records when each message first appeared, and keeps the data channels so that a bench can cut them. */
const watchPage = (): void => {
  const shownAt: Record<string, number> = {}
  const channels: RTCDataChannel[] = []
  Object.assign(globalThis, { shownAt, channels })
  const create = RTCPeerConnection.prototype.createDataChannel
  RTCPeerConnection.prototype.createDataChannel = function (...args) {
    const channel = create.apply(this, args)
    channels.push(channel)
    return channel
  }
  new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('.bubble-text'))
      if (textContent) shownAt[textContent] ??= performance.timeOrigin + performance.now()
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

/** Wall clock time at which this page showed the text, milliseconds. */
async function shown(page: Person, text: string): Promise<number> {
  const at = await page.waitForFunction(
    (wanted) => (globalThis as unknown as { shownAt: Record<string, number> }).shownAt[wanted],
    text,
    { timeout: SHOWN_WITHIN_MS },
  )
  return Number(await at.jsonValue())
}

const cutLink = (page: Person): Promise<void> =>
  page.evaluate(() => {
    for (const channel of (globalThis as unknown as { channels: RTCDataChannel[] }).channels) channel.close()
  })

interface Pair {
  readonly anna: Person
  readonly ben: Person
  /** Milliseconds from the last digit until Ben's first message was on Anna's screen. */
  readonly firstMs: number
}
async function connect(anna: Person, ben: Person): Promise<Pair> {
  const code = await anna.invite()
  const from = Date.now()
  await ben.join(code)
  await ben.say('first')
  const firstMs = (await shown(anna, 'first')) - from
  await connected(anna, ben)
  return { anna, ben, firstMs }
}

/** The server and the link are lost; counted from the server's return. */
async function afterRestart({ anna, ben }: Pair, server: TestServer): Promise<number> {
  await server.stop()
  await Promise.all([cutLink(anna), cutLink(ben)])
  await ben.say('after the restart')
  await server.start()
  const from = Date.now()
  return (await shown(anna, 'after the restart')) - from
}

/** Anna reloads the page and opens the session. */
async function afterReload({ anna, ben }: Pair): Promise<number> {
  const from = Date.now()
  const reloaded = anna.reload()
  await ben.say('after the reload')
  await reloaded
  await anna.enter('Anna')
  return (await shown(anna, 'after the reload')) - from
}

/** Anna's page is frozen; counted from its return. */
async function afterFreeze(anna: Person, ben: Person, other: Person, text: string): Promise<number> {
  const cdp = await anna.context().newCDPSession(anna)
  await other.bringToFront()
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
  await Bun.sleep(FROZEN_MS)
  const from = Date.now()
  await cdp.send('Page.setWebLifecycleState', { state: 'active' })
  await anna.bringToFront()
  await ben.say(text)
  const ms = (await shown(anna, text)) - from
  await cdp.detach()
  return ms
}

interface Sleeper {
  readonly context: BrowserContext
  /** Another tab; bringing it to the front hides the app's page. */
  readonly other: Person
  readonly stop: () => Promise<void>
}
/** A browser without Playwright's focus emulation, which prevents freezing a page. */
async function startSleeper(): Promise<Sleeper> {
  const folder = mkdtempSync(join(tmpdir(), 'inviso-sleeper-'))
  const port = await freePort()
  const own = ['--headless', '--no-first-run', `--remote-debugging-port=${port}`, `--user-data-dir=${folder}`]
  const child: ChildProcess = spawn(CHROMIUM, [...ARGS, ...own, 'about:blank'], { stdio: 'ignore' })
  const address = `http://127.0.0.1:${port}`
  const answers = () =>
    fetch(`${address}/json/version`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await answers())) await Bun.sleep(START_EVERY_MS)
  const driven = await chromium.connectOverCDP(address, { noDefaults: true })
  const [context] = driven.contexts()
  if (!context) throw new Error('no context')
  await context.addInitScript(watchPage)
  return {
    context,
    other: asPerson(await context.newPage()),
    async stop() {
      await driven.close()
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await gone
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Figures {
  readonly first: number[]
  readonly restart: number[]
  readonly reload: number[]
  readonly freeze: number[]
}
async function measure(
  figures: Figures,
  server: TestServer,
  browser: Browser,
  sleeper: Sleeper,
): Promise<void> {
  const open = async () => {
    const context = await browser.newContext()
    await context.addInitScript(watchPage)
    return openApp(context, server.url)
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const pair = await connect(await open(), await open())
    figures.first.push(pair.firstMs)
    figures.restart.push(await afterRestart(pair, server))
    await connected(pair.anna, pair.ben)
    figures.reload.push(await afterReload(pair))
    for (const page of [pair.anna, pair.ben]) await page.context().close()
  }
  const sleepy = await openApp(sleeper.context, server.url)
  await sleepy.bringToFront()
  const ben = await open()
  await connect(sleepy, ben)
  for (let round = 0; round < ROUNDS; round += 1)
    figures.freeze.push(await afterFreeze(sleepy, ben, sleeper.other, `after sleep ${round}`))
}

export async function benchReconnect(): Promise<readonly string[]> {
  const server = await createTestServer({ RATE_LIMIT: 'off' })
  await server.start()
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
  const sleeper = await startSleeper()
  const figures: Figures = { first: [], restart: [], reload: [], freeze: [] }
  try {
    await measure(figures, server, browser, sleeper)
  } finally {
    await sleeper.stop()
    await browser.close()
    await server.dispose()
  }
  const TAIL = 0.95
  const { first, ...disturbed } = figures
  const bothOf = (name: string, values: readonly number[]) => [
    `${name}-p50 ${median(values).toFixed(0)} ms`,
    `${name}-p95 ${percentile(values, TAIL).toFixed(0)} ms`,
  ]
  return [
    ...bothOf('first-connect', first),
    ...Object.entries(disturbed).flatMap(([name, values]) => [
      ...bothOf(`back-after-${name}`, values),
      `back-after-${name}-p50-over-first ${(median(values) / median(first)).toFixed(2)} ×`,
      `back-after-${name}-p95-over-first ${(percentile(values, TAIL) / percentile(first, TAIL)).toFixed(2)} ×`,
    ]),
  ]
}
