/** Registers the service worker, checks for updates, and replaces it when the person agrees. */
import { Workbox } from 'workbox-window'
import type { Clock } from '../clock.ts'
import { trustedScript } from './trusted-script.ts'

export interface AppWorker {
  /** Registers it; `offered` is called when a newer build waits, and again for each newer one. */
  readonly start: (offered: () => void) => void
  /** Looks for a newer build, at most every ten minutes. */
  readonly checkForUpdate: () => void
  /** Activates the waiting build, then reloads the page. */
  readonly apply: () => Promise<void>
  readonly active: () => boolean
}

const SCRIPT = '/sw.js'
const CHECK_EVERY_MS = 10 * 60_000
/** On an installed iOS app `controllerchange` may never come; after this wait the page reloads without it. */
const HANDOVER_WITHIN_MS = 4_000
/** Longest wait for a new build of some 100 kB to install on a slow phone. */
const INSTALL_WITHIN_MS = 30_000
const LOOK_EVERY_MS = 100
/** A browser that does not say within this time which worker it has (a broken profile) is taken to have none. */
const ANSWER_WITHIN_MS = 4_000

export function createBrowserWorker(ports: { readonly clock: Clock; readonly build: string }): AppWorker {
  const { clock } = ports
  let workbox: Workbox | null = null
  let checkedAt = clock.elapsed()
  let offer = (): void => {}
  let newest = ports.build

  /** Asks the server past every cache, because an installed app may not refetch its worker for days. */
  const askServer = async (): Promise<void> => {
    const answer = await fetch('/version.json', { cache: 'no-store' }).catch(() => null)
    const version: unknown = answer?.ok ? await answer.json().catch(() => null) : null
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
  /** The browser's answer; undefined when it refuses, or gives none within `ms` milliseconds. */
  const answerWithin = <T>(ms: number, ask: () => Promise<T>): Promise<T | undefined> =>
    new Promise((resolve) => {
      clock.after(ms, () => resolve(undefined))
      ask().then(resolve, () => resolve(undefined))
    })
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
      const registration = await answerWithin(ANSWER_WITHIN_MS, async () =>
        navigator.serviceWorker?.getRegistration(),
      )
      // The newer worker may not be fetched yet: fetch it, and wait until it is installed.
      if (registration && !registration.waiting)
        await answerWithin(INSTALL_WITHIN_MS, () => registration.update())
      const until = clock.elapsed() + INSTALL_WITHIN_MS
      while (registration?.installing && clock.elapsed() < until)
        await new Promise<void>((resolve) => clock.after(LOOK_EVERY_MS, resolve))
      if (registration?.waiting) {
        const handover = new Promise<void>((resolve) => {
          clock.after(HANDOVER_WITHIN_MS, resolve)
          navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
        })
        registration.waiting.postMessage({ type: 'SKIP_WAITING' })
        await handover
      }
      location.replace(`/?v=${newest}`)
    },
    active: () => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null,
  }
}
