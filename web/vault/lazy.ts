/** Loads the key slots and all code that changes the vault when a person locks, unlocks or changes App lock. */
import { lazy } from '../platform/lazy.ts'

export const lazyKeySlots = lazy(() => import('./key-slots.ts'))
