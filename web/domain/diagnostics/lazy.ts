/** Loads the diagnostics room when its page is opened. */
import { lazy } from '../../platform/lazy.ts'

export const lazyDiagnostics = lazy(() => import('./diagnostics.ts'))
