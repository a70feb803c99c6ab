/** Browser contexts that the next test of the worker uses again, emptied: a fresh one costs three times the CPU time. The files of the app stay in their HTTP cache, since compiling them anew costs much of that again. */
import type { BrowserContext, Page } from '@playwright/test'

/** Calls whose effect cannot be taken back: a page or context that heard one is not used again. */
const LASTING = [
  'addInitScript',
  'exposeFunction',
  'exposeBinding',
  'emulateMedia',
  'setExtraHTTPHeaders',
  'routeWebSocket',
  'newCDPSession',
  'grantPermissions',
  'setGeolocation',
  'setOffline',
  'setViewportSize',
  'setDefaultTimeout',
  'setDefaultNavigationTimeout',
  'addLocatorHandler',
  'setHTTPCredentials',
] as const
const LISTENING = ['on', 'once', 'addListener'] as const

interface Watch {
  lasting: boolean
  /** Removes what listens since the phone was taken. */
  readonly silence: (() => void)[]
}

type Emitter = Record<string, (...args: unknown[]) => unknown>

function watch(target: Page | BrowserContext, seen: Watch): void {
  const methods = target as unknown as Emitter
  for (const name of LASTING) {
    const call = methods[name]
    if (!call) continue
    methods[name] = (...args) => {
      seen.lasting = true
      return call.apply(target, args)
    }
  }
  for (const name of LISTENING) {
    const call = methods[name]
    if (!call) continue
    methods[name] = (event, listener) => {
      seen.silence.push(() => methods.removeListener?.(event, listener))
      return call.call(target, event, listener)
    }
  }
  // The page's clock is installed through this object.
  const { clock } = target
  Object.defineProperty(target, 'clock', {
    get() {
      seen.lasting = true
      return clock
    },
  })
}

export interface UsedPhones {
  /** A page of such a context (`kind` names the options of `open`), opened anew or used before and emptied. */
  readonly take: (kind: string, open: () => Promise<BrowserContext>) => Promise<Page>
  /** Empties the phone for the next test, or closes it when a test did to it what lasts. `origin`: whose data it holds. */
  readonly giveBack: (page: Page, origin: string) => Promise<void>
  readonly closeAll: () => Promise<void>
}

async function empty(page: Page, origin: string): Promise<boolean> {
  const context = page.context()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await context.unrouteAll({ behavior: 'ignoreErrors' })
  for (const other of context.pages()) if (other !== page) await other.close()
  if (page.url().startsWith(origin)) await page.evaluate(() => sessionStorage.clear())
  await page.goto('about:blank')
  await page.mouse.move(0, 0)
  await context.clearCookies()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await devtools.detach()
  return true
}

export function createUsedPhones(): UsedPhones {
  const free = new Map<string, Page[]>()
  const watches = new WeakMap<Page, Watch>()
  const kinds = new WeakMap<Page, string>()
  return {
    async take(kind, open) {
      const used = free.get(kind)?.pop()
      if (used) return used
      const context = await open()
      const page = await context.newPage()
      const seen: Watch = { lasting: false, silence: [] }
      watch(page, seen)
      watch(context, seen)
      watches.set(page, seen)
      kinds.set(page, kind)
      return page
    },
    async giveBack(page, origin) {
      const seen = watches.get(page)
      const kind = kinds.get(page)
      if (!seen || kind === undefined) return
      for (const stop of seen.silence.splice(0)) stop()
      const isEmpty = !seen.lasting && !page.isClosed() && (await empty(page, origin).catch(() => false))
      // Emptying opens a session of the developer tools itself.
      seen.lasting = false
      if (isEmpty) free.set(kind, [...(free.get(kind) ?? []), page])
      else await page.context().close()
    },
    async closeAll() {
      for (const page of [...free.values()].flat()) await page.context().close()
    },
  }
}
