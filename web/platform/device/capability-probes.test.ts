/** Reports name a browser by family and major version, and describe a link without addresses. */
import { expect, test } from 'bun:test'
import { rtcStats, selectedPath } from '../network/rtc-stats.ts'
import { browserOf } from './capability-probes.ts'

test('a browser is recognised by family and major version, whatever else its name claims', () => {
  const like = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)'
  expect(browserOf(`${like} Chrome/140.0.7339.80 Safari/537.36`)).toBe('Chrome 140')
  expect(browserOf(`${like} Chrome/140.0.0.0 Safari/537.36 Edg/139.0.0.0`)).toBe('Edge 139')
  expect(browserOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox 140',
  )
  expect(
    browserOf(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.4 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('Safari 26')
  expect(browserOf('something of anna')).toBe('unknown')
})

const stats = {
  T: { type: 'transport', selectedCandidatePairId: 'P' },
  P: {
    type: 'candidate-pair',
    localCandidateId: 'L',
    remoteCandidateId: 'R',
    currentRoundTripTime: 0.042,
    bytesSent: 100,
    bytesReceived: 200,
  },
  L: { type: 'local-candidate', candidateType: 'host', address: '192.168.1.23' },
  R: { type: 'remote-candidate', candidateType: 'relay', address: '203.0.113.9' },
}
const connection = (report: Record<string, unknown>) =>
  ({
    connectionState: 'connected',
    getStats: async () => new Map(Object.entries(report)),
  }) as unknown as RTCPeerConnection

test('a link is reported by state, path, round trip and bytes, without addresses', async () => {
  const told = await rtcStats(connection(stats))
  expect(told).toEqual({
    state: 'connected',
    path: 'relayed',
    rttMs: 42,
    sentBytes: 100,
    receivedBytes: 200,
  })
  expect(JSON.stringify(told)).not.toMatch(/192|203/)
})

test('the selected pair is found in each of the ways that browsers mark it', async () => {
  const { T, ...rest } = stats
  expect(await selectedPath(connection({ ...rest, P: { ...stats.P, selected: true } }))).toBe('relayed')
  const nominated = { ...stats.P, state: 'succeeded', nominated: true }
  expect(await selectedPath(connection({ ...rest, P: nominated }))).toBe('relayed')
  expect(await selectedPath(connection({}))).toBe('direct')
  expect((await rtcStats(connection({}))).rttMs).toBeNull()
})
