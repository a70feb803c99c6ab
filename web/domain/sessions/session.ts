/** A session as the rest of the app and the screens see it: local id, state and list row. */

/** Local name of a session; never leaves the device. */
export type SessionId = string & { readonly __brand: 'SessionId' }

/** The state a row shows. */
export type RowState = 'waiting' | 'online' | 'away' | 'expired' | 'closed'

export type ClosedReason =
  | 'room_gone'
  | 'room_deleted'
  /** The invite's words were wrong too often, or are too old. */
  | 'words_burned'
  /** One of the two people said that the safety check does not match. */
  | 'mismatch'
  | 'their_mismatch'
  /** Created by a version that had no keys. */
  | 'no_keys'

export interface SessionRow {
  readonly id: SessionId
  readonly name: string
  readonly state: RowState
  readonly closedReason: ClosedReason | null
  readonly pinned: boolean
  readonly ephemeral: boolean
  readonly unread: number
  /** Wall clock, milliseconds. */
  readonly lastActivityAt: number
}

export interface IdentityRow {
  readonly sessionId: SessionId
  readonly name: string
  /** Random id by which the server knows this session, used for no other. */
  readonly deviceId: string
  readonly createdAt: number
}
