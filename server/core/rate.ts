/** Who may go on: a token bucket for each network of a client, and the one strict budget for wrong codes. Time is passed in. */
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

/** A bounded map that finds a network also just after the hour's key changed. */
function createNetworkMap<T>() {
  const map = new Map<string, T>()
  return {
    find(network: NetworkKey): T | undefined {
      const found = map.get(network.now) ?? map.get(network.before)
      if (found !== undefined) {
        // Taken out and put in again: the order of the map is the order of use.
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
  /** Zero when the client may go on (and one token of each of its networks is taken), else milliseconds until it may. */
  readonly take: (client: Client, nowMs: number) => number
  /** Gives one token of each network back. */
  readonly give: (client: Client, nowMs: number) => void
  /** Zero when the client may go on, else milliseconds until it may. Takes nothing. */
  readonly wait: (client: Client, nowMs: number) => number
}

/**
 * A bucket for each network of a client: a call fills all of them, and one that is spent refuses it.
 * Times are milliseconds of the clock that only goes forward.
 * Throws when a bucket takes longer to fill than a client is remembered: waiting for a new key would then pay.
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
  /** Milliseconds until this client may try a code; zero when it may. Charges nothing. */
  readonly wait: (client: Client, nowMs: number) => number
  /** Milliseconds until this client may try a code without showing some work; zero when it may now. */
  readonly workWait: (client: Client, nowMs: number) => number
  /** A code that may be wrong: charged to each network of the client, and to everybody. */
  readonly charge: (client: Client, nowMs: number) => void
  /** What became of a code that was charged: one that was right costs nothing after all. */
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
