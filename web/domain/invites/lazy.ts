/** The invites room: making an invite, taking one up, and the list of words. Loaded when somebody does, or ahead of that. */
import { lazy } from '../../platform/lazy.ts'

export const lazyInvites = lazy(() => import('./invites.ts'))
/** The list of 1,296 words weighs more than all else of this room. */
export const lazyInviteWords = lazy(() => import('./invite-words.ts'))
