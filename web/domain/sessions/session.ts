/** A session as the rest of the app and the screens see it: local id, state and list row. */

/** Local name of a session; never leaves the device. */
export type SessionId = string & { readonly __brand: 'SessionId' }

/** The connection of a conversation as a row shows it. `peer_left`: the other person left. */
export type RowConnection =
  | 'online'
  | 'connecting'
  | 'reconnecting'
  | 'securing'
  | 'offline'
  | 'away'
  | 'peer_left'

/** The state a row shows. `away` is the resting state; `left`: this person left. */
export type RowState = RowConnection | 'waiting' | 'left' | 'expired' | 'closed'

/** The start of the last message, on one line. `mark`: only for an own message that is waiting or was not delivered. */
export interface Preview {
  readonly by: 'me' | 'you'
  readonly text: string
  readonly mark: 'waiting' | 'failed' | null
}

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
  /** Whether the person chose the name; else the app made it up. */
  readonly named: boolean
  readonly state: RowState
  readonly closedReason: ClosedReason | null
  /** When the code of a pending invite expires, wall clock, milliseconds; null for any other session. */
  readonly expiresAt: number | null
  /** Null while there is no message, or none in memory. */
  readonly preview: Preview | null
  readonly pinned: boolean
  readonly ephemeral: boolean
  readonly unread: number
  /** Whether this phone rings for it. */
  readonly rings: boolean
  /** Wall clock, milliseconds. */
  readonly lastActivityAt: number
}

export interface IdentityRow {
  readonly sessionId: SessionId
  readonly name: string
  /** Random id by which the server knows this session, used for no other. */
  readonly deviceId: string
  readonly createdAt: number
  /** Its peer was verified on another phone, and imported with an export file. */
  readonly importedTrust: boolean
}
