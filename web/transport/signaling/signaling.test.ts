/** Signaling: one socket at a time, replaced when it is dead, and none after the person left. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { DeviceId, JoinCode, RoomId, Seat } from '../../../protocol/ids.ts'
import { serverToSocketUrl } from '../../../protocol/signal.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createFakeSockets } from '../../platform/network/socket.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createSignaling, type SignalingEvent, type Want } from './signaling.ts'

const ROOM: Want = {
  kind: 'room',
  roomId: 'room' as RoomId,
  deviceId: 'device' as DeviceId,
  seat: 'seat-0123456789abcdef' as Seat,
}
const INVITE: Want = { kind: 'invite', joinid: '123456' as JoinCode, client1: 'device' as DeviceId }

function start(want: Want = ROOM, seals?: Parameters<typeof createSignaling>[0]['seals']) {
  const clock = createFakeClock()
  const sockets = createFakeSockets()
  const events: SignalingEvent[] = []
  const random = createSeededRandom(1)
  const signaling = createSignaling({
    sockets,
    clock,
    random,
    url: 'ws://x/ws',
    want,
    ...(seals && { seals }),
    on: (event) => events.push(event),
  })
  const last = () => {
    const socket = sockets.all.at(-1)
    if (!socket) throw new Error('no socket')
    return socket
  }
  const receive = (message: object): void => last().message(JSON.stringify(message))
  const greet = (): void => receive({ type: 'connected', clientId: '1', server: 'x' })
  const sent = () => last().sent.map((text) => JSON.parse(text).type as string)
  return {
    clock,
    sockets,
    events,
    signaling,
    last,
    receive,
    greet,
    sent,
    kinds: () => events.map(({ kind }) => kind),
  }
}

describe('signaling', () => {
  test('the room is joined only after the socket’s first message', () => {
    const { last, greet, sent, kinds } = start()
    last().open()
    expect([sent(), kinds()]).toEqual([[], []])
    greet()
    expect([sent(), kinds()]).toEqual([['join_room'], ['up']])
  })

  test('pings every 25 seconds, and opens a new socket without a pong in 10', () => {
    const { clock, greet, receive, sent, sockets, kinds } = start()
    greet()
    receive({ type: 'room_joined', roomId: 'room', userCount: 1, isInitiator: true, ready: false })
    clock.advance(25_000)
    expect(sent()).toEqual(['join_room', 'ping'])
    receive({ type: 'pong' })
    clock.advance(25_000)
    expect(sent()).toEqual(['join_room', 'ping', 'ping'])
    clock.advance(10_000)
    expect(kinds().at(-1)).toBe('down')
    clock.advance(1_000)
    expect(sockets.all).toHaveLength(2)
    expect(sockets.alive()).toBe(1)
  })

  test('a dead socket is detected within 10 seconds of a check, before its next heartbeat', () => {
    const { clock, greet, receive, sent, signaling, sockets, kinds } = start()
    greet()
    receive({ type: 'room_joined', roomId: 'room', userCount: 1, isInitiator: true, ready: false })
    clock.advance(1_000)
    signaling.check()
    expect(sent()).toEqual(['join_room', 'ping'])
    clock.advance(9_999)
    expect(kinds()).not.toContain('down')
    clock.advance(1)
    expect(kinds().at(-1)).toBe('down')
    clock.advance(1_000)
    expect([sockets.all.length, sockets.alive()]).toEqual([2, 1])
  })

  test('a socket that answers a check is kept', () => {
    const { clock, greet, receive, signaling, sockets, kinds } = start()
    greet()
    receive({ type: 'room_joined', roomId: 'room', userCount: 1, isInitiator: true, ready: false })
    signaling.check()
    receive({ type: 'pong' })
    clock.advance(20_000)
    expect(kinds()).not.toContain('down')
    expect(sockets.all).toHaveLength(1)
  })

  test('a repeated join without an answer means a dead socket', () => {
    const { clock, greet, receive, signaling, sockets, kinds } = start()
    greet()
    receive({ type: 'room_joined', roomId: 'room', userCount: 1, isInitiator: true, ready: false })
    signaling.rejoin()
    clock.advance(8_000)
    expect(kinds().at(-1)).toBe('down')
    clock.advance(1_000)
    expect(sockets.alive()).toBe(1)
  })

  test('a join without an answer is repeated on a new socket', () => {
    const { clock, greet, sockets, kinds } = start()
    greet()
    clock.advance(10_000)
    expect(kinds()).toContain('down')
    expect([sockets.all.length, sockets.alive()]).toEqual([2, 1])
  })

  test('a leave that could not be sent yet is sent on a new socket', () => {
    const { greet, receive, sent, sockets, signaling, kinds } = start()
    signaling.leave()
    greet()
    expect(sent()).toEqual(['join_room', 'leave_room'])
    receive({ type: 'left_room', roomId: 'room' })
    expect([kinds().at(-1), sockets.alive()]).toEqual(['left', 0])
  })

  test('the waits between attempts grow to 15 seconds and stay there', () => {
    const { clock, sockets } = start()
    const times: number[] = []
    for (let tries = 0; tries < 12; tries += 1) {
      times.push(clock.elapsed())
      sockets.all.at(-1)?.close()
      const before = sockets.all.length
      while (sockets.all.length === before) clock.advance(100)
    }
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(waits[0]).toBeLessThanOrEqual(600)
    expect(Math.max(...waits)).toBeLessThanOrEqual(15_100)
    expect(waits.at(-1)).toBeGreaterThan(7_000)
  })

  test('returning opens a new socket whatever the state of the old one, whose late messages are ignored', () => {
    const { clock, greet, sockets, signaling, events } = start()
    greet()
    const old = sockets.all[0]
    signaling.resume()
    clock.advance(250)
    expect([sockets.all.length, sockets.alive()]).toEqual([2, 1])
    const before = events.length
    old?.message(JSON.stringify({ type: 'peer_left' }))
    old?.close()
    expect(events.length).toBe(before)
  })

  test('after leaving nothing reconnects', () => {
    const { clock, greet, receive, sent, sockets, signaling, kinds } = start()
    greet()
    signaling.leave()
    expect(sent()).toEqual(['join_room', 'leave_room'])
    receive({ type: 'left_room', roomId: 'room' })
    clock.advance(120_000)
    expect([sockets.all.length, sockets.alive(), kinds().at(-1), clock.pending()]).toEqual([1, 0, 'left', 0])
  })

  test('a leave without an answer is repeated once on a new socket, then signaling ends', () => {
    const { clock, greet, sent, sockets, signaling } = start()
    greet()
    signaling.leave()
    clock.advance(3_000)
    expect(sockets.all).toHaveLength(2)
    greet()
    expect(sent()).toEqual(['join_room', 'leave_room'])
    clock.advance(3_000)
    clock.advance(120_000)
    expect([sockets.all.length, sockets.alive()]).toEqual([2, 0])
  })

  test('a watched invite is watched again on every socket, and its acceptance is reported', () => {
    const { clock, greet, last, receive, sent, events } = start(INVITE)
    greet()
    last().close()
    clock.advance(1_000)
    greet()
    expect(sent()).toEqual(['watch'])
    receive({ type: 'room_accepted', joinid: '999999', roomid: 'other' })
    receive({ type: 'room_accepted', joinid: '123456', roomid: 'room' })
    expect(events.filter(({ kind }) => kind === 'accepted')).toEqual([
      { kind: 'accepted', roomId: 'room' as RoomId },
    ])
  })

  test('a room that the server calls unknown is joined again on the same socket, and the session stays', () => {
    for (const message of [
      { type: 'room_deleted', roomId: 'room' },
      { type: 'error', error: 'x', code: 'room_not_found' },
      { type: 'error', error: 'x', code: 'not_a_member' },
    ] as const) {
      const { clock, greet, receive, events, sockets, sent } = start()
      greet()
      receive(message)
      expect(events.at(-1)).toEqual({ kind: 'unknown' })
      const asks = () => sent().filter((type) => type === 'join_room').length
      const before = asks()
      for (let waited = 0; waited < 7; waited += 1) {
        clock.advance(10_000)
        receive({ type: 'pong' })
      }
      expect(asks()).toBe(before + 1)
      expect(sockets.alive()).toBe(1)
      receive({ type: 'room_joined', roomId: 'room', userCount: 1, isInitiator: true, ready: false })
      expect(events.at(-1)).toEqual({ kind: 'joined', ready: false })
    }
  })

  test('each join sends the current seal names, and the peer’s are reported', () => {
    let names = ['AAAAAAAAAAA']
    const { greet, receive, signaling, last, events } = start(ROOM, () => names as never)
    greet()
    names = ['BBBBBBBBBBB']
    signaling.rejoin()
    expect(last().sent.map((text) => JSON.parse(text).seals)).toEqual([['AAAAAAAAAAA'], ['BBBBBBBBBBB']])
    const ready = { type: 'room_ready', roomId: 'room', userCount: 2, isInitiator: true }
    receive({ ...ready, seals: ['CCCCCCCCCCC'] })
    expect(events.at(-1)).toMatchObject({ kind: 'ready', seals: ['CCCCCCCCCCC'] })
    receive(ready)
    expect(events.at(-1)).toMatchObject({ kind: 'ready', seals: [] })
  })

  test('after a server’s trouble the room is joined again on the same socket', () => {
    const { clock, greet, receive, sent, sockets, events } = start()
    greet()
    receive({ type: 'error', error: 'x', code: 'unavailable' })
    clock.advance(5_000)
    expect(sent()).toEqual(['join_room', 'join_room'])
    expect([sockets.all.length, sockets.alive()]).toEqual([1, 1])
    expect(events.map(({ kind }) => kind)).toEqual(['up', 'trouble'])
  })

  test('in any order of events there is one socket at most, and nothing throws', () => {
    const act = fc.constantFrom(
      'open',
      'close',
      'greet',
      'ready',
      'full',
      'junk',
      'resume',
      'rejoin',
      'leave',
      'late',
      'wait',
      'wait-long',
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const { clock, sockets, signaling, last, greet, receive } = start()
        for (const one of acts) {
          if (one === 'open') last().open()
          else if (one === 'close') last().close()
          else if (one === 'greet') greet()
          else if (one === 'ready')
            receive({ type: 'room_ready', roomId: 'room', userCount: 2, isInitiator: true })
          else if (one === 'full') receive({ type: 'room_full', roomId: 'room', error: 'x' })
          else if (one === 'junk') last().message('{"type":"nonsense"')
          else if (one === 'late') sockets.all[0]?.message('{"type":"pong"}')
          else if (one === 'wait') clock.advance(700)
          else if (one === 'wait-long') clock.advance(40_000)
          else signaling[one]()
          expect(sockets.alive()).toBeLessThanOrEqual(1)
        }
        signaling.stop()
        expect([sockets.alive(), clock.pending()]).toEqual([0, 0])
      }),
    )
  })

  test('a server’s origin becomes its socket’s address', () => {
    expect(serverToSocketUrl('https://chat.example')).toBe('wss://chat.example/ws')
    expect(serverToSocketUrl('http://localhost:8080')).toBe('ws://localhost:8080/ws')
  })
})
