/** The state shown to a person follows from the known facts, and a dead server never hides a live link. */
import { expect, test } from 'bun:test'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { type ConnectionFacts, connectionOf, createConnectionState } from './connection-state.ts'

const facts: ConnectionFacts = {
  rtc: true,
  online: true,
  link: { kind: 'none' },
  refused: null,
  before: 'never',
  room: 'in',
  noRelay: false,
  unsealed: false,
  viaServer: false,
  peer: { kind: 'here' },
}

test('after the end it reports a lost link once, and nothing more', () => {
  const clock = createFakeClock()
  const told: string[] = []
  const presence = createConnectionState(
    clock,
    { ...facts, link: { kind: 'open', path: 'direct' } },
    ({ kind }) => told.push(kind),
  )
  presence.linkLost()
  presence.learn({ link: { kind: 'open', path: 'direct' } })
  presence.linkLost()
  presence.end()
  const last = told.length
  expect(told.at(-1)).toBe('connecting')
  clock.advance(60_000)
  presence.learn({ link: { kind: 'open', path: 'direct' } })
  presence.peerAway('left')
  expect(told).toHaveLength(last)
})

test('a live link is shown as connected, whatever the server does', () => {
  for (const room of ['starting', 'in', 'down'] as const)
    expect(connectionOf({ ...facts, room, online: false, link: { kind: 'open', path: 'direct' } })).toEqual({
      kind: 'connected',
      path: 'direct',
    })
})

test('nobody is waited for to enter words in a room that the server no longer knows', () => {
  for (const refused of ['words', 'their_words'] as const) {
    expect(connectionOf({ ...facts, refused })).toEqual({ kind: 'securing', why: refused })
    expect(connectionOf({ ...facts, refused, room: 'unknown' })).toEqual({
      kind: 'offline',
      why: 'room_unknown',
    })
  }
  // Who failed the proof is shown as such, whatever the server says.
  expect(connectionOf({ ...facts, refused: 'not_authentic', room: 'unknown' })).toEqual({
    kind: 'offline',
    why: 'not_proven',
  })
})

test('without a link, an unreachable server and a missing network are shown differently', () => {
  expect(connectionOf({ ...facts, room: 'down' })).toEqual({ kind: 'offline', why: 'server' })
  expect(connectionOf({ ...facts, room: 'down', online: false })).toEqual({ kind: 'offline', why: 'network' })
})

test('a server’s trouble and unsealed signals are each shown as such', () => {
  expect(connectionOf({ ...facts, room: 'trouble' })).toEqual({ kind: 'offline', why: 'trouble' })
  const unsealed = { ...facts, unsealed: true }
  expect(connectionOf(unsealed)).toEqual({ kind: 'offline', why: 'unsealed' })
  // Sealed messages through the server need no signals, and an absent peer sends none.
  expect(connectionOf({ ...unsealed, viaServer: true }).kind).toBe('connecting')
  expect(connectionOf({ ...unsealed, peer: { kind: 'away', since: 42, why: 'left' } }).kind).toBe('away')
})

test('an absent peer is away since the time it was first missed', () => {
  const peer = { kind: 'away', since: 42, why: 'left' } as const
  expect(connectionOf({ ...facts, peer })).toEqual({ kind: 'away', since: 42, why: 'left' })
})

test('a missing WebRTC is reported before anything else', () => {
  expect(connectionOf({ ...facts, rtc: false })).toEqual({ kind: 'offline', why: 'no_webrtc' })
})

test('an unproven link is never shown as connected, and is reported until one proves itself', () => {
  const refused = { ...facts, refused: 'not_authentic' } as const
  for (const link of [{ kind: 'none' }, { kind: 'connecting', stuck: false }, { kind: 'securing' }] as const)
    expect(connectionOf({ ...refused, link })).toEqual({ kind: 'offline', why: 'not_proven' })
  expect(connectionOf({ ...refused, link: { kind: 'open', path: 'direct' } }).kind).toBe('connected')
  expect(connectionOf({ ...facts, link: { kind: 'securing' } })).toEqual({
    kind: 'securing',
    why: 'handshake',
  })
})

test('after a lost connection it first shows only "reconnecting"', () => {
  const again = { kind: 'connecting', stuck: false, again: true } as const
  for (const more of [
    { room: 'starting' },
    { link: { kind: 'securing' } },
    { link: { kind: 'connecting', stuck: false } },
  ] as const)
    expect(connectionOf({ ...facts, before: 'once', ...more })).toEqual(again)
  const lost = { kind: 'away', since: 42, why: 'lost' } as const
  for (const more of [{ room: 'down' }, { peer: lost }] as const) {
    expect(connectionOf({ ...facts, before: 'just_now', ...more })).toEqual(again)
    expect(connectionOf({ ...facts, before: 'once', ...more }).kind).not.toBe('connecting')
  }
  // A missing network and a peer's goodbye are shown at once.
  expect(connectionOf({ ...facts, before: 'just_now', room: 'down', online: false }).kind).toBe('offline')
  const left = { kind: 'away', since: 42, why: 'left' } as const
  expect(connectionOf({ ...facts, before: 'just_now', peer: left }).kind).toBe('away')
})

test('"reconnecting" ends after a while, or at once when the link returns', () => {
  const clock = createFakeClock()
  const told: string[] = []
  const presence = createConnectionState(clock, facts, (state) =>
    told.push(state.kind === 'connecting' && state.again ? 'reconnecting' : state.kind),
  )
  presence.learn({ link: { kind: 'open', path: 'direct' } })
  presence.linkLost()
  presence.learn({ room: 'down' })
  expect(told).toEqual(['connected', 'reconnecting', 'reconnecting'])
  clock.advance(5_000)
  expect(told.at(-1)).toBe('offline')
  presence.learn({ room: 'in', link: { kind: 'open', path: 'direct' } })
  presence.linkLost()
  presence.learn({ link: { kind: 'open', path: 'direct' } })
  const before = told.length
  clock.advance(60_000)
  expect(told.length).toBe(before)
  expect(told.at(-1)).toBe('connected')
})
