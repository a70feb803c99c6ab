/** The service worker: registered, looked after for updates, and replaced when the person says so. */
import { Workbox } from 'workbox-window'
import type { Clock } from '../clock.ts'
import { trustedScript } from './trusted-script.ts'

export interface AppWorker {
  /** Registers it; `offered` is called when a newer build waits, and again for each newer one. */
  readonly start: (offered: () => void) => void
  /** Looks for a newer build, at most every ten minutes. */
  readonly checkForUpdate: () => void
  /** Hands over to the build that waits, then loads the page anew. */
  readonly apply: () => Promise<void>
  readonly active: () => boolean
}

const SCRIPT = '/sw.js'
const CHECK_EVERY_MS = 10 * 60_000
/** `controllerchange` may never come on an installed iOS app; then the page is loaded anew without it. */
const HANDOVER_WITHIN_MS = 4_000
/** A new build is some 100 kB: on a slow phone that takes a while, but not for ever. */
const INSTALL_WITHIN_MS = 30_000
const LOOK_EVERY_MS = 100

export function createBrowserWorker(ports: { readonly clock: Clock; readonly build: string }): AppWorker {
  const { clock } = ports
  let workbox: Workbox | null = null
  let checkedAt = clock.elapsed()
  let offer = (): void => {}
  let newest = ports.build

  /** Asks the server itself, past every cache: an installed app may not fetch its worker again for days. */
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
    check()
  }
  return {
    start(offered) {
      offer = offered
      if (!('serviceWorker' in navigator)) return
      void register().catch(() => {})
    },
    checkForUpdate() {
      if (clock.elapsed() - checkedAt >= CHECK_EVERY_MS) check()
    },
    async apply() {
      const registration = await navigator.serviceWorker?.getRegistration()
      // The newer worker may not have been fetched yet: fetch it, and wait until it waits.
      if (registration && !registration.waiting) await registration.update().catch(() => {})
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
