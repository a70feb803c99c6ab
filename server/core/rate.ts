/** Rate limits: token buckets for each network of a client, and the stricter budget for wrong codes. Time is passed in. */
import {
  createTokenBucket,
  giveToken,
  type TokenBucket,
  type TokenRate,
  takeTokens,
  tokenWaitMs,
} from '../../base/token-bucket.ts'
import { type Client, type NetworkKey, type Widening, widened } from './client.ts'
import {
  ADDRESS_KEY_MS,
  GLOBAL_GUESSES_PER_MINUTE,
  GUESSES_BURST,
  GUESSES_PER_HOUR,
  HOUR_MS,
  NETWORKS_MAX,
  RECENT_FAILURE_MS,
} from './limits.ts'

const SECOND_MS = 1_000
const MINUTE_SECONDS = 60

/** A bounded map keyed by network, which also finds entries from before the hourly key changed. */
function createNetworkMap<T>() {
  const map = new Map<string, T>()
  return {
    find(network: NetworkKey): T | undefined {
      const found = map.get(network.now) ?? map.get(network.before)
      if (found !== undefined) {
        // Removed and inserted again, so that the map's order is the order of use.
        map.delete(network.before)
        map.delete(network.now)
        map.set(network.now, found)
      }
      return found
    },
    add(network: NetworkKey, value: T): void {
      if (map.size >= NETWORKS_MAX)
        for (const oldest of map.keys()) {
          map.delete(oldest)
          break
        }
      map.set(network.now, value)
    },
  }
}

export interface Buckets {
  /** Takes one token of each network and returns 0; when one has none, takes nothing and returns the milliseconds to wait. */
  readonly take: (client: Client, nowMs: number) => number
  /** Returns one token to each network. */
  readonly give: (client: Client, nowMs: number) => void
  /** Returns 0 when `take` would succeed, else the milliseconds to wait. Takes nothing. */
  readonly wait: (client: Client, nowMs: number) => number
}

/**
 * Creates a bucket for each network of a client. A call is charged to all of them, and one empty bucket refuses it.
 * Times are milliseconds of the monotonic clock.
 * Throws when a bucket takes longer to refill than a client is remembered, since waiting for a new key would then refill it early.
 */
export function createBuckets(own: TokenRate, widening: Widening): Buckets {
  if (own.burst / own.perSecond > ADDRESS_KEY_MS / SECOND_MS)
    throw new Error('rate: forgotten before it is full')
  const networks = createNetworkMap<TokenBucket>()
  const rateOf = (network: NetworkKey): TokenRate => ({
    burst: widened(own.burst, network, widening),
    perSecond: widened(own.perSecond, network, widening),
  })
  const wait = (client: Client, nowMs: number): number =>
    Math.max(
      ...client.map((network) => {
        const bucket = networks.find(network)
        return bucket ? tokenWaitMs(bucket, rateOf(network), 1, nowMs) : 0
      }),
    )
  return {
    wait,
    take(client, nowMs) {
      const refused = wait(client, nowMs)
      if (refused > 0) return refused
      for (const network of client) {
        const known = networks.find(network)
        const bucket = known ?? createTokenBucket(rateOf(network), nowMs)
        if (!known) networks.add(network, bucket)
        takeTokens(bucket, rateOf(network), 1, nowMs)
      }
      return 0
    },
    give(client, nowMs) {
      for (const network of client) {
        const bucket = networks.find(network)
        if (bucket) giveToken(bucket, rateOf(network), nowMs)
      }
    },
  }
}

export interface GuessBudget {
  /** Returns the milliseconds until this client may try a code, 0 when it may. Charges nothing. */
  readonly wait: (client: Client, nowMs: number) => number
  /** Returns the milliseconds until this client may try a code without proof of work, 0 when it may now. */
  readonly workWait: (client: Client, nowMs: number) => number
  /** Charges a code, before it is looked up, to each network of the client and to the global budget. */
  readonly charge: (client: Client, nowMs: number) => void
  /** Settles a charged code: a right one is refunded. */
  readonly settle: (client: Client, right: boolean, nowMs: number) => void
}

const OWN_GUESSES: TokenRate = { burst: GUESSES_BURST, perSecond: (GUESSES_PER_HOUR / HOUR_MS) * SECOND_MS }
const ALL_GUESSES: TokenRate = {
  burst: GLOBAL_GUESSES_PER_MINUTE,
  perSecond: GLOBAL_GUESSES_PER_MINUTE / MINUTE_SECONDS,
}

export function createGuessBudget(): GuessBudget {
  const own = createBuckets(OWN_GUESSES, 'close')
  const failures = createNetworkMap<{ atMs: number }>()
  let all: TokenBucket | null = null
  const everybody = (nowMs: number): TokenBucket => {
    all ??= createTokenBucket(ALL_GUESSES, nowMs)
    return all
  }
  const fail = (network: NetworkKey, nowMs: number): void => {
    const known = failures.find(network)
    if (known) known.atMs = nowMs
    else failures.add(network, { atMs: nowMs })
  }
  return {
    wait: own.wait,
    workWait(client, nowMs) {
      if (tokenWaitMs(everybody(nowMs), ALL_GUESSES, 1, nowMs) === 0) return 0
      const ends = client.map((network) => (failures.find(network)?.atMs ?? -Infinity) + RECENT_FAILURE_MS)
      return Math.max(0, Math.max(...ends) - nowMs)
    },
    charge(client, nowMs) {
      own.take(client, nowMs)
      takeTokens(everybody(nowMs), ALL_GUESSES, 1, nowMs)
    },
    settle(client, right, nowMs) {
      if (right) {
        own.give(client, nowMs)
        giveToken(everybody(nowMs), ALL_GUESSES, nowMs)
      } else for (const network of client) fail(network, nowMs)
    },
  }
}
