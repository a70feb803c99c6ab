/** The door of the file store. */
import { lazy } from '../../platform/lazy.ts'

export const lazyFileStore = lazy(() => import('./file-store.ts'))
