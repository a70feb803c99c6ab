/** The members of a room, as a pure machine: the first is the initiator, and a returning device replaces its own socket. */

import type { Step } from '../../base/machine.ts'
import { unreachable } from '../../base/result.ts'
import type { DeviceId, RoomId, SealName } from '../../protocol/ids.ts'
import { ROOM_MEMBERS_MAX } from '../../protocol/limits.ts'
import type { ServerSignal } from '../../protocol/signal.ts'

/** One socket in a room. Old clients send no device id and no seat. */
export interface Member {
  readonly socket: number
  readonly deviceId: DeviceId | null
  /** True when it proved the seat secret of its device's first join. */
  readonly seated: boolean
  /** Its seal names, sent to the other member. */
  readonly seals?: readonly SealName[] | undefined
}

export interface RoomState {
  readonly roomId: RoomId
  /** In order of joining; the first is the initiator. */
  readonly members: readonly Member[]
}

export type RoomEvent =
  | { readonly kind: 'join'; readonly member: Member }
  | { readonly kind: 'leave'; readonly socket: number }
  | { readonly kind: 'gone'; readonly socket: number }
  | { readonly kind: 'deleted' }

export type RoomEffect =
  | { readonly kind: 'tell'; readonly socket: number; readonly signal: ServerSignal }
  /** The socket has left the room. `close`: it is a dead one that was replaced. */
  | { readonly kind: 'release'; readonly socket: number; readonly close: boolean }
  | { readonly kind: 'admit'; readonly socket: number }

type S = Step<RoomState, RoomEffect>
const tell = (socket: number, signal: ServerSignal): RoomEffect => ({ kind: 'tell', socket, signal })

function ready({ roomId, members }: RoomState): RoomEffect[] {
  if (members.length < ROOM_MEMBERS_MAX) return []
  const userCount = members.length
  return members.map((member, index) => {
    const seals = members.find((other) => other !== member)?.seals
    return tell(member.socket, {
      type: 'room_ready',
      roomId,
      userCount,
      isInitiator: index === 0,
      ...(seals && { seals }),
    })
  })
}

function admitted(state: RoomState, socket: number, ...before: RoomEffect[]): S {
  const userCount = state.members.length
  const joined: ServerSignal = {
    type: 'room_joined',
    roomId: state.roomId,
    userCount,
    isInitiator: state.members[0]?.socket === socket,
    ready: userCount >= ROOM_MEMBERS_MAX,
  }
  return [state, ...before, { kind: 'admit', socket }, tell(socket, joined), ...ready(state)]
}

function join(state: RoomState, member: Member): S {
  const { members } = state
  const replace = (old: Member): RoomState => ({
    ...state,
    members: members.map((other) => (other === old ? member : other)),
  })
  const again = members.find(({ socket }) => socket === member.socket)
  if (again) return admitted(replace(again), member.socket)
  const own = members.find(({ deviceId }) => deviceId !== null && deviceId === member.deviceId)
  if (own && member.seated)
    return admitted(replace(own), member.socket, { kind: 'release', socket: own.socket, close: true })
  if (own || members.length >= ROOM_MEMBERS_MAX) {
    const full: ServerSignal = { type: 'room_full', roomId: state.roomId, error: 'This room is full.' }
    return [state, tell(member.socket, full)]
  }
  return admitted({ ...state, members: [...members, member] }, member.socket)
}

function part(state: RoomState, socket: number, farewell: ServerSignal): S {
  const members = state.members.filter((member) => member.socket !== socket)
  if (members.length === state.members.length) return [state]
  const told = members.map((member) => tell(member.socket, farewell))
  return [{ ...state, members }, { kind: 'release', socket, close: false }, ...told]
}

export const emptyRoom = (roomId: RoomId): RoomState => ({ roomId, members: [] })

export function stepRoom(state: RoomState, event: RoomEvent): S {
  switch (event.kind) {
    case 'join':
      return join(state, event.member)
    case 'leave':
      return part(state, event.socket, { type: 'peer_left' })
    case 'gone':
      return part(state, event.socket, { type: 'peer_disconnected' })
    case 'deleted':
      return [
        { ...state, members: [] },
        ...state.members.flatMap(({ socket }): RoomEffect[] => [
          tell(socket, { type: 'room_deleted', roomId: state.roomId }),
          { kind: 'release', socket, close: false },
        ]),
      ]
    default:
      return unreachable(event)
  }
}
