/** The rooms that somebody is in now: steps each one's machine, performs what it says, and keeps what needs the store in order. */

import { unreachable } from '../../base/result.ts'
import { createSerialQueue, type SerialQueue } from '../../base/serial-queue.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { ServerSignal } from '../../protocol/signal.ts'
import { ROOM_TASKS_MAX } from '../core/limits.ts'
import { emptyRoom, type RoomEffect, type RoomEvent, type RoomState, stepRoom } from '../core/room.machine.ts'
import type { Peer } from './peer.ts'

export interface RoomDirectory {
  readonly step: (roomId: RoomId, event: RoomEvent) => void
  /** Takes a socket out of its room and answers which; null when it was in none. */
  readonly leave: (peer: Peer, kind: 'leave' | 'gone') => RoomId | null
  /** The other member of the socket's room, when it is there. */
  readonly otherIn: (peer: Peer) => Peer | undefined
  /** Runs `task` after those given before it for this room; null when too many wait. */
  readonly inOrder: (roomId: RoomId, task: () => Promise<void>) => Promise<void> | null
  /** The room was deleted in the store: who is in it, or was just about to be, hears it. */
  readonly deleted: (roomId: RoomId) => void
}

export function createRoomDirectory(ports: {
  readonly peer: (socket: number) => Peer | undefined
  readonly tell: (peer: Peer, signal: ServerSignal) => void
  readonly end: (peer: Peer) => void
}): RoomDirectory {
  const rooms = new Map<RoomId, RoomState>()
  const queues = new Map<RoomId, SerialQueue>()

  const perform = (roomId: RoomId, effect: RoomEffect): void => {
    const peer = ports.peer(effect.socket)
    if (!peer) return
    switch (effect.kind) {
      case 'tell':
        return ports.tell(peer, effect.signal)
      case 'admit':
        peer.data.roomId = roomId
        return
      case 'release':
        peer.data.roomId = null
        peer.data.relays = false
        if (effect.close) ports.end(peer)
        return
      default:
        return unreachable(effect)
    }
  }
  const step = (roomId: RoomId, event: RoomEvent): void => {
    const [after, ...effects] = stepRoom(rooms.get(roomId) ?? emptyRoom(roomId), event)
    if (after.members.length > 0) rooms.set(roomId, after)
    else rooms.delete(roomId)
    for (const effect of effects) perform(roomId, effect)
  }
  const run = (roomId: RoomId, queue: SerialQueue, task: () => void | Promise<void>): Promise<void> => {
    queues.set(roomId, queue)
    return queue.run(task).finally(() => {
      if (queue.size() === 0) queues.delete(roomId)
    })
  }

  return {
    step,
    leave(peer, kind) {
      const { roomId } = peer.data
      if (roomId !== null) step(roomId, { kind, socket: peer.data.id })
      return roomId
    },
    otherIn({ data }) {
      const members = data.roomId === null ? undefined : rooms.get(data.roomId)?.members
      const other = members?.find(({ socket }) => socket !== data.id)
      return other && ports.peer(other.socket)
    },
    inOrder(roomId, task) {
      const queue = queues.get(roomId) ?? createSerialQueue()
      return queue.size() < ROOM_TASKS_MAX ? run(roomId, queue, task) : null
    },
    deleted(roomId) {
      const queue = queues.get(roomId)
      const end = (): void => step(roomId, { kind: 'deleted' })
      // A join that found the room before it was deleted is finished first, or it would stand in a room that is no more.
      if (queue) void run(roomId, queue, end)
      else end()
    },
  }
}
