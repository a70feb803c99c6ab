/** Loads the check of a server when a person chooses one. */
import { lazy } from '../../platform/lazy.ts'

export const lazyServerAddress = lazy(() => import('./server-address.ts'))
