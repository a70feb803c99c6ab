/** What one socket may still say: a token a message, and bytes to relay, both refilled by the time since it last spoke. */
import { RELAY_BURST_BYTES, RELAY_BYTES_PER_SECOND } from '../../protocol/limits.ts'
import { SIGNALS_BURST, SIGNALS_PER_SECOND } from '../core/limits.ts'
import type { PeerData } from './peer.ts'

/** False when there was no token left. */
export function takeToken(data: PeerData, now: number): boolean {
  const seconds = (now - data.heardAt) / 1_000
  data.tokens = Math.min(SIGNALS_BURST, data.tokens + seconds * SIGNALS_PER_SECOND)
  data.relayBytes = Math.min(RELAY_BURST_BYTES, data.relayBytes + seconds * RELAY_BYTES_PER_SECOND)
  data.heardAt = now
  if (data.tokens < 1) return false
  data.tokens -= 1
  return true
}

/** False when so many bytes may not be relayed now. */
export function takeRelayBytes(data: PeerData, bytes: number): boolean {
  if (bytes > data.relayBytes) return false
  data.relayBytes -= bytes
  return true
}
