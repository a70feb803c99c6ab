/** Lets one tab at a time run the app: two would compete for the same rooms and overwrite each other's sessions. */
import type { Clock } from '../clock.ts'

export interface Tabs {
  /**
   * True when this tab holds the app now. `steal` takes it from another tab. `lost` is called once if another tab takes it later.
   * Where Web Locks are missing (Lockdown Mode) every claim succeeds.
   */
  readonly claim: (steal: boolean, lost: () => void) => Promise<boolean>
}

const LOCK = 'inviso'
/** How long a reloading tab waits for its old page to release the lock. */
const OLD_PAGE_MS = 1_000
const RETRY_MS = 100

export function createBrowserTabs(clock: Clock): Tabs {
  const locks = 'locks' in navigator ? navigator.locks : undefined
  const attempt = (steal: boolean, lost: () => void): Promise<boolean> =>
    new Promise((resolve) => {
      if (!locks) return resolve(true)
      let held = false
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        if (!lock) {
          resolve(false)
          return undefined
        }
        held = true
        resolve(true)
        return new Promise(() => {})
      }
      const refused = (): void => {
        if (held) lost()
        else resolve(true)
      }
      try {
        locks.request(LOCK, steal ? { steal: true } : { ifAvailable: true }, hold).catch(refused)
      } catch {
        refused()
      }
    })
  return {
    async claim(steal, lost) {
      const until = clock.elapsed() + OLD_PAGE_MS
      for (;;) {
        if (await attempt(steal, lost)) return true
        if (clock.elapsed() >= until) return false
        await new Promise<void>((resolve) => clock.after(RETRY_MS, resolve))
      }
    },
  }
}
