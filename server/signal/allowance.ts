/** What one socket may still say: a number of messages, and characters to relay. */
import { type TokenBucket, type TokenRate, takeTokens } from '../../base/token-bucket.ts'
import { RELAY_BURST_BYTES, RELAY_BYTES_PER_SECOND } from '../../protocol/limits.ts'
import { SIGNALS_BURST, SIGNALS_PER_SECOND } from '../core/limits.ts'

export const SIGNAL_RATE: TokenRate = { burst: SIGNALS_BURST, perSecond: SIGNALS_PER_SECOND }
export const RELAY_RATE: TokenRate = { burst: RELAY_BURST_BYTES, perSecond: RELAY_BYTES_PER_SECOND }

interface Speaker {
  heardAt: number
  readonly signals: TokenBucket
  readonly relayed: TokenBucket
}

/** Notes that the socket spoke at `now`; false when it may not say more. */
export function takeSignal(data: Speaker, now: number): boolean {
  data.heardAt = now
  return takeTokens(data.signals, SIGNAL_RATE, 1, now)
}

/** False when so many characters may not be relayed at `now`. */
export const takeRelayed = (data: Speaker, characters: number, now: number): boolean =>
  takeTokens(data.relayed, RELAY_RATE, characters, now)
