/** The parts of the device that load on first use. */
import { lazy } from '../lazy.ts'

export const lazyPasskeys = lazy(() => import('./passkey.ts'))
export const lazyCapabilityProbes = lazy(() => import('./capability-probes.ts'))
