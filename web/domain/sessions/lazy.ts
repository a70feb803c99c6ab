/** What a person seldom asks of the sessions: their export, and what the server holds of one. */
import { lazy } from '../../platform/lazy.ts'

export const lazySessionExport = lazy(() => import('./session-export.ts'))
export const lazyServerRecord = lazy(() => import('./server-record.ts'))
