/** What the other side says, inside the channel, of another path for the open connection. */
import { sameCertificate } from '../../../protocol/fingerprint.ts'
import type { Renegotiation } from '../../../protocol/signal.ts'
import type { RtcPeer } from '../../platform/network/rtc.types.ts'

/** The answer to it, if any. Rejects what names another key than the connection has. */
export async function renegotiate(
  peer: RtcPeer,
  signal: Exclude<Renegotiation, { type: 'ask' }>,
): Promise<Renegotiation | null> {
  if (signal.type === 'candidate') {
    await peer.addCandidate(signal.candidate).catch(() => {})
    return null
  }
  if (!sameCertificate(peer.binding().remoteSdp, signal.sdp)) throw new Error('another key')
  try {
    await peer.setRemote(signal.type, signal.sdp)
    return signal.type === 'answer' ? null : { type: 'answer', sdp: await peer.describe() }
  } catch {
    // An answer that comes too late, or an offer that crossed ours: the link itself says whether it lives.
    return null
  }
}
