/** A session as the rest of the app and the screens see it: its local id, its state in one word, its row in the list. */

/** Local name of a session; never leaves the device. */
export type SessionId = string & { readonly __brand: 'SessionId' }

/** The word a row shows. */
export type RowState = 'waiting' | 'online' | 'away' | 'expired' | 'closed'

export type ClosedReason =
  | 'room_gone'
  | 'room_deleted'
  /** The words of the invite were wrong too often, or too old. */
  | 'words_burned'
  /** The person, or the other one, said that the safety check does not match. */
  | 'mismatch'
  | 'their_mismatch'
  /** Made by a version that had no keys. */
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
  /** The random id that the server sees for this session only. */
  readonly deviceId: string
  readonly createdAt: number
}
