/** Reads the invite link or the icon-menu choice that opened the page, and removes it from the address bar at once. */
import { computed, signal } from '@preact/signals'
import { decodeSecret } from '../../crypto/secret.ts'
import type { Page } from '../../platform/page/page.ts'
import type { FoundInvite } from '../invites/invite.model.ts'
import { findInvite, inviteLink } from '../invites/invite-link.ts'
import type { LaunchView } from './app.ts'

export interface Launch extends LaunchView {
  readonly read: () => void
}

export function createLaunchUrl(page: Page): Launch {
  const found = signal<FoundInvite | null>(null)
  let shortcut: 'new' | 'join' | null = null
  return {
    read() {
      const fragment = page.takeFragment()
      found.value = findInvite(fragment)
      if (fragment === '#new' || fragment === '#join') shortcut = fragment === '#new' ? 'new' : 'join'
    },
    invite: computed(() => {
      const invite = found.value
      if (!invite) return null
      const secret = invite.secret === null ? null : decodeSecret(invite.secret)
      return {
        invite,
        link: inviteLink(page.origin, invite.code, secret),
        inTab: page.browserKind().kind === 'ios-safari' && !page.standalone(),
      }
    }),
    forgetInvite() {
      found.value = null
    },
    takeShortcut() {
      const taken = shortcut
      shortcut = null
      return taken
    },
  }
}
