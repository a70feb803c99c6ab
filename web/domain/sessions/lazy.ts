/** Loads the rarely used parts of sessions: export, and the server's record of one. */
import { lazy } from '../../platform/lazy.ts'

export const lazySessionExport = lazy(() => import('./session-export.ts'))
export const lazyServerRecord = lazy(() => import('./server-record.ts'))
