/** The ways into the vault: loaded when somebody locks, unlocks or changes it. */
import { lazy } from '../platform/lazy.ts'

export const lazyKeySlots = lazy(() => import('./key-slots.ts'))
