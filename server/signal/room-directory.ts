/** The occupied rooms: steps each room's machine, performs its effects, and keeps tasks that need the store in order. */

import { unreachable } from '../../base/result.ts'
import { createSerialQueue, type SerialQueue } from '../../base/serial-queue.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { ServerSignal } from '../../protocol/signal.ts'
import { ROOM_TASKS_MAX } from '../core/limits.ts'
import { emptyRoom, type RoomEffect, type RoomEvent, type RoomState, stepRoom } from '../core/room.machine.ts'
import type { Peer } from './peer.ts'

export interface RoomDirectory {
  readonly step: (roomId: RoomId, event: RoomEvent) => void
  /** Removes a socket from its room and returns the room's id; null when it was in none. */
  readonly leave: (peer: Peer, kind: 'leave' | 'gone') => RoomId | null
  /** Returns the other member of the socket's room, if present. */
  readonly otherIn: (peer: Peer) => Peer | undefined
  /** Runs `task` after the room's earlier tasks; null when too many wait. */
  readonly inOrder: (roomId: RoomId, task: () => Promise<void>) => Promise<void> | null
  /** The room was deleted in the store: tells its members, and those who are joining. */
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
      // A join that found the room before its deletion finishes first, or its socket would stay in a deleted room.
      if (queue) void run(roomId, queue, end)
      else end()
    },
  }
}
