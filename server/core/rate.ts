/** Who may go on: a token bucket for each client, and the one strict budget for wrong codes. Time is passed in. */
import {
  createTokenBucket,
  type TokenBucket,
  type TokenRate,
  takeTokens,
  tokenWaitMs,
} from '../../base/token-bucket.ts'
import {
  CLIENTS_MAX,
  GLOBAL_GUESSES_PER_MINUTE,
  GUESSES_BURST,
  GUESSES_PER_HOUR,
  HOUR_MS,
  RECENT_FAILURE_MS,
} from './limits.ts'

/** A client as two hashes of its address: under this hour's key and under the last one's. */
export interface ClientKey {
  readonly now: string
  readonly before: string
}

/** A bounded map that finds a client also just after the hour's key changed. */
function createClientMap<T>() {
  const map = new Map<string, T>()
  return {
    find(client: ClientKey): T | undefined {
      const found = map.get(client.now) ?? map.get(client.before)
      if (found !== undefined) {
        // Taken out and put in again: the order of the map is the order of use.
        map.delete(client.before)
        map.delete(client.now)
        map.set(client.now, found)
      }
      return found
    },
    add(client: ClientKey, value: T): void {
      if (map.size >= CLIENTS_MAX)
        for (const oldest of map.keys()) {
          map.delete(oldest)
          break
        }
      map.set(client.now, value)
    },
    size: () => map.size,
  }
}

export interface Buckets {
  /** Zero when the client may go on (and one token is taken), else milliseconds until it may. */
  readonly take: (client: ClientKey, nowMs: number) => number
  readonly peek: (client: ClientKey, nowMs: number) => number
}

/** A bucket for each client. Times are milliseconds of the clock that only goes forward. */
export function createBuckets(burst: number, perSecond: number): Buckets {
  const rate: TokenRate = { burst, perSecond }
  const clients = createClientMap<TokenBucket>()
  const bucketOf = (client: ClientKey, nowMs: number): TokenBucket => {
    const known = clients.find(client)
    const bucket = known ?? createTokenBucket(rate, nowMs)
    if (!known) clients.add(client, bucket)
    return bucket
  }
  return {
    peek: (client, nowMs) => tokenWaitMs(bucketOf(client, nowMs), rate, 1, nowMs),
    take(client, nowMs) {
      const bucket = bucketOf(client, nowMs)
      return takeTokens(bucket, rate, 1, nowMs) ? 0 : tokenWaitMs(bucket, rate, 1, nowMs)
    },
  }
}

export interface GuessBudget {
  /** Milliseconds until this client may try a code; zero when it may. Charges nothing. */
  readonly wait: (client: ClientKey, nowMs: number) => number
  /** A wrong code: charged to the client and to everybody. */
  readonly charge: (client: ClientKey, nowMs: number) => void
}

const EVERYBODY: ClientKey = { now: '*', before: '*' }

export function createGuessBudget(): GuessBudget {
  const own = createBuckets(GUESSES_BURST, (GUESSES_PER_HOUR / HOUR_MS) * 1_000)
  const all = createBuckets(GLOBAL_GUESSES_PER_MINUTE, GLOBAL_GUESSES_PER_MINUTE / 60)
  const failures = createClientMap<{ at: number }>()
  return {
    wait(client, nowMs) {
      const ownWait = own.peek(client, nowMs)
      if (ownWait > 0 || all.peek(EVERYBODY, nowMs) === 0) return ownWait
      const failedAt = failures.find(client)?.at
      return failedAt === undefined ? 0 : Math.max(0, failedAt + RECENT_FAILURE_MS - nowMs)
    },
    charge(client, nowMs) {
      own.take(client, nowMs)
      all.take(EVERYBODY, nowMs)
      const known = failures.find(client)
      if (known) known.at = nowMs
      else failures.add(client, { at: nowMs })
    },
  }
}
