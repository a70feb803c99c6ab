/** The hub: sockets, the rooms they are in, the invites they watch. Signals pass through it unread beyond their shape. */
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { parseJson } from '../../base/bytes.ts'
import { unreachable } from '../../base/result.ts'
import type { SignalError } from '../../protocol/errors.ts'
import type { DeviceId, RoomId, Seat } from '../../protocol/ids.ts'
import { SIGNAL_BYTES_MAX } from '../../protocol/limits.ts'
import {
  type ClientSignal,
  clientSignalSchema,
  type IceServer,
  isRelayed,
  type ServerSignal,
} from '../../protocol/signal.ts'
import type { Bus } from '../bus/bus.ts'
import { SEND_QUEUE_BYTES, SILENCE_MS, SOCKETS_PER_CLIENT } from '../core/limits.ts'
import type { ClientKey } from '../core/rate.ts'
import { emptyRoom, type RoomEffect, type RoomEvent, type RoomState, stepRoom } from '../core/room.machine.ts'
import type { Store } from '../store/store.ts'
import { takeToken } from './allowance.ts'
import { newPeerData, type Peer, type PeerData, SENTENCES } from './peer.ts'
import { createSealedRelay } from './sealed-relay.ts'

export interface Hub {
  /** The data of a new socket; null when this client has too many. */
  readonly admit: (client: ClientKey) => PeerData | null
  readonly opened: (peer: Peer) => void
  readonly received: (peer: Peer, text: string) => void
  readonly closed: (peer: Peer) => void
  /** Ends sockets that said nothing for too long; call it every few seconds. */
  readonly sweep: () => void
  readonly stop: () => void
  readonly count: () => number
}

const GOING_AWAY = 1001
const TOO_LARGE = 1009
const watchKey = (joinCode: string, client1: string): string => `${joinCode} ${client1}`
const seatHash = (seat: Seat): string => createHash('sha256').update(seat).digest('base64url')

