/** Two ends of a room and the server between them: what it can read of their signals, and what they accept from it. */
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
  let now: SignalSecrets | null = {
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
      now = now && { ...now, ...next }
    },
    erase() {
      now = null
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
  test(`with ${what} in common two devices send nothing readable for the server, and open signals in order`, async () => {
    const host = createEnd('host', { secrets: given })
    const guest = createEnd('guest', { secrets: given })
    meet(host, guest)
    const seen = await bothWays(host, guest)
    for (const word of ['fingerprint', 'candidate:', '192.168', 'sdpMid', 'AA:BB'])
      expect(seen).not.toContain(word)
    expect(guest.got).toMatchObject([OFFER, CANDIDATE])
    expect(host.got).toMatchObject([{ ...OFFER, type: 'webrtc_answer' }, CANDIDATE])
  })

test('without a shared secret, or with an older app or server, signals stay unsealed', async () => {
  const host = createEnd('host', { secrets: [bytes(1)] })
  const guest = createEnd('guest', {})
  meet(host, guest)
  expect(await bothWays(host, guest)).toContain('fingerprint')
})

test('with only the session’s keys, or a server that passes no names, signals are sealed under the secret of both keys', async () => {
  const shared = async () => bytes(9)
  const host = createEnd('host', { secrets: [bytes(1)], shared, peerSeals: true })
  const guest = createEnd('guest', { shared, peerSeals: true })
  expect(await bothWays(host, guest)).not.toContain('fingerprint')
  // A side that does not know yet that the other seals answers in the form that it received.
  guest.change({ peerSeals: false })
  expect(await bothWays(host, guest)).not.toContain('fingerprint')
})

test('unsealed signals from a peer that seals are refused, and reported until both join again', async () => {
  const host = createEnd('host', { secrets: [bytes(1)], shared: async () => bytes(9), peerSeals: true })
  host.open(asHeard(OFFER))
  await until(() => host.unsealed.length === 1)
  expect([host.unsealed, host.got]).toEqual([[true], []])
  host.heard([])
  expect(host.unsealed.at(-1)).toBe(false)
})

test('reflected or altered signals, and those sealed under a deleted secret, are refused', async () => {
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
  // Signals are opened in order, so this one shows that the others were refused.
  guest.open(asHeard(said))
  await until(() => guest.got.length === 1)
  guest.change({ secrets: [bytes(2)] })
  guest.open(asHeard(said))
  guest.open(asHeard(CANDIDATE))
  await until(() => guest.got.length === 2)
  expect(guest.got).toMatchObject([OFFER, CANDIDATE])
  expect(host.got).toEqual([])
})

test('a replaced secret is not used any more, though the server still names it', async () => {
  const shared = async () => bytes(9)
  const host = createEnd('host', { secrets: [bytes(2)], shared, peerSeals: true })
  const guest = createEnd('guest', { secrets: [bytes(2)], shared, peerSeals: true })
  meet(host, guest)
  for (const end of [host, guest]) end.change({ secrets: [bytes(3)] })
  expect(await bothWays(host, guest)).not.toContain('fingerprint')
})

test('a session that is erased while its link begins sends nothing unsealed, and accepts nothing', async () => {
  const host = createEnd('host', { secrets: [bytes(1)], shared: async () => bytes(9), peerSeals: true })
  host.seal(CANDIDATE)
  host.seal(CANDIDATE)
  // The first is being sealed; the second waits for it.
  await Promise.resolve()
  host.erase()
  host.open(asHeard(OFFER))
  await until(() => host.said.length === 1)
  expect(JSON.stringify(host.said)).not.toContain('192.168')
  expect(host.got).toEqual([])
})

test('an offer without an answer is repeated under the secret of both keys: the names the server reports may be outdated', async () => {
  const shared = async () => bytes(9)
  const host = createEnd('host', { secrets: [bytes(2)], shared, peerSeals: true })
  const restored = createEnd('guest', { secrets: [bytes(2)], shared, peerSeals: true })
  // The host named its secrets before its last handshake replaced them.
  restored.heard(host.names())
  host.change({ secrets: [bytes(3)] })
  restored.seal(OFFER)
  await until(() => restored.said.length === 1)
  host.open(asHeard(restored.said[0] as LinkSignal))
  const again = { ...OFFER, attempt: 'a-2' }
  await pass(restored, host, [again, { ...CANDIDATE, attempt: 'a-2' }])
  expect(host.got[0]).toMatchObject(again)
  await pass(host, restored, [{ ...again, type: 'webrtc_answer' }])
})

test('who is offered under the secret of both keys answers under it, whatever the server names', async () => {
  const shared = async () => bytes(9)
  const host = createEnd('host', { secrets: [bytes(3)], shared, peerSeals: true })
  const restored = createEnd('guest', { secrets: [bytes(2)], shared, peerSeals: true })
  restored.heard(createEnd('host', { secrets: [bytes(2)] }).names())
  host.heard(restored.names())
  await pass(host, restored, [OFFER])
  await pass(restored, host, [{ ...OFFER, type: 'webrtc_answer' }, CANDIDATE])
})

test('silence never makes a signal unsealed', async () => {
  const guest = createEnd('guest', { secrets: [bytes(2)] })
  guest.heard(createEnd('host', { secrets: [bytes(2)] }).names())
  for (const attempt of ['a-1', 'a-2', 'a-3']) guest.seal({ ...OFFER, attempt })
  await until(() => guest.said.length === 3)
  expect(JSON.stringify(guest.said)).not.toContain('fingerprint')
})
