/** The hub: what each member is sent, and how silent, slow and excessive sockets are handled. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { createClientKeys } from '../client-key.ts'
import { SEND_QUEUE_BYTES, SIGNALS_BURST, SILENCE_MS, SOCKETS_PER_CLIENT } from '../core/limits.ts'
import { CLIENT, CODE, type FakePeer, HOST, ROOM, startHub as start } from './hub.fake-peers.ts'

const types = (peer: FakePeer): unknown[] => peer.told.map(({ type }) => type)
const SEAT_A = 'seat-of-the-host-0001'
const SEAT_B = 'seat-of-the-guest-001'

describe('hub', () => {
  test('a socket is greeted, and both members get ready', async () => {
    const { join } = await start()
    const [a, b] = [await join('HOST', SEAT_A), await join('GUEST', SEAT_B)]
    expect(types(a)).toEqual(['connected', 'room_joined', 'room_ready'])
    expect(types(b)).toEqual(['connected', 'room_joined', 'room_ready'])
    expect(a.told[2]).toMatchObject({ isInitiator: true, iceServers: [{ urls: 'stun:s' }] })
    expect(b.told[2]).toMatchObject({ isInitiator: false })
  })

  test('signals reach the other member with their sender, candidates unchanged, and a forged sender is overwritten', async () => {
    const { join, send } = await start()
    const [a, b] = [await join('HOST'), await join('GUEST')]
    const candidate = { candidate: 'c', sdpMLineIndex: 0, sdpMid: '0', usernameFragment: 'kept' }
    await send(a, { type: 'ice_candidate', candidate, from: 'somebody', roomId: 'elsewhere', attempt: 'x-1' })
    await send(a, { type: 'webrtc_offer', sdp: 'v=0 } "}' })
    expect(b.told[3]).toEqual({
      type: 'ice_candidate',
      candidate,
      from: String(a.data.id),
      roomId: ROOM,
      attempt: 'x-1',
    })
    expect(b.told[4]).toEqual({
      type: 'webrtc_offer',
      sdp: 'v=0 } "}',
      from: String(a.data.id),
      roomId: ROOM,
    })
  })

  test('only members can join, and only rooms of an accepted invite', async () => {
    const { connect, send, join } = await start()
    expect((await join('STRANGER')).told[1]).toMatchObject({ type: 'error', code: 'not_a_member' })
    const peer = connect()
    await send(peer, { type: 'join_room', roomId: 'no-such-room' })
    expect(peer.told[1]).toMatchObject({ type: 'error', code: 'room_not_found' })
    expect(types(await join())).toEqual(['connected', 'room_joined'])
  })

  test('the secret of the first join proves a seat, also after a restart', async () => {
    const { join, hub } = await start()
    const a = await join('HOST', SEAT_A)
    const b = await join('GUEST', SEAT_B)
    expect(types(await join('HOST', 'a-wrong-seat-secret-x'))).toContain('room_full')
    expect(types(await join('HOST'))).toContain('room_full')
    const again = await join('HOST', SEAT_A)
    expect(types(again)).toEqual(['connected', 'room_joined', 'room_ready'])
    expect(a.ended()).toBe(true)
    expect(types(b)).toEqual(['connected', 'room_joined', 'room_ready', 'room_ready'])
    hub.closed(a)
    expect(types(b).slice(4)).toEqual([])
  })

  test('a watcher learns of an acceptance at once, also when it begins to watch later', async () => {
    const { connect, send, accept } = await start({ accepted: false })
    const [early, late] = [connect(), connect()]
    await send(early, { type: 'watch', joinid: CODE, client1: HOST })
    expect(types(early)).toEqual(['connected'])
    await accept()
    await send(late, { type: 'watch', joinid: CODE, client1: HOST })
    for (const peer of [early, late])
      expect(peer.told[1]).toEqual({ type: 'room_accepted', joinid: CODE, roomid: ROOM })
    await send(early, { type: 'join_room', roomId: ROOM, deviceId: HOST })
    expect(types(early)).toContain('room_joined')
    await send(late, { type: 'watch', joinid: '999999', client1: HOST })
    expect(late.told.at(-1)).toMatchObject({ type: 'error', code: 'invite_not_found' })
  })

  test('leaving is answered and reported to the other member; leaving no room is answered too', async () => {
    const { join, send } = await start()
    const [a, b] = [await join('HOST'), await join('GUEST')]
    await send(a, { type: 'leave_room' })
    await send(a, { type: 'leave_room' })
    expect(a.told.slice(3)).toEqual([
      { type: 'left_room', roomId: ROOM },
      { type: 'left_room', roomId: null },
    ])
    expect(types(b).at(-1)).toBe('peer_left')
  })

  test('members of a deleted room are told', async () => {
    const { join, bus } = await start()
    const a = await join('HOST')
    bus.publish({ kind: 'room_deleted', roomId: ROOM })
    expect(a.told.at(-1)).toEqual({ type: 'room_deleted', roomId: ROOM })
  })

  test('a silent socket is reported gone within 35 seconds', async () => {
    const { join, send, hub, wait } = await start()
    const [a, b] = [await join('HOST'), await join('GUEST')]
    for (let seconds = 0; seconds < 35; seconds += 1) {
      wait(1_000)
      if (seconds % 20 === 0) await send(b, { type: 'ping' })
      if (seconds % 2 === 0) hub.sweep()
    }
    expect(SILENCE_MS).toBeLessThan(35_000)
    expect(a.ended()).toBe(true)
    expect(types(b)).toContain('peer_disconnected')
    expect(b.ended()).toBe(false)
  })

  test('a socket that does not read is closed instead of buffered for', async () => {
    const { join, send } = await start()
    const [a, b] = [await join('HOST'), await join('GUEST')]
    b.buffered = SEND_QUEUE_BYTES + 1
    await send(a, { type: 'webrtc_offer', sdp: 'x' })
    expect(b.ended()).toBe(true)
    expect(types(a).at(-1)).toBe('peer_disconnected')
  })

  test('a socket has a rate limit, and a client a maximum of sockets', async () => {
    const { join, send, connect, hub, wait } = await start()
    const a = await join('HOST')
    for (let n = 0; n < SIGNALS_BURST + 10; n += 1) await send(a, { type: 'ping' })
    expect(a.told.at(-1)).toMatchObject({ type: 'error', code: 'rate_limited' })
    wait(1_000)
    await send(a, { type: 'ping' })
    expect(types(a).at(-1)).toBe('pong')
    while (hub.count() < SOCKETS_PER_CLIENT) connect()
    expect(hub.admit(CLIENT)).toBeNull()
  })

  test('the maximum of sockets holds while they are open, across changes of the hourly key', async () => {
    const { connect, send, wait, hub } = await start()
    let elapsed = 0
    const clientOf = createClientKeys(() => elapsed)
    const peers = Array.from({ length: SOCKETS_PER_CLIENT }, () => connect(clientOf('192.0.2.7')))
    for (let hour = 0; hour < 6; hour += 1) {
      elapsed += 3_600_000
      wait(1_000)
      for (const peer of peers) await send(peer, { type: 'ping' })
      expect(hub.admit(clientOf('192.0.2.7'))).toBeNull()
    }
    for (const peer of peers.slice(0, 1)) hub.closed(peer)
    expect(hub.admit(clientOf('192.0.2.7'))).not.toBeNull()
  })

  test('a wall clock set ahead or back closes no socket and refuses none', async () => {
    const { join, connect, send, hub, setWall } = await start()
    const a = await join('HOST')
    for (const wall of [9_000_000_000_000, 0]) {
      setWall(wall)
      hub.sweep()
      await send(a, { type: 'ping' })
      expect(types(a).at(-1)).toBe('pong')
      expect(connect().ended()).toBe(false)
    }
    expect([a.ended(), hub.count()]).toEqual([false, 3])
  })

  test('a watcher of a purged invite is told that there is none, and its ids are dropped', async () => {
    const { connect, send, bus } = await start({ accepted: false })
    const peer = connect()
    await send(peer, { type: 'watch', joinid: CODE, client1: HOST })
    bus.publish({ kind: 'invite_deleted', joinCode: CODE, client1: HOST })
    expect(peer.told.at(-1)).toMatchObject({ type: 'error', code: 'invite_not_found' })
    expect(peer.data.watching).toBeNull()
  })

  test('a frame that is too large gets a named error and closes the socket', async () => {
    const { connect, send } = await start()
    const peer = connect()
    await send(peer, 'x'.repeat(64 * 1024 + 1))
    expect(peer.told.at(-1)).toMatchObject({ code: 'too_large' })
    expect(peer.ended()).toBe(true)
  })

  test('100,000 malformed messages are answered with an error and use no lasting memory', async () => {
    const { hub, connect, send, join } = await start({ limited: false })
    const good = [
      { type: 'join_room', roomId: ROOM, deviceId: HOST, seat: SEAT_A },
      { type: 'webrtc_offer', sdp: 'v=0' },
      { type: 'ice_candidate', candidate: { candidate: 'c', sdpMLineIndex: 0, sdpMid: '0' } },
      { type: 'watch', joinid: CODE, client1: HOST },
      { type: 'leave_room' },
    ]
    const odd = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc.string(),
      fc
        .tuple(
          fc.constantFrom(...good),
          fc.constantFrom('type', 'roomId', 'sdp', 'candidate', 'joinid', 'attempt'),
          fc.jsonValue({ maxDepth: 2 }),
        )
        .map(([message, key, value]) => JSON.stringify({ ...message, [key]: value })),
      fc
        .tuple(fc.constantFrom(...good), fc.nat(80))
        .map(([message, at]) => JSON.stringify(message).slice(0, at)),
    )
    const witness = await join('GUEST')
    const seed = Date.now()
    const texts = fc.sample(odd, { numRuns: 20_000, seed })
    Bun.gc(true)
    const before = process.memoryUsage().heapUsed
    for (let round = 0; round < 5; round += 1)
      for (let at = 0; at < texts.length; at += 100) {
        const peer = connect()
        for (const text of texts.slice(at, at + 100)) {
          await send(peer, text)
          peer.told.length = 0
        }
        hub.closed(peer)
        witness.told.length = 0
      }
    Bun.gc(true)
    const grown = process.memoryUsage().heapUsed - before
    await send(witness, { type: 'ping' })
    expect({
      seed,
      count: hub.count(),
      alive: types(witness),
      grownMb: grown < 20_000_000 ? 'little' : grown,
    }).toEqual({
      seed,
      count: 1,
      alive: ['pong'],
      grownMb: 'little',
    })
  }, 60_000)
})
