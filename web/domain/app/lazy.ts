/** Loads what acts on one session with its first conversation, and Erase all data when a person asks for it. */
import { lazy } from '../../platform/lazy.ts'

export const lazyEraseAll = lazy(() => import('./erase-all.ts'))
export const lazySessionActions = lazy(() => import('./session-actions.ts'))
