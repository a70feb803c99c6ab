/** Lets a socket join a room: the store decides whether it may, and the room's machine its place. */
import { createHash } from 'node:crypto'
import type { SignalError } from '../../protocol/errors.ts'
import type { DeviceId, Seat } from '../../protocol/ids.ts'
import type { ClientSignal } from '../../protocol/signal.ts'
import type { Store } from '../store/store.ts'
import type { InviteWatchers } from './invite-watchers.ts'
import type { Peer } from './peer.ts'
import type { RoomDirectory } from './room-directory.ts'

export interface JoinPorts {
  readonly store: Store
  readonly rooms: RoomDirectory
  readonly watchers: InviteWatchers
  /** The clock by which rooms age, milliseconds. */
  readonly roomNow: () => number
  readonly fail: (peer: Peer, code: SignalError) => void
  readonly onFault: (fault: unknown) => void
}
type Join = Extract<ClientSignal, { type: 'join_room' }>

const seatHash = (seat: Seat): string => createHash('sha256').update(seat).digest('base64url')

/** Returns whether the member proved its seat; an error code when it may not join. */
async function admission(store: Store, { roomId, deviceId, seat }: Join): Promise<SignalError | boolean> {
  const room = await store.room(roomId)
  if (!room) return 'room_not_found'
  if (deviceId === undefined) return false
  if (deviceId !== room.client1 && deviceId !== room.client2) return 'not_a_member'
  return seat !== undefined && (await store.proveSeat(roomId, deviceId, seatHash(seat)))
}

async function enter(ports: JoinPorts, peer: Peer, signal: Join): Promise<void> {
  const { store, rooms, watchers } = ports
  const { roomId, seals } = signal
  const deviceId: DeviceId | null = signal.deviceId ?? null
  const seated = await admission(store, signal)
  if (typeof seated === 'string') return ports.fail(peer, seated)
  await store.enterRoom(roomId, deviceId)
  // The socket may have closed while waiting for the store.
  if (peer.data.over) return
  watchers.remove(peer.data)
  if (peer.data.roomId !== null && peer.data.roomId !== roomId) rooms.leave(peer, 'leave')
  rooms.step(roomId, { kind: 'join', member: { socket: peer.data.id, deviceId, seated, seals } })
  // Not awaited, and a failure does not prevent the join: the date of last use matters only after weeks.
  void store.noteUse(roomId, ports.roomNow()).catch(ports.onFault)
}

/** Joins the room. Rejects when the store does; the socket then stays where it was. */
export async function joinRoom(ports: JoinPorts, peer: Peer, signal: Join): Promise<void> {
  const entered = ports.rooms.inOrder(signal.roomId, () => enter(ports, peer, signal))
  if (entered === null) return ports.fail(peer, 'rate_limited')
  await entered
}