export function createHub(ports: {
  readonly store: Store
  readonly bus: Bus
  readonly iceServers: readonly IceServer[]
  /** Whether sealed frames may pass when both members want it. */
  readonly relay: boolean
  /** Whether there is a TURN server to be asked for. */
  readonly turn: boolean
  readonly limited: boolean
  readonly now: () => number
  readonly serverName: string
}): Hub {
  const { store, now } = ports
  const peers = new Map<number, Peer>()
  const rooms = new Map<RoomId, RoomState>()
  const watchers = new Map<string, Set<number>>()
  const perClient = new Map<string, number>()
  const offered = {
    ...(ports.iceServers.length > 0 ? { iceServers: [...ports.iceServers] } : {}),
    ...(ports.relay ? { relay: true } : {}),
    ...(ports.turn ? { turn: true } : {}),
  }
  let serial = 0

  const sendText = (peer: Peer, text: string): void => {
    if (peer.data.over) return
    // A socket that does not read is ended, not buffered for.
    if (peer.getBufferedAmount() > SEND_QUEUE_BYTES || peer.send(text) === 0) end(peer)
  }
  const tell = (peer: Peer, signal: ServerSignal): void => sendText(peer, JSON.stringify(signal))
  const fail = (peer: Peer, code: SignalError): void =>
    tell(peer, { type: 'error', error: SENTENCES[code], code })

  const performRoom = (roomId: RoomId, effect: RoomEffect): void => {
    const peer = peers.get(effect.socket)
    if (!peer) return
    switch (effect.kind) {
      case 'tell':
        return tell(
          peer,
          effect.signal.type === 'room_ready' ? { ...effect.signal, ...offered } : effect.signal,
        )
      case 'admit':
        peer.data.roomId = roomId
        return
      case 'release':
        peer.data.roomId = null
        peer.data.relays = false
        if (effect.close) end(peer)
        return
      default:
        return unreachable(effect)
    }
  }
  const stepIn = (roomId: RoomId, event: RoomEvent): void => {
    const [after, ...effects] = stepRoom(rooms.get(roomId) ?? emptyRoom(roomId), event)
    if (after.members.length > 0) rooms.set(roomId, after)
    else rooms.delete(roomId)
    for (const effect of effects) performRoom(roomId, effect)
  }
  const unwatch = (peer: Peer): void => {
    const key = peer.data.watching
    if (key === null) return
    peer.data.watching = null
    const set = watchers.get(key)
    set?.delete(peer.data.id)
    if (set?.size === 0) watchers.delete(key)
  }
  const leave = (peer: Peer, kind: 'leave' | 'gone'): RoomId | null => {
    const { roomId } = peer.data
    if (roomId !== null) stepIn(roomId, { kind, socket: peer.data.id })
    return roomId
  }
  /** Forgets a socket, whoever ended it. */
  const forget = (peer: Peer): void => {
    if (!peers.delete(peer.data.id)) return
    peer.data.over = true
    const { now: client } = peer.data.client
    const left = (perClient.get(client) ?? 1) - 1
    if (left > 0) perClient.set(client, left)
    else perClient.delete(client)
    unwatch(peer)
    leave(peer, 'gone')
  }
  function end(peer: Peer): void {
    forget(peer)
    peer.terminate()
  }

  const join = (peer: Peer, roomId: RoomId, deviceId: DeviceId | null, seat: Seat | undefined): void => {
    const room = store.room(roomId)
    if (!room) return fail(peer, 'room_not_found')
    if (deviceId !== null && deviceId !== room.client1 && deviceId !== room.client2)
      return fail(peer, 'not_a_member')
    const seated =
      deviceId !== null && seat !== undefined && store.proveSeat(roomId, deviceId, seatHash(seat))
    unwatch(peer)
    if (peer.data.roomId !== null && peer.data.roomId !== roomId) leave(peer, 'leave')
    store.enterRoom(roomId, deviceId, now())
    stepIn(roomId, { kind: 'join', member: { socket: peer.data.id, deviceId, seated } })
  }
  const watch = (peer: Peer, signal: Extract<ClientSignal, { type: 'watch' }>): void => {
    const { joinid, client1 } = signal
    const found = store.checkInvite(joinid, client1, now())
    unwatch(peer)
    switch (found.kind) {
      case 'accepted':
        return tell(peer, { type: 'room_accepted', joinid, roomid: found.roomId })
      case 'missing':
        return fail(peer, 'invite_not_found')
      case 'pending': {
        const key = watchKey(joinid, client1)
        peer.data.watching = key
        watchers.set(key, (watchers.get(key) ?? new Set()).add(peer.data.id))
        return
      }
      default:
        return unreachable(found)
    }
  }
  const otherIn = ({ data }: Peer): Peer | undefined => {
    const members = data.roomId === null ? undefined : rooms.get(data.roomId)?.members
    const other = members?.find(({ socket }) => socket !== data.id)
    return other && peers.get(other.socket)
  }
  /** The text goes on as it came, with the sender and the room behind it: the last of two equal keys is the one that counts. */
  const relay = (peer: Peer, text: string): void => {
    const target = otherIn(peer)
    if (!target) return fail(peer, 'not_ready')
    sendText(
      target,
      `${text.slice(0, text.lastIndexOf('}'))},"from":"${peer.data.id}","roomId":"${peer.data.roomId}"}`,
    )
  }
  const sealed = createSealedRelay({ ...ports, otherIn, fail, pass: relay })
  const handle = (peer: Peer, signal: ClientSignal, text: string): void => {
    switch (signal.type) {
      case 'webrtc_offer':
      case 'webrtc_answer':
      case 'ice_candidate':
        return relay(peer, text)
      case 'relay':
        return sealed.frame(peer, signal.data, text)
      case 'relay_request':
      case 'relay_accept':
        return sealed.agree(peer, true, text)
      case 'relay_decline':
        return sealed.agree(peer, false, text)
      case 'join_room':
        return join(peer, signal.roomId, signal.deviceId ?? null, signal.seat)
      case 'leave_room':
        return tell(peer, { type: 'left_room', roomId: leave(peer, 'leave') })
      case 'watch':
        return watch(peer, signal)
      case 'ping':
        return tell(peer, { type: 'pong' })
      default:
        return unreachable(signal)
    }
  }
  const stopListening = ports.bus.subscribe((event) => {
    if (event.kind === 'room_deleted') return stepIn(event.roomId, { kind: 'deleted' })
    const { joinCode, client1, roomId } = event
    for (const id of [...(watchers.get(watchKey(joinCode, client1)) ?? [])]) {
      const peer = peers.get(id)
      if (!peer) continue
      unwatch(peer)
      tell(peer, { type: 'room_accepted', joinid: joinCode, roomid: roomId })
    }
  })

  return {
    admit(client) {
      if (ports.limited && (perClient.get(client.now) ?? 0) >= SOCKETS_PER_CLIENT) return null
      serial += 1
      return newPeerData(serial, client, now())
    },
    opened(peer) {
      const { client, id } = peer.data
      perClient.set(client.now, (perClient.get(client.now) ?? 0) + 1)
      peers.set(id, peer)
      tell(peer, { type: 'connected', clientId: String(id), server: ports.serverName })
    },
    received(peer, text) {
      if (peer.data.over) return
      if (text.length > SIGNAL_BYTES_MAX) {
        fail(peer, 'too_large')
        return peer.close(TOO_LARGE, 'too large')
      }
      if (!takeToken(peer.data, now()) && ports.limited) return fail(peer, 'rate_limited')
      const json = parseJson(text)
      if (isRelayed(json)) return relay(peer, text)
      const signal = v.safeParse(clientSignalSchema, json)
      return signal.success ? handle(peer, signal.output, text) : fail(peer, 'invalid')
    },
    closed: forget,
    sweep() {
      const silent = now() - SILENCE_MS
      for (const peer of peers.values()) if (peer.data.heardAt <= silent) end(peer)
    },
    stop() {
      stopListening()
      for (const peer of [...peers.values()]) peer.close(GOING_AWAY, 'server stops')
    },
    count: () => peers.size,
  }
}
