/** Measurements of live connections from getStats, without addresses. */
import type { Path, RtcStats } from './rtc.types.ts'

type Stat = Readonly<Record<string, unknown>>
const SECOND_MS = 1_000
const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

/** Finds the selected candidate pair, which browsers mark in three ways, and its path. */
function pairOf(report: RTCStatsReport): { readonly pair: Stat | undefined; readonly path: Path } {
  const stats = new Map<string, Stat>()
  report.forEach((value: Stat, id: string) => {
    stats.set(id, value)
  })
  const transport = [...stats.values()].find(({ type }) => type === 'transport')
  const pairs = [...stats.values()].filter(({ type }) => type === 'candidate-pair')
  const pair =
    stats.get(String(transport?.selectedCandidatePairId)) ??
    pairs.find(({ selected }) => selected === true) ??
    pairs.find(({ state, nominated }) => state === 'succeeded' && nominated === true)
  const ends = [stats.get(String(pair?.localCandidateId)), stats.get(String(pair?.remoteCandidateId))]
  return { pair, path: ends.some((end) => end?.candidateType === 'relay') ? 'relayed' : 'direct' }
}

/** Relayed when either end of the pair in use is a relay candidate. */
export const selectedPath = async (pc: RTCPeerConnection): Promise<Path> => pairOf(await pc.getStats()).path

export async function rtcStats(pc: RTCPeerConnection): Promise<RtcStats> {
  const { pair, path } = pairOf(await pc.getStats())
  const rtt = numberOf(pair?.currentRoundTripTime)
  return {
    state: pc.connectionState,
    path,
    rttMs: rtt === null ? null : rtt * SECOND_MS,
    sentBytes: numberOf(pair?.bytesSent) ?? 0,
    receivedBytes: numberOf(pair?.bytesReceived) ?? 0,
  }
}
