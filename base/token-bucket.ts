/** A token bucket: a burst, then a rate per second. Plain data, since a server keeps one for each socket. */

export interface TokenRate {
  /** Tokens in a full bucket. */
  readonly burst: number
  readonly perSecond: number
}

export interface TokenBucket {
  tokens: number
  filledAtMs: number
}

const SECOND_MS = 1_000

/** Creates a full bucket. `nowMs`: milliseconds of a monotonic clock. */
export const createTokenBucket = ({ burst }: TokenRate, nowMs: number): TokenBucket => ({
  tokens: burst,
  filledAtMs: nowMs,
})

/** Adds the tokens due since the last call; none when the clock went back. */
export function fillTokenBucket(bucket: TokenBucket, { burst, perSecond }: TokenRate, nowMs: number): void {
  const seconds = Math.max(0, nowMs - bucket.filledAtMs) / SECOND_MS
  bucket.tokens = Math.min(burst, bucket.tokens + seconds * perSecond)
  bucket.filledAtMs = nowMs
}

/** Takes `count` tokens; when there are fewer it takes none and returns false. */
export function takeTokens(bucket: TokenBucket, rate: TokenRate, count: number, nowMs: number): boolean {
  fillTokenBucket(bucket, rate, nowMs)
  if (bucket.tokens < count) return false
  bucket.tokens -= count
  return true
}

/** Returns the milliseconds until `count` tokens are available, 0 when they are. Takes none. */
export function tokenWaitMs(bucket: TokenBucket, rate: TokenRate, count: number, nowMs: number): number {
  fillTokenBucket(bucket, rate, nowMs)
  const missing = count - bucket.tokens
  return missing <= 0 ? 0 : Math.ceil((missing / rate.perSecond) * SECOND_MS)
}

/** Returns a token whose use failed. */
export function giveToken(bucket: TokenBucket, rate: TokenRate, nowMs: number): void {
  fillTokenBucket(bucket, rate, nowMs)
  bucket.tokens = Math.min(rate.burst, bucket.tokens + 1)
}
