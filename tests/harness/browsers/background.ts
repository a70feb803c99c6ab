/** A phone: a separate Chromium whose page really hides, freezes, crashes and loses the network. Playwright's usual browsers keep every page in front. */

import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { type Browser, type BrowserContext, type CDPSession, chromium } from '@playwright/test'
import { asPerson, type Person, standStill, watchFaults } from '../people/person.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { CHROMIUM, FULL_CHROMIUM } from './chromium.ts'

export interface Phone {
  /** The app's tab; a new one after `crash` and `close`. */
  readonly page: () => Person
  /** Opens the app in a new tab with the phone's stored data. */
  readonly open: (url: string) => Promise<Person>
  /** Brings another tab to the front. */
  readonly hide: () => Promise<void>
  /** Hides the page and freezes its scripts. */
  readonly freeze: () => Promise<void>
  /** Brings the page back to the front; resolves to the time of the request. */
  readonly show: () => Promise<number>
  readonly setOffline: (offline: boolean) => Promise<void>
  /** Kills the tab's process without any event to the page. */
  readonly crash: () => Promise<void>
  /** Closes the app's tab and removes what it stored, so that another test can use the phone. */
  readonly forget: () => Promise<void>
  /** Closes the browser and removes its data. */
  readonly dispose: () => Promise<void>
}

/** Features to disable: hiding of local addresses, and pages and processes that the browser starts ahead. */
const WITHOUT = [
  ...['WebRtcHideLocalIpsWithMdns', 'SpareRendererForSitePerProcess', 'PreloadTopChromeWebUI'],
  ...['OptimizationHints', 'MediaRouter', 'GlobalMediaControls'],
]
const START_WITHIN_MS = 60_000
const ADDRESS = /DevTools listening on (ws:\/\/\S+)/

/** The debugging address of a browser that was just started; the system chose its port. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`the browser did not start: ${said}`)), START_WITHIN_MS)
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = ADDRESS.exec(said)?.[1]
      if (!found) return
      clearTimeout(timer)
      resolve(found)
    })
  })
}

async function launch(
  binary: string,
  env: Readonly<Record<string, string>>,
): Promise<{ browser: Browser; context: BrowserContext; end: () => Promise<void> }> {
  const folder = temporaryFolder('phone')
  const child = spawn(
    binary,
    [
      '--headless',
      '--no-sandbox',
      '--no-first-run',
      '--disable-sync',
      '--disable-component-update',
      '--disable-background-networking',
      `--disable-features=${WITHOUT.join(',')}`,
      '--password-store=basic',
      '--window-size=390,844',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env: { ...process.env, ...env } },
  )
  const browser = await chromium.connectOverCDP(await addressOf(child), { noDefaults: true })
  const [context] = browser.contexts()
  if (!context) throw new Error('the browser has no window')
  return {
    browser,
    context,
    async end() {
      await browser.close().catch(() => {})
      if (child.exitCode === null && child.pid) {
        const gone = new Promise((resolve) => child.once('exit', resolve))
        process.kill(-child.pid, 'SIGKILL')
        await gone
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

/** Returns a switch for this page's network. WebRTC obeys it only when it was set before the first socket. */
async function networkOf(cdp: CDPSession): Promise<(offline: boolean) => Promise<void>> {
  const set = async (offline: boolean): Promise<void> => {
    await cdp.send('Network.emulateNetworkConditions', {
      offline,
      latency: 1,
      downloadThroughput: -1,
      uploadThroughput: -1,
      ...(offline ? { packetLoss: 100 } : {}),
    })
  }
  await cdp.send('Network.enable')
  await set(false)
  return set
}

/** `alwaysShown`: a test that never hides or freezes the page can use the smaller browser. `env`: more variables of the browser's environment. */
export async function launchPhone({ alwaysShown = false, env = {} } = {}): Promise<Phone> {
  const { context, end } = await launch(alwaysShown ? CHROMIUM : FULL_CHROMIUM, env)
  await standStill(context)
  // The tab that existed first comes to the front when the app is hidden.
  const other = context.pages()[0] ?? (await context.newPage())
  let now: { page: Person; cdp: CDPSession; setOffline: (offline: boolean) => Promise<void> } | null = null
  const held = () => {
    if (!now) throw new Error('the app is not open')
    return now
  }
  return {
    page: () => held().page,
    async open(url) {
      const page = asPerson(await context.newPage())
      watchFaults(page)
      const cdp = await context.newCDPSession(page)
      now = { page, cdp, setOffline: await networkOf(cdp) }
      await page.goto(url)
      return page
    },
    hide: () => other.bringToFront(),
    async freeze() {
      await other.bringToFront()
      await held().cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
    },
    async show() {
      const at = Date.now()
      await held().cdp.send('Page.setWebLifecycleState', { state: 'active' })
      await held().page.bringToFront()
      return at
    },
    setOffline: (offline) => held().setOffline(offline),
    async crash() {
      const { page, cdp } = held()
      const gone = page.waitForEvent('crash')
      // No answer follows: the process that would send it is dead.
      cdp.send('Page.crash').catch(() => {})
      await gone
      await other.bringToFront()
      await page.close()
    },
    async forget() {
      const { page } = held()
      const { origin } = new URL(page.url())
      await page.close()
      now = null
      const devtools = await context.newCDPSession(other)
      await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
      await devtools.detach()
    },
    dispose: end,
  }
}
