/** Registers the service worker, checks for updates, and replaces it when the person agrees. */
import { Workbox } from 'workbox-window'
import type { Clock } from '../clock.ts'
import { trustedScript } from './trusted-script.ts'

export interface AppWorker {
  /** Registers it; `offered` is called when a newer build waits, and again for each newer one. */
  readonly start: (offered: () => void) => void
  /** Looks for a newer build, at most every ten minutes. */
  readonly checkForUpdate: () => void
  /** Activates the waiting build, then reloads the page, and resolves to true while that goes on; false when it is impossible without the server and it does not answer: then nothing was changed. */
  readonly apply: () => Promise<boolean>
  readonly active: () => boolean
}

const SCRIPT = '/sw.js'
const CHECK_EVERY_MS = 10 * 60_000
/** On an installed iOS app `controllerchange` may never come; after this wait the page reloads without it. */
const HANDOVER_WITHIN_MS = 4_000
/** Longest wait for a new build of some 100 kB to install on a slow phone. */
const INSTALL_WITHIN_MS = 30_000
const LOOK_EVERY_MS = 100
/** A look for requests that ended, and the longest wait for a look without one. */
const QUIET_LOOK_MS = 250
const QUIET_WITHIN_MS = 3_000
/** A browser that does not say within this time which worker it has (a broken profile) is taken to have none. */
const ANSWER_WITHIN_MS = 4_000

const fetchVersion = async (): Promise<unknown> => {
  const answer = await fetch('/version.json', { cache: 'no-store' }).catch(() => null)
  return answer?.ok ? answer.json().catch(() => null) : null
}
/** The browser's answer; undefined when it refuses, or gives none within `ms` milliseconds. */
const answerWithin = <T>(clock: Clock, ms: number, ask: () => Promise<T>): Promise<T | undefined> =>
  new Promise((resolve) => {
    clock.after(ms, () => resolve(undefined))
    ask().then(resolve, () => resolve(undefined))
  })
const pause = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve))
/** Waits until no request of the page ended within a look. In a page with more than the 250 requests that a browser lists it cannot tell. */
async function quiet(clock: Clock): Promise<void> {
  const requests = (): number => performance.getEntriesByType('resource').length
  const until = clock.elapsed() + QUIET_WITHIN_MS
  for (let before = -1; before !== requests() && clock.elapsed() < until; await pause(clock, QUIET_LOOK_MS))
    before = requests()
}
/** Lets the waiting worker take over; resolves when it did, or after a bounded time. */
async function handOver(clock: Clock, waiting: ServiceWorker): Promise<void> {
  // A request in this moment starts the old worker again, and Chromium then leaves the new one waiting.
  await quiet(clock)
  const over = new Promise<void>((resolve) => {
    clock.after(HANDOVER_WITHIN_MS, resolve)
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
  })
  waiting.postMessage({ type: 'SKIP_WAITING' })
  await over
}

/** Makes the newest build the page's worker; false when that needs the server and it does not answer. */
async function takeOver(clock: Clock): Promise<boolean> {
  const registration = await answerWithin(clock, ANSWER_WITHIN_MS, async () =>
    navigator.serviceWorker?.getRegistration(),
  )
  // The newer worker may not be fetched yet: fetch it, and wait until it is installed.
  if (registration && !registration.waiting)
    await answerWithin(clock, INSTALL_WITHIN_MS, () => registration.update())
  const until = clock.elapsed() + INSTALL_WITHIN_MS
  while (registration?.installing && clock.elapsed() < until) await pause(clock, LOOK_EVERY_MS)
  if (registration?.waiting) await handOver(clock, registration.waiting)
  if (!registration?.waiting) return true
  // Still waiting: a page that is loaded now may be asked of the old worker, which ends in that moment, and never come.
  // Without a registration it comes from the server, which must be there; the caches stay.
  if ((await fetchVersion()) === null) return false
  await answerWithin(clock, ANSWER_WITHIN_MS, () => registration.unregister())
  return true
}

export function createBrowserWorker(ports: { readonly clock: Clock; readonly build: string }): AppWorker {
  const { clock } = ports
  let workbox: Workbox | null = null
  let checkedAt = clock.elapsed()
  let offer = (): void => {}
  let newest = ports.build

  /** Asks the server past every cache, because an installed app may not refetch its worker for days. */
  const askServer = async (): Promise<void> => {
    const version = await fetchVersion()
    if (typeof version !== 'object' || version === null || !('build' in version)) return
    if (typeof version.build !== 'string' || version.build === newest || version.build === 'dev') return
    newest = version.build
    offer()
  }
  const check = (): void => {
    checkedAt = clock.elapsed()
    workbox?.update().catch(() => {})
    void askServer()
  }
  const register = async (): Promise<void> => {
    workbox = new Workbox(trustedScript(SCRIPT), { updateViaCache: 'none' })
    workbox.addEventListener('waiting', offer)
    await workbox.register()
    await workbox.update()
  }
  return {
    start(offered) {
      offer = offered
      // Not after the registration: a browser may refuse that, or never answer.
      void askServer()
      if (!('serviceWorker' in navigator)) return
      void register().catch(() => {})
    },
    checkForUpdate() {
      if (clock.elapsed() - checkedAt >= CHECK_EVERY_MS) check()
    },
    async apply() {
      const taken = await takeOver(clock)
      if (taken) location.replace(`/?v=${newest}`)
      return taken
    },
    active: () => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null,
  }
}
