/** Handles the peer's ICE restart on an open connection; its signals are sent inside the channel. */
import { sameCertificate } from '../../../protocol/fingerprint.ts'
import type { Renegotiation } from '../../../protocol/signal.ts'
import type { RtcPeer } from '../../platform/network/rtc.types.ts'

/** Resolves with the answering signal, or null. Rejects when the description names another certificate than the connection has. */
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
    // A late answer, or an offer that crossed ours. Ignore it: the link's own probes detect whether it is alive.
    return null
  }
}
