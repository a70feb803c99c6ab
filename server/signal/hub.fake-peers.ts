/** A hub with a room of two, and sockets that write down what they are told. */
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'
import { createLocalBus } from '../bus/local.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { createHub } from './hub.ts'
import type { Peer } from './peer.ts'

export const CLIENT = { now: 'client', before: 'client-before' }
export const HOST = 'HOST' as DeviceId
export const GUEST = 'GUEST' as DeviceId
export const CODE = '123456' as JoinCode
export const ROOM = 'room-id' as RoomId

export interface FakePeer extends Peer {
  readonly told: Record<string, unknown>[]
  readonly ended: () => boolean
  buffered: number
}

export function startHub({ limited = true, accepted = true, relay = true } = {}) {
  let time = 1_000_000
  const store = openSqliteStore(':memory:', 100)
  const bus = createLocalBus()
  store.createInvite({ joinCode: CODE, client1: HOST, expiresAt: time + 60_000 }, time)
  const accept = () => {
    store.acceptInvite({ joinCode: CODE, client2: GUEST, retryHash: null, roomId: ROOM }, time)
    bus.publish({ kind: 'invite_accepted', joinCode: CODE, client1: HOST, roomId: ROOM })
  }
  if (accepted) accept()
  const hub = createHub({
    store,
    bus,
    iceServers: [{ urls: 'stun:s' }],
    relay,
    turn: false,
    limited,
    now: () => time,
    serverName: 'test',
  })
  const connect = (): FakePeer => {
    const data = hub.admit(CLIENT)
    if (!data) throw new Error('not admitted')
    const told: Record<string, unknown>[] = []
    let ended = false
    const peer: FakePeer = {
      data,
      told,
      buffered: 0,
      ended: () => ended,
      send: (text) => told.push(JSON.parse(text)),
      close: () => {
        ended = true
      },
      terminate: () => {
        ended = true
      },
      getBufferedAmount: () => peer.buffered,
    }
    hub.opened(peer)
    return peer
  }
  const send = (peer: Peer, message: unknown) =>
    hub.received(peer, typeof message === 'string' ? message : JSON.stringify(message))
  const join = (deviceId?: string, seat?: string): FakePeer => {
    const peer = connect()
    send(peer, { type: 'join_room', roomId: ROOM, deviceId, seat })
    return peer
  }
  return {
    hub,
    store,
    bus,
    connect,
    send,
    join,
    accept,
    wait: (ms: number) => {
      time += ms
    },
  }
}
