/** Loads ringing with the first conversation. */
import { lazy } from '../../platform/lazy.ts'

export const lazyNudges = lazy(() => import('./nudges.ts'))
