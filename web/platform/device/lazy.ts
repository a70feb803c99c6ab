/** The parts of the device that load on first use. */
import { lazy } from '../lazy.ts'
import type { Argon2 } from './argon2.ts'

export const lazySounds = lazy(() => import('./sounds.ts'))
export const lazyPasskeys = lazy(() => import('./passkey.ts'))
export const lazyCapabilityProbes = lazy(() => import('./capability-probes.ts'))

/** Starts no worker before the first key derivation. */
export const lazyArgon2: Argon2 = async (password, salt, cost) => {
  const { createWorkerArgon2, startArgon2Worker } = await import('./argon2.ts')
  return createWorkerArgon2(startArgon2Worker)(password, salt, cost)
}
