/** Delays passphrase tries after wrong ones, also across restarts of the app. */
import { err, type Result } from '../../../base/result.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { LockFailure } from './lock.model.ts'

/** Wait after the first wrong try. Each further one doubles it up to the maximum; no data is ever destroyed. */
const WAIT_FIRST_MS = 1_000
const WAIT_MAX_MS = 30_000
const TRIES_KEY = 'vault.tries'

export interface UnlockTries {
  readonly load: () => Promise<void>
  /** The failure to show while the next try is not accepted yet; null when it is. */
  readonly slowed: () => LockFailure | null
  /** Counts a wrong try and returns the failure to show. */
  readonly wrong: () => Result<never, LockFailure>
  readonly clear: () => void
}

export function createUnlockTries({ raw, clock }: { readonly raw: Kv; readonly clock: Clock }): UnlockTries {
  let tries = 0
  let mayTryAt = 0
  return {
    async load() {
      const kept = await raw.get(TRIES_KEY)
      const before = kept.ok ? (kept.value as { tries?: unknown; mayTryAt?: unknown } | undefined) : undefined
      if (typeof before?.tries !== 'number' || typeof before.mayTryAt !== 'number') return
      tries = before.tries
      // If the clock was set back, do not lock the person out for longer.
      mayTryAt = Math.min(before.mayTryAt, clock.now() + WAIT_MAX_MS)
    },
    slowed() {
      const waitMs = mayTryAt - clock.now()
      return waitMs > 0 ? { code: 'passphrase_wrong', waitMs } : null
    },
    wrong() {
      tries += 1
      const waitMs = Math.min(WAIT_MAX_MS, WAIT_FIRST_MS * 2 ** (tries - 1))
      mayTryAt = clock.now() + waitMs
      void raw.set(TRIES_KEY, { tries, mayTryAt })
      return err({ code: 'passphrase_wrong', waitMs })
    },
    clear() {
      tries = 0
      void raw.remove(TRIES_KEY)
    },
  }
}
