/** Delays passphrase tries after wrong ones, also across restarts of the app. */
import { err, type Result } from '../../../base/result.ts'
import type { Log } from '../../log/log.ts'
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
  /**
   * Counts a wrong try and resolves to the failure to show, once the count is stored: closing the app at once saves no wait.
   * A count that cannot be stored is logged, and holds until the page closes.
   */
  readonly wrong: () => Promise<Result<never, LockFailure>>
  /** Forgets the wrong tries. If they stay stored, which is logged, the next start waits once more for them, WAIT_MAX_MS at most. */
  readonly clear: () => void
}

export function createUnlockTries(ports: {
  readonly raw: Kv
  readonly clock: Clock
  readonly log: Log
}): UnlockTries {
  const { raw, clock } = ports
  const noteUnkept = ({ ok }: Result<void, unknown>): void => {
    if (!ok) ports.log.add('error', 'storage.write_failed')
  }
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
    async wrong() {
      tries += 1
      const waitMs = Math.min(WAIT_MAX_MS, WAIT_FIRST_MS * 2 ** (tries - 1))
      mayTryAt = clock.now() + waitMs
      noteUnkept(await raw.set(TRIES_KEY, { tries, mayTryAt }))
      return err({ code: 'passphrase_wrong', waitMs })
    },
    clear() {
      tries = 0
      void raw.remove(TRIES_KEY).then(noteUnkept)
    },
  }
}
