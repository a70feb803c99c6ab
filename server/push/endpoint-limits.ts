/** Limits how often one phone is rung, whoever rings: by keyed hashes of push endpoints, in memory alone. */
import { createHmac, randomBytes } from 'node:crypto'
import {
  createTokenBucket,
  type TokenBucket,
  type TokenRate,
  takeTokens,
  tokenWaitMs,
} from '../../base/token-bucket.ts'
import {
  ENDPOINT_PUSHES_BURST,
  ENDPOINT_PUSHES_PER_SECOND,
  ENDPOINT_PUSHES_TODAY,
  ENDPOINTS_MAX,
} from '../core/limits.ts'
import { endpointName } from './endpoint-name.ts'

export interface EndpointLimits {
  /** Takes one push and returns 0; when there is none, takes nothing and returns the milliseconds to wait. `nowMs`: monotonic clock. */
  readonly take: (endpoint: URL, nowMs: number) => number
}

const KEY_BYTES = 32
const DAY_SECONDS = 86_400
const SOON: TokenRate = { burst: ENDPOINT_PUSHES_BURST, perSecond: ENDPOINT_PUSHES_PER_SECOND }
/** Half at once and half over the day, so that no 24 hours have more than the whole. */
const DAILY: TokenRate = {
  burst: ENDPOINT_PUSHES_TODAY / 2,
  perSecond: ENDPOINT_PUSHES_TODAY / 2 / DAY_SECONDS,
}

export function createEndpointLimits(max: number = ENDPOINTS_MAX): EndpointLimits {
  const key = randomBytes(KEY_BYTES)
  const known = new Map<string, { readonly soon: TokenBucket; readonly daily: TokenBucket }>()
  return {
    take(endpoint, nowMs) {
      const name = createHmac('sha256', key).update(endpointName(endpoint)).digest('base64url')
      const found = known.get(name)
      const { soon, daily } = found ?? {
        soon: createTokenBucket(SOON, nowMs),
        daily: createTokenBucket(DAILY, nowMs),
      }
      // Removed and inserted again, so that the map's order is the order of use.
      known.delete(name)
      const [oldest] = known.keys()
      if (known.size >= max && oldest !== undefined) known.delete(oldest)
      known.set(name, { soon, daily })
      const waitMs = Math.max(tokenWaitMs(soon, SOON, 1, nowMs), tokenWaitMs(daily, DAILY, 1, nowMs))
      if (waitMs > 0) return waitMs
      takeTokens(soon, SOON, 1, nowMs)
      takeTokens(daily, DAILY, 1, nowMs)
      return 0
    },
  }
}
