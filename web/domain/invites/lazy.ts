/** Loads the invites room and the word list when a person creates or accepts an invite, or ahead of that. */
import { lazy } from '../../platform/lazy.ts'

export const lazyInvites = lazy(() => import('./invites.ts'))
/** Loaded separately: the list of 1,296 words is larger than the rest of this folder. */
export const lazyInviteWords = lazy(() => import('./invite-words.ts'))
