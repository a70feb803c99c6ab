/** Loads the lock room, except app-lock.ts, when a person changes the lock or unlocks with a passkey. */
import { lazy } from '../../platform/lazy.ts'

export const lazyLockSettings = lazy(() => import('./lock-settings.ts'))
export const lazyPasskeyUnlock = lazy(() => import('./passkey-unlock.ts'))
