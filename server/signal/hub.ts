/** The hub: holds every socket and handles each message. It checks only the shape of relayed signals. */
import * as v from 'valibot'
import { parseJson } from '../../base/bytes.ts'
import { unreachable } from '../../base/result.ts'
import { SIGNAL_BYTES_MAX } from '../../protocol/limits.ts'
import { type ClientSignal, clientSignalSchema, type IceServer, isRelayed } from '../../protocol/signal.ts'
import type { Bus, BusEvent } from '../bus/bus.ts'
import type { Client } from '../core/client.ts'
import type { ServerClock } from '../core/clock.ts'
import { SILENCE_MS } from '../core/limits.ts'
import type { RoomClock } from '../core/room-clock.ts'
import type { Store } from '../store/store.ts'
import { takeSignal } from './allowance.ts'
import { createInviteWatchers } from './invite-watchers.ts'
import { joinRoom } from './join-room.ts'
import { newPeerData, type Peer, type PeerData } from './peer.ts'
import { createRoomDirectory } from './room-directory.ts'
import { createSealedRelay } from './sealed-relay.ts'
import { createSockets } from './sockets.ts'
import { takeTurn } from './turns.ts'
import { watchInvite } from './watch-invite.ts'

export interface Hub {
  /** Returns the data of a new socket; null when this client has too many. */
  readonly admit: (client: Client) => PeerData | null
  readonly opened: (peer: Peer) => void
  readonly received: (peer: Peer, text: string) => void
  readonly closed: (peer: Peer) => void
  /** Closes sockets that were silent for too long; call it every few seconds. */
  readonly sweep: () => void
  readonly stop: () => void
  readonly count: () => number
}

export interface HubPorts {
  readonly store: Store
  readonly bus: Bus
  readonly iceServers: readonly IceServer[]
  /** Whether sealed frames are relayed when both members agree. */
  readonly relay: boolean
  /** Whether TURN credentials are available. */
  readonly turn: boolean
  readonly limited: boolean
  readonly clock: ServerClock
  readonly roomClock: RoomClock
  readonly serverName: string
  /** Called when the store failed; the client got `unavailable`. */
  readonly onFault: (fault: unknown) => void
}

const GOING_AWAY = 1001
const TOO_LARGE = 1009

/** Creates the handler of messages; it returns a promise for those that need the store. */
function createHandler(ports: HubPorts) {
  const watchers = createInviteWatchers()
  const sockets = createSockets(ports, (peer) => {
    watchers.remove(peer.data)
    rooms.leave(peer, 'gone')
  })
  const { tell, fail } = sockets
  const peer = (id: number): Peer | undefined => sockets.peers.get(id)
  const rooms = createRoomDirectory({ peer, tell, end: sockets.end })
  const { otherIn } = rooms
  /** Relays the text unchanged, with sender and room appended: of two equal keys in JSON the last one counts. */
  const relay = (from: Peer, text: string): void => {
    const target = otherIn(from)
    if (!target) return fail(from, 'not_ready')
    const { id, roomId } = from.data
    sockets.send(target, `${text.slice(0, text.lastIndexOf('}'))},"from":"${id}","roomId":"${roomId}"}`)
  }
  const { elapsed, now } = ports.clock
  const sealed = createSealedRelay({ ...ports, elapsed, otherIn, fail, pass: relay })
  const toStore = { ...ports, now, roomNow: ports.roomClock.now, rooms, watchers, tell, fail }

  const handle = (from: Peer, signal: ClientSignal, text: string): void | Promise<void> => {
    switch (signal.type) {
      case 'webrtc_offer':
      case 'webrtc_answer':
      case 'ice_candidate':
        return relay(from, text)
      case 'relay':
        return sealed.frame(from, signal.data, text)
      case 'relay_request':
      case 'relay_accept':
        return sealed.agree(from, true, text)
      case 'relay_decline':
        return sealed.agree(from, false, text)
      case 'join_room':
        return joinRoom(toStore, from, signal)
      case 'leave_room':
        return tell(from, { type: 'left_room', roomId: rooms.leave(from, 'leave') })
      case 'watch':
        return watchInvite(toStore, from, signal)
      case 'ping':
        return tell(from, { type: 'pong' })
      default:
        return unreachable(signal)
    }
  }
  const heard = (event: BusEvent): void => {
    if (event.kind === 'room_deleted') return rooms.deleted(event.roomId)
    for (const id of watchers.take(event.joinCode, event.client1)) {
      const watcher = peer(id)
      if (!watcher) continue
      if (event.kind === 'invite_deleted') fail(watcher, 'invite_not_found')
      else tell(watcher, { type: 'room_accepted', joinid: event.joinCode, roomid: event.roomId })
    }
  }
  return {
    sockets,
    heard,
    /** Relays signals synchronously; returns a promise only when the store is needed. */
    handleText(from: Peer, text: string): void | Promise<void> {
      const json = parseJson(text)
      if (isRelayed(json)) return relay(from, text)
      const signal = v.safeParse(clientSignalSchema, json)
      return signal.success ? handle(from, signal.output, text) : fail(from, 'invalid')
    },
  }
}

export function createHub(ports: HubPorts): Hub {
  const { elapsed } = ports.clock
  const { sockets, heard, handleText } = createHandler(ports)
  const { peers, open, fail, tell } = sockets
  const stopListening = ports.bus.subscribe(heard)
  const failed = (peer: Peer, fault: unknown): void => {
    ports.onFault(fault)
    fail(peer, 'unavailable')
  }
  let serial = 0

  return {
    admit(client) {
      if (ports.limited && !open.allows(client)) return null
      serial += 1
      return newPeerData(serial, client, elapsed())
    },
    opened(peer) {
      peer.data.release = open.hold(peer.data.client)
      peers.set(peer.data.id, peer)
      tell(peer, { type: 'connected', clientId: String(peer.data.id), server: ports.serverName })
    },
    received(peer, text) {
      if (peer.data.over) return
      if (text.length > SIGNAL_BYTES_MAX) {
        fail(peer, 'too_large')
        return peer.close(TOO_LARGE, 'too large')
      }
      if (!takeSignal(peer.data, elapsed()) && ports.limited) return fail(peer, 'rate_limited')
      if (!takeTurn(peer, text, handleText, failed)) fail(peer, 'rate_limited')
    },
    closed: sockets.forget,
    sweep() {
      const silent = elapsed() - SILENCE_MS
      for (const peer of peers.values()) if (peer.data.heardAt <= silent) sockets.end(peer)
    },
    stop() {
      stopListening()
      for (const peer of [...peers.values()]) peer.close(GOING_AWAY, 'server stops')
    },
    count: () => peers.size,
  }
}
