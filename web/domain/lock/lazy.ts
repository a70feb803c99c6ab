/** Loads the lock room, except app-lock.ts, when a person opens or changes the lock. */
import { lazy } from '../../platform/lazy.ts'

export const lazyLockSettings = lazy(() => import('./lock-settings.ts'))
export const lazyPasskeyUnlock = lazy(() => import('./passkey-unlock.ts'))
export const lazyUnlocking = lazy(() => import('./unlocking.ts'))
