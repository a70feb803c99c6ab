/** Memory that survives: invites and rooms, and nothing of what is said in them. */
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'

export interface StoredRoom {
  readonly roomId: RoomId
  readonly client1: DeviceId
  readonly client2: DeviceId
}

/** All times are milliseconds of the server's clock, passed in. Nothing here throws for what a client sent. */
export interface Store {
  /** `created` also when this client made the very same live invite before; `expiresAt` is then the first one's. */
  readonly createInvite: (
    invite: { readonly joinCode: JoinCode; readonly client1: DeviceId; readonly expiresAt: number },
    now: number,
  ) => { readonly kind: 'created'; readonly expiresAt: number } | { readonly kind: 'conflict' }
  /** Takes an invite up, once; `again` for the guest that proves with its retry hash that it was the one. */
  readonly acceptInvite: (
    accept: {
      readonly joinCode: JoinCode
      readonly client2: DeviceId
      readonly retryHash: string | null
      readonly roomId: RoomId
    },
    now: number,
  ) =>
    | { readonly kind: 'accepted'; readonly room: StoredRoom }
    | { readonly kind: 'again'; readonly room: StoredRoom }
    | { readonly kind: 'missing' }
    | { readonly kind: 'used' }
  readonly checkInvite: (
    joinCode: JoinCode,
    client1: DeviceId,
    now: number,
  ) =>
    | { readonly kind: 'pending' }
    | { readonly kind: 'accepted'; readonly roomId: RoomId }
    | { readonly kind: 'missing' }
  readonly room: (roomId: RoomId) => StoredRoom | null
  /** The room was used now. The host's first entry ends the answer to `check` once the code itself has run out. */
  readonly enterRoom: (roomId: RoomId, deviceId: DeviceId | null, now: number) => void
  /** Proves a seat: true when this hash is the member's, or becomes it because it had none yet. */
  readonly proveSeat: (roomId: RoomId, deviceId: DeviceId, seatHash: string) => boolean
  readonly deleteRoom: (roomId: RoomId) => boolean
  readonly purge: (deviceIds: readonly DeviceId[]) => {
    readonly rooms: readonly RoomId[]
    readonly invites: number
  }
  /** Forgets what ran out; answers the rooms that went. */
  readonly sweep: (now: number, roomIdleMs: number) => readonly RoomId[]
  /** Leaves no trace of what was deleted in any file. */
  readonly scrub: () => void
  readonly close: () => void
}
