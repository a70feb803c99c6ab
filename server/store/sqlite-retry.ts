/** Retries a database call that is blocked by another process's lock, leaving the event loop free in between. */
import { setTimeout as sleep } from 'node:timers/promises'

/** SQLite's primary result codes, without the extended bits (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6
const PRIMARY_CODE = 0xff

/** Interval of retries: short enough that nobody notices a short backup. */
const RETRY_EVERY_MS = 25

export function isBusy(fault: unknown): boolean {
  if (!(fault instanceof Error) || !('errno' in fault) || typeof fault.errno !== 'number') return false
  const code = fault.errno & PRIMARY_CODE
  return code === SQLITE_BUSY || code === SQLITE_LOCKED
}

/** Runs `call` until the database is not busy, for about `withinMs` milliseconds; then rejects with the last fault. `call` must be atomic. */
export async function retryWhileBusy<T>(call: () => T, withinMs: number): Promise<T> {
  for (let waited = 0; ; waited += RETRY_EVERY_MS)
    try {
      return call()
    } catch (fault) {
      if (!isBusy(fault) || waited >= withinMs) throw fault
      await sleep(RETRY_EVERY_MS)
    }
}
