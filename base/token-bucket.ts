/** A token bucket: so many at once, then so many a second. Plain data, since a server keeps one for each socket. */

export interface TokenRate {
  /** What a full bucket holds. */
  readonly burst: number
  readonly perSecond: number
}

export interface TokenBucket {
  tokens: number
  filledAtMs: number
}

const SECOND_MS = 1_000

/** A full bucket. `nowMs` is of a clock that only goes forward. */
export const createTokenBucket = ({ burst }: TokenRate, nowMs: number): TokenBucket => ({
  tokens: burst,
  filledAtMs: nowMs,
})

/** Adds what has come back since the last call. A clock that went back adds nothing. */
export function fillTokenBucket(bucket: TokenBucket, { burst, perSecond }: TokenRate, nowMs: number): void {
  const seconds = Math.max(0, nowMs - bucket.filledAtMs) / SECOND_MS
  bucket.tokens = Math.min(burst, bucket.tokens + seconds * perSecond)
  bucket.filledAtMs = nowMs
}

/** Takes `count` tokens, or none and answers false when there are fewer. */
export function takeTokens(bucket: TokenBucket, rate: TokenRate, count: number, nowMs: number): boolean {
  fillTokenBucket(bucket, rate, nowMs)
  if (bucket.tokens < count) return false
  bucket.tokens -= count
  return true
}

/** Milliseconds until `count` tokens are there; zero when they are. Takes none. */
export function tokenWaitMs(bucket: TokenBucket, rate: TokenRate, count: number, nowMs: number): number {
  fillTokenBucket(bucket, rate, nowMs)
  const missing = count - bucket.tokens
  return missing <= 0 ? 0 : Math.ceil((missing / rate.perSecond) * SECOND_MS)
}

/** Gives a token back that was taken for nothing. */
export function giveToken(bucket: TokenBucket, rate: TokenRate, nowMs: number): void {
  fillTokenBucket(bucket, rate, nowMs)
  bucket.tokens = Math.min(rate.burst, bucket.tokens + 1)
}
