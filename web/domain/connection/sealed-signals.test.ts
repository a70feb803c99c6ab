/** Two ends of a room and the server between them: what it sees of their offers, answers and candidates, and what they take from it. */
import { expect, test } from 'bun:test'
import { settle } from '../../../tests/harness/settle.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import type { LinkSignal } from '../../transport/link/link.ts'
import type { PeerSignal } from '../../transport/signaling/signaling.types.ts'
import type { SignalSecrets } from '../sessions/session-keys.ts'
import { createSealedSignals } from './sealed-signals.ts'

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const SDP = 'v=0\r\na=fingerprint:sha-256 AA:BB\r\n'
const OFFER: Extract<LinkSignal, { sdp: string }> = { type: 'webrtc_offer', sdp: SDP, attempt: 'a-1' }
const CANDIDATE: LinkSignal = {
  type: 'ice_candidate',
  candidate: { candidate: 'candidate:1 1 udp 1 192.168.1.7 9 typ host', sdpMid: '0' },
  attempt: 'a-1',
}

function createEnd(role: 'host' | 'guest', given: Partial<SignalSecrets>) {
  let now: SignalSecrets = {
    role,
    roomId: 'room' as never,
    secrets: [],
    shared: async () => null,
    peerSeals: false,
    ...given,
  }
  const said: LinkSignal[] = []
  const got: PeerSignal[] = []
  const unsealed: boolean[] = []
  const log = createLog(createFakeClock())
  const signals = createSealedSignals(
    { secrets: () => now, log },
    {
      say: (signal) => said.push(signal),
      hear: (signal) => got.push(signal),
      unsealed: (is) => unsealed.push(is),
    },
  )
  return {
    ...signals,
    said,
    got,
    unsealed,
    change(next: Partial<SignalSecrets>) {
      now = { ...now, ...next }
    },
  }
}
type End = ReturnType<typeof createEnd>

async function until(done: () => boolean): Promise<void> {
  await settle()
  expect(done()).toBe(true)
}
const asHeard = (signal: LinkSignal): PeerSignal =>
  ({ ...signal, from: '1', roomId: 'room' }) as unknown as PeerSignal
const meet = (one: End, other: End): void => {
  one.heard(other.names())
  other.heard(one.names())
}
async function pass(from: End, to: End, signals: readonly LinkSignal[]): Promise<string> {
  const [said, got] = [from.said.length, to.got.length]
  for (const signal of signals) from.seal(signal)
  await until(() => from.said.length === said + signals.length)
  const passed = from.said.slice(said)
  for (const signal of passed) to.open(asHeard(signal))
  await until(() => to.got.length === got + signals.length)
  return JSON.stringify(passed)
}
const bothWays = async (one: End, other: End): Promise<string> =>
  (await pass(one, other, [OFFER, CANDIDATE])) +
  (await pass(other, one, [{ ...OFFER, type: 'webrtc_answer' }, CANDIDATE]))

for (const [what, given] of [
  ['the link’s secret', [bytes(1)]],
  ['a secret of reconnecting', [bytes(2), bytes(3)]],
] as const)
  test(`two who share ${what} say nothing that the server can read, and understand each other in order`, async () => {
    const host = createEnd('host', { secrets: given })
    const guest = createEnd('guest', { secrets: given })
    meet(host, guest)
    const seen = await bothWays(host, guest)
    for (const word of ['fingerprint', 'candidate:', '192.168', 'sdpMid', 'AA:BB'])
      expect(seen).not.toContain(word)
    expect(guest.got).toMatchObject([OFFER, CANDIDATE])
    expect(host.got).toMatchObject([{ ...OFFER, type: 'webrtc_answer' }, CANDIDATE])
  })

test('who shares no secret, or has an app or a server from before, is told everything as ever', async () => {
  const host = createEnd('host', { secrets: [bytes(1)] })
  const guest = createEnd('guest', {})
  meet(host, guest)
  expect(await bothWays(host, guest)).toContain('fingerprint')
})

test('who keeps nothing but the keys of the session, or has a server that passes no names, seals by what the two keys give', async () => {
  const shared = async () => bytes(9)
  const host = createEnd('host', { secrets: [bytes(1)], shared, peerSeals: true })
  const guest = createEnd('guest', { shared, peerSeals: true })
  expect(await bothWays(host, guest)).not.toContain('fingerprint')
  // The one who has not heard yet that the other seals answers as it was spoken to.
  guest.change({ peerSeals: false })
  expect(await bothWays(host, guest)).not.toContain('fingerprint')
})

test('nothing unsealed is taken from a peer that seals, and that is told until the two are in the room again', async () => {
  const host = createEnd('host', { secrets: [bytes(1)], shared: async () => bytes(9), peerSeals: true })
  host.open(asHeard(OFFER))
  await until(() => host.unsealed.length === 1)
  expect([host.unsealed, host.got]).toEqual([[true], []])
  host.heard([])
  expect(host.unsealed.at(-1)).toBe(false)
})

test('what was reflected, changed, or sealed under a secret that is forgotten is not taken', async () => {
  const host = createEnd('host', { secrets: [bytes(1)] })
  const guest = createEnd('guest', { secrets: [bytes(1)] })
  meet(host, guest)
  host.seal(OFFER)
  await until(() => host.said.length === 1)
  const said = host.said[0] as typeof OFFER
  host.open(asHeard(said))
  guest.open(asHeard({ ...said, attempt: 'a-2' }))
  guest.open(asHeard({ ...said, sdp: `${said.sdp.slice(0, -4)}AAAA` }))
  guest.open(asHeard({ ...said, type: 'webrtc_answer' }))
  // Opened in order: once this one is there, the others were refused.
  guest.open(asHeard(said))
  await until(() => guest.got.length === 1)
  guest.change({ secrets: [bytes(2)] })
  guest.open(asHeard(said))
  guest.open(asHeard(CANDIDATE))
  await until(() => guest.got.length === 2)
  expect(guest.got).toMatchObject([OFFER, CANDIDATE])
  expect(host.got).toEqual([])
})

test('after a new secret took its place, the older one that the server still names is not used', async () => {
  const shared = async () => bytes(9)
  const host = createEnd('host', { secrets: [bytes(2)], shared, peerSeals: true })
  const guest = createEnd('guest', { secrets: [bytes(2)], shared, peerSeals: true })
  meet(host, guest)
  for (const end of [host, guest]) end.change({ secrets: [bytes(3)] })
  expect(await bothWays(host, guest)).not.toContain('fingerprint')
})
