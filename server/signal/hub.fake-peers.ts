/** A hub with a room of two, and fake sockets that record what is sent to them. */
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'
import { createLocalBus } from '../bus/local.ts'
import type { Client } from '../core/client.ts'
import { createRoomClock } from '../core/room-clock.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { createHub, type Hub } from './hub.ts'
import type { Peer } from './peer.ts'

export const CLIENT: Client = [{ now: 'client', before: 'before', lasting: 'lasting', share: 1 }]
export const HOST = 'HOST' as DeviceId
export const GUEST = 'GUEST' as DeviceId
export const CODE = '123456' as JoinCode
export const ROOM = 'room-id' as RoomId

export interface FakePeer extends Peer {
  readonly told: Record<string, unknown>[]
  readonly ended: () => boolean
  buffered: number
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function connectTo(hub: Hub, client: Client): FakePeer {
  const data = hub.admit(client)
  if (!data) throw new Error('not admitted')
  const told: Record<string, unknown>[] = []
  let ended = false
  const end = (): void => {
    ended = true
  }
  const peer: FakePeer = {
    data,
    told,
    buffered: 0,
    ended: () => ended,
    send: (text) => told.push(JSON.parse(text)),
    close: end,
    terminate: end,
    getBufferedAmount: () => peer.buffered,
  }
  hub.opened(peer)
  return peer
}

const LOCK_WITHIN_MS = 100

export async function startHub({
  limited = true,
  accepted = true,
  relay = true,
  around = (store: Store): Store => store,
} = {}) {
  let wall = 1_000_000
  let elapsed = 0
  const store = openSqliteStore(':memory:', LOCK_WITHIN_MS)
  const bus = createLocalBus()
  const faults: unknown[] = []
  await store.createInvite({ joinCode: CODE, client1: HOST, expiresAt: wall + 60_000, ticket: null }, wall)
  const accept = async () => {
    await store.acceptInvite({ joinCode: CODE, client2: GUEST, retryHash: null, roomId: ROOM }, wall)
    bus.publish({ kind: 'invite_accepted', joinCode: CODE, client1: HOST, roomId: ROOM })
  }
  if (accepted) await accept()
  const clock = { now: () => wall, elapsed: () => elapsed }
  const hub = createHub({
    store: around(store),
    bus,
    iceServers: [{ urls: 'stun:s' }],
    relay,
    turn: false,
    limited,
    clock,
    roomClock: createRoomClock(clock),
    serverName: 'test',
    onFault: (fault) => faults.push(fault),
  })
  const connect = (client = CLIENT): FakePeer => connectTo(hub, client)
  /** Sends a message without waiting for the store. */
  const say = (peer: Peer, message: unknown): void =>
    hub.received(peer, typeof message === 'string' ? message : JSON.stringify(message))
  /** Sends a message, and waits until all messages of the socket are handled. */
  const send = async (peer: Peer, message: unknown): Promise<void> => {
    say(peer, message)
    while (peer.data.waiting !== null) await nextTurn()
  }
  const join = async (deviceId?: string, seat?: string): Promise<FakePeer> => {
    const peer = connect()
    await send(peer, { type: 'join_room', roomId: ROOM, deviceId, seat })
    return peer
  }
  return {
    hub,
    store,
    bus,
    faults,
    connect,
    say,
    send,
    join,
    accept,
    wait: (ms: number) => {
      wall += ms
      elapsed += ms
    },
    /** Sets the wall clock. */
    setWall: (ms: number) => {
      wall = ms
    },
  }
}
