/** A fake of several tabs in one browser, of which one at a time holds the lock. */
import type { Tabs } from './single-tab-lock.ts'

export function createFakeTabs(): { readonly tab: () => Tabs } {
  let holder: (() => void) | null = null
  return {
    tab: () => ({
      async claim(steal, lost) {
        if (holder && !steal) return false
        const before = holder
        holder = lost
        before?.()
        return true
      },
    }),
  }
}
