/** What survives a restart: invites and rooms, and nothing of what is said in them. */
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'

export interface StoredRoom {
  readonly roomId: RoomId
  readonly client1: DeviceId
  readonly client2: DeviceId
}

export interface NewInvite {
  readonly joinCode: JoinCode
  readonly client1: DeviceId
  readonly expiresAt: number
}
export type InviteMade =
  | { readonly kind: 'created'; readonly expiresAt: number }
  | { readonly kind: 'conflict' }

export interface Acceptance {
  readonly joinCode: JoinCode
  readonly client2: DeviceId
  readonly retryHash: string | null
  readonly roomId: RoomId
}
export type InviteTaken =
  | { readonly kind: 'accepted'; readonly room: StoredRoom }
  | { readonly kind: 'again'; readonly room: StoredRoom }
  | { readonly kind: 'missing' }
  | { readonly kind: 'used' }

export type InviteState =
  | { readonly kind: 'pending' }
  | { readonly kind: 'accepted'; readonly roomId: RoomId }
  | { readonly kind: 'missing' }

export interface Purged {
  readonly rooms: readonly RoomId[]
  readonly invites: readonly { readonly joinCode: JoinCode; readonly client1: DeviceId }[]
}

export interface Swept {
  /** The rooms that were deleted. */
  readonly rooms: readonly RoomId[]
  /** Whether there is more to delete: call again. */
  readonly more: boolean
}

/**
 * All times are milliseconds of the server's clock, passed in.
 * Nothing that a client sent makes a call reject; a fault of the database does, and then nothing of that call was written.
 */
export interface Store {
  /** `created` also when this client made the very same live invite before; `expiresAt` is then the first one's. */
  readonly createInvite: (invite: NewInvite, now: number) => Promise<InviteMade>
  /** Accepts an invite, once; `again` for the guest that proves with its retry hash that it was the one. */
  readonly acceptInvite: (acceptance: Acceptance, now: number) => Promise<InviteTaken>
  readonly checkInvite: (joinCode: JoinCode, client1: DeviceId, now: number) => Promise<InviteState>
  readonly room: (roomId: RoomId) => Promise<StoredRoom | null>
  /** The host's first entry ends the answer to `check` once the code itself has expired. */
  readonly enterRoom: (roomId: RoomId, deviceId: DeviceId | null) => Promise<void>
  /** Notes that the room was used now, to the hour: most calls write nothing. */
  readonly noteUse: (roomId: RoomId, now: number) => Promise<void>
  /** Proves a seat: true when this hash is the member's, or becomes it because it had none yet. */
  readonly proveSeat: (roomId: RoomId, deviceId: DeviceId, seatHash: string) => Promise<boolean>
  /** Whether there was such a room. */
  readonly deleteRoom: (roomId: RoomId) => Promise<boolean>
  readonly purge: (deviceIds: readonly DeviceId[]) => Promise<Purged>
  /** Deletes invites that expired by `now` and rooms unused since `roomsUsedBefore`, at most SWEEP_ROWS_MAX of each. */
  readonly sweep: (now: number, roomsUsedBefore: number) => Promise<Swept>
  /** What the clock by which rooms age showed when it was last noted; null for never. */
  readonly roomTime: () => Promise<number | null>
  readonly noteRoomTime: (shown: number) => Promise<void>
  /** Whether the database still lies where it was opened. While it does not, every write rejects: nobody would find it again. */
  readonly isInPlace: () => boolean
  readonly close: () => Promise<void>
}
