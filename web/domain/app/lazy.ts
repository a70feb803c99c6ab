/** Loads Erase all data when a person asks for it. */
import { lazy } from '../../platform/lazy.ts'

export const lazyEraseAll = lazy(() => import('./erase-all.ts'))
