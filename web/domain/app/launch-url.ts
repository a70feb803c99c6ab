/** Reads the invite link or the icon-menu choice that opened the page, or came while it was open, and removes it from the address bar at once. */
import { batch, computed, signal } from '@preact/signals'
import type { Page } from '../../platform/page/page.ts'
import type { LaunchView } from './app.ts'

export interface Launch extends LaunchView {
  readonly read: () => void
}

/** Matches a fragment that contains a code; the Join sheet reads the rest. */
const HAS_CODE = /j(=|%3d)(3d)?\d{6}/i

/** `isNew`: whether this browser has no sessions, stored or locked. */
export function createLaunchUrl(page: Page, isNew: () => boolean): Launch {
  const found = signal<string | null>(null)
  const newcomer = signal(false)
  const shortcut = signal<'new' | 'join' | null>(null)
  const take = (): void => {
    const fragment = page.takeFragment()
    // A fragment of another kind leaves an invite that waits behind the lock where it is.
    batch(() => {
      if (HAS_CODE.test(fragment)) found.value = fragment
      newcomer.value ||= found.value !== null && isNew()
      if (fragment === '#new' || fragment === '#join') shortcut.value = fragment === '#new' ? 'new' : 'join'
    })
  }
  return {
    read() {
      take()
      page.onArrival(take)
    },
    invite: computed(() => {
      const fragment = found.value
      if (fragment === null) return null
      const inTab = page.browserKind().kind === 'ios-safari' && !page.standalone()
      return { fragment, link: `${page.origin}/${fragment}`, inTab }
    }),
    newcomer: computed(() => newcomer.value),
    forgetInvite() {
      found.value = null
    },
    shortcut: computed(() => shortcut.value),
    forgetShortcut() {
      shortcut.value = null
    },
  }
}
