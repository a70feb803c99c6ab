/** The store: invites and rooms, which survive a restart, and no content. */
import type { DeviceId, JoinCode, RoomId } from '../../protocol/ids.ts'

export interface StoredRoom {
  readonly roomId: RoomId
  readonly client1: DeviceId
  readonly client2: DeviceId
}

export interface StoredInvite {
  readonly joinCode: JoinCode
  readonly client1: DeviceId
  readonly expiresAt: number
  /** The host's sealed ticket, kept as it came until the invite ends; null for none. Absent, a repeated invite keeps the one that it has. */
  readonly ticket?: string | null
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
  | { readonly kind: 'accepted'; readonly room: StoredRoom; readonly ticket: string | null }
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
  /** The deleted rooms. */
  readonly rooms: readonly RoomId[]
  /** Whether more is left to delete, so call again. */
  readonly more: boolean
}

/**
 * All times are milliseconds of the server's clock, passed in.
 * Calls reject only for a fault of the database, never for a client's input; a rejected call has written nothing.
 */
export interface Store {
  /** Creates an invite. Also `created` when this client repeats an identical live invite; `expiresAt` is then the first one's, and a ticket, or none, replaces an earlier one. `conflict` when another client has the code, or when this very invite was accepted: a repeat that comes late must not offer the code again. */
  readonly createInvite: (invite: StoredInvite, now: number) => Promise<InviteMade>
  /** Accepts an invite once, which also deletes and returns its ticket; `again` for the same guest, proved by its retry hash. */
  readonly acceptInvite: (acceptance: Acceptance, now: number) => Promise<InviteTaken>
  readonly checkInvite: (joinCode: JoinCode, client1: DeviceId, now: number) => Promise<InviteState>
  readonly room: (roomId: RoomId) => Promise<StoredRoom | null>
  /** Notes a member's entry. After the host's first entry, `checkInvite` stops answering once the code has expired. */
  readonly enterRoom: (roomId: RoomId, deviceId: DeviceId | null) => Promise<void>
  /** Whether the host of a room has entered it; also true when there is no such room any more. */
  readonly hostEntered: (roomId: RoomId) => Promise<boolean>
  /** Notes that the room was used now, with a precision of an hour; most calls write nothing. */
  readonly noteUse: (roomId: RoomId, now: number) => Promise<void>
  /** Proves a seat: true when the hash equals the member's, or is stored because the member had none. */
  readonly proveSeat: (roomId: RoomId, deviceId: DeviceId, seatHash: string) => Promise<boolean>
  /** Deletes a room; false when there was none. */
  readonly deleteRoom: (roomId: RoomId) => Promise<boolean>
  readonly purge: (deviceIds: readonly DeviceId[]) => Promise<Purged>
  /** Deletes invites that expired by `now` and rooms unused since `roomsUsedBefore`, at most SWEEP_ROWS_MAX of each. */
  readonly sweep: (now: number, roomsUsedBefore: number) => Promise<Swept>
  /** Returns the last noted time of the room clock; null for never. */
  readonly roomTime: () => Promise<number | null>
  readonly noteRoomTime: (shown: number) => Promise<void>
  /** Whether what is written now would be kept. While it would not (a file that was removed, a database that is gone), every write rejects. */
  readonly keepsWrites: () => boolean
  readonly close: () => Promise<void>
}

export interface StoreConfig {
  /** Where the store keeps its data: for SQLite a file's path, or `:memory:`. */
  readonly databasePath: string
  /** How long a call may wait for another process, milliseconds. */
  readonly busyWithinMs: number
}
/** Opens or creates the store. Throws or rejects when it cannot be opened. */
export type OpenStore = (config: StoreConfig) => Store | Promise<Store>
