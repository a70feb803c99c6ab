/** The lock room, but for app-lock.ts, which must close the vault at once: loaded when a person changes the lock or unlocks with a passkey. */
import { lazy } from '../../platform/lazy.ts'

export const lazyLockSettings = lazy(() => import('./lock-settings.ts'))
export const lazyPasskeyUnlock = lazy(() => import('./passkey-unlock.ts'))
