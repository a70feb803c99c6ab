/** Rate limits of one socket: messages, and characters to relay. */
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

/** Records that the socket sent a message at `now` (monotonic milliseconds); false when it is over its limit. */
export function takeSignal(data: Speaker, now: number): boolean {
  data.heardAt = now
  return takeTokens(data.signals, SIGNAL_RATE, 1, now)
}

/** Takes `characters` from the relay limit at `now`; false when it is exceeded. */
export const takeRelayed = (data: Speaker, characters: number, now: number): boolean =>
  takeTokens(data.relayed, RELAY_RATE, characters, now)
