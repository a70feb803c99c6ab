/** The hub on a slow store: messages keep their order for each socket and for each room. */
import { describe, expect, test } from 'bun:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { WAITING_MESSAGES_MAX } from '../core/limits.ts'
import { wrapStore } from '../store/store.fake.ts'
import { CODE, type FakePeer, GUEST, HOST, ROOM, startHub } from './hub.fake-peers.ts'

const LOADED_MACHINE_MS = 60_000
const types = (peer: FakePeer): unknown[] => peer.told.map(({ type }) => type)
const OFFER = { type: 'webrtc_offer', sdp: 'v=0' }
const JOIN = { type: 'join_room', roomId: ROOM, deviceId: HOST }
const idle = async (...peers: FakePeer[]): Promise<void> => {
  while (peers.some(({ data }) => data.waiting !== null)) await nextTurn()
}
/** A hub whose store answers only when `open` is called. */
async function startBehindGate(accepted = true) {
  let open = (): void => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const hub = await startHub({ accepted, around: (store) => wrapStore(store, () => gate) })
  return { ...hub, open }
}

describe('hub on a slow store', () => {
  test('an offer right after a join reaches the other member', async () => {
    const { connect, say, open } = await startBehindGate()
    const [a, b] = [connect(), connect()]
    say(a, { ...JOIN, deviceId: GUEST })
    say(b, JOIN)
    say(b, OFFER)
    open()
    await idle(a, b)
    expect(types(b)).toEqual(['connected', 'room_joined', 'room_ready'])
    expect(types(a)).toEqual(['connected', 'room_joined', 'room_ready', 'webrtc_offer'])
  })

  test('64 messages wait, and the next is refused', async () => {
    const { connect, say, open } = await startBehindGate()
    const peer = connect()
    say(peer, JOIN)
    for (let n = 0; n < WAITING_MESSAGES_MAX; n += 1) say(peer, { type: 'ping' })
    expect(types(peer)).toEqual(['connected'])
    say(peer, { type: 'ping' })
    expect(peer.told.at(-1)).toMatchObject({ type: 'error', code: 'rate_limited' })
    open()
    await idle(peer)
    expect(types(peer).filter((type) => type === 'pong')).toHaveLength(WAITING_MESSAGES_MAX)
  })

  test('the total length of waiting messages is bounded too', async () => {
    const { connect, say } = await startBehindGate()
    const peer = connect()
    say(peer, JOIN)
    for (let n = 0; n < 5; n += 1) say(peer, { type: 'webrtc_offer', sdp: 'x'.repeat(30_000) })
    expect(peer.told.at(-1)).toMatchObject({ type: 'error', code: 'rate_limited' })
  })

  test('a socket that closed meanwhile does not join', async () => {
    const { hub, connect, say, join, open } = await startBehindGate()
    const peer = connect()
    say(peer, JOIN)
    hub.closed(peer)
    open()
    const other = await join(GUEST)
    expect(other.told.at(-1)).toMatchObject({ type: 'room_joined', userCount: 1 })
    expect(types(peer)).toEqual(['connected'])
  })

  test('a join under way when the room is deleted does not stay in the room', async () => {
    const { store, bus, connect, say, join, open } = await startBehindGate()
    const peer = connect()
    say(peer, JOIN)
    open()
    await store.deleteRoom(ROOM)
    bus.publish({ kind: 'room_deleted', roomId: ROOM })
    await idle(peer)
    expect(['room_deleted', 'error']).toContain(String(types(peer).at(-1)))
    expect((await join(GUEST)).told.at(-1)).toMatchObject({ code: 'room_not_found' })
  })

  test('an invite accepted while its watcher registers is reported exactly once', async () => {
    const { connect, say, accept, open } = await startBehindGate(false)
    const peer = connect()
    say(peer, { type: 'watch', joinid: CODE, client1: HOST })
    await accept()
    open()
    await idle(peer)
    expect(types(peer)).toEqual(['connected', 'room_accepted'])
  })

  test(
    'with any delays of the store, a room has at most two members and each socket’s answers are in order',
    async () => {
      const seed = Date.now()
      const act = fc.record({
        socket: fc.nat(3),
        kind: fc.constantFrom('join', 'join', 'leave', 'close', 'ping', 'offer'),
        delay: fc.nat(5),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 25 }), fc.array(fc.nat(4)), async (acts, delays) => {
          let at = 0
          const slow = async (): Promise<void> => {
            const turns = delays[at % Math.max(1, delays.length)] ?? 0
            at += 1
            for (let n = 0; n < turns; n += 1) await nextTurn()
          }
          const { hub, store, connect, say } = await startHub({
            limited: false,
            around: (inner) => wrapStore(inner, slow),
          })
          const sockets = [connect(), connect(), connect(), connect()]
          const asked = sockets.map((): string[] => [])
          for (const { socket, kind, delay } of acts) {
            const peer = sockets[socket]
            if (!peer) continue
            const said = { join: JOIN, leave: { type: 'leave_room' }, ping: { type: 'ping' }, offer: OFFER }
            if (kind === 'close') hub.closed(peer)
            else {
              if (!peer.data.over && (kind === 'leave' || kind === 'ping')) asked[socket]?.push(kind)
              say(peer, kind === 'join' ? { ...JOIN, deviceId: socket % 2 ? HOST : GUEST } : said[kind])
            }
            for (let n = 0; n < delay; n += 1) await nextTurn()
          }
          await idle(...sockets)
          const inside = sockets.filter(({ data }) => data.roomId !== null && !data.over)
          expect(inside.length).toBeLessThanOrEqual(2)
          sockets.forEach((peer, index) => {
            const answers = types(peer).flatMap((type) =>
              type === 'pong' ? ['ping'] : type === 'left_room' ? ['leave'] : [],
            )
            expect(asked[index]?.slice(0, answers.length)).toEqual(answers)
            if (!peer.data.over) expect(answers).toHaveLength(asked[index]?.length ?? 0)
          })
          await store.close()
        }),
        { seed, numRuns: 40 },
      )
    },
    LOADED_MACHINE_MS,
  )
})
