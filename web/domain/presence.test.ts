/** What a person is told follows from what is known, and a living link is never hidden by a dead server. */
import { expect, test } from 'bun:test'
import { connectionOf, type Facts } from './presence.ts'

const facts: Facts = {
  rtc: true,
  online: true,
  link: { kind: 'none' },
  refused: null,
  room: 'in',
  peer: { kind: 'here' },
}

test('a living link is connected, whatever the server does', () => {
  for (const room of ['starting', 'in', 'down'] as const)
    expect(connectionOf({ ...facts, room, online: false, link: { kind: 'open', path: 'direct' } })).toEqual({
      kind: 'connected',
      path: 'direct',
    })
})

test('without a link a dead server is told apart from a dead network', () => {
  expect(connectionOf({ ...facts, room: 'down' })).toEqual({ kind: 'offline', why: 'server' })
  expect(connectionOf({ ...facts, room: 'down', online: false })).toEqual({ kind: 'offline', why: 'network' })
})

test('an absent peer is away since the time it was missed', () => {
  const peer = { kind: 'away', since: 42, why: 'left' } as const
  expect(connectionOf({ ...facts, peer })).toEqual({ kind: 'away', since: 42, why: 'left' })
})

test('a browser without WebRTC says so first', () => {
  expect(connectionOf({ ...facts, rtc: false })).toEqual({ kind: 'offline', why: 'no_webrtc' })
})

test('a link that did not prove itself is never shown as connected, and says so until one does', () => {
  const refused = { ...facts, refused: 'not_authentic' } as const
  for (const link of [{ kind: 'none' }, { kind: 'connecting', stuck: false }, { kind: 'securing' }] as const)
    expect(connectionOf({ ...refused, link })).toEqual({ kind: 'offline', why: 'not_proven' })
  expect(connectionOf({ ...refused, link: { kind: 'open', path: 'direct' } }).kind).toBe('connected')
  expect(connectionOf({ ...facts, link: { kind: 'securing' } })).toEqual({
    kind: 'securing',
    why: 'handshake',
  })
})
