/** Invites as the views see them: what is asked for, what was made, and what a text says of one. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { FailureOf } from '../failure.ts'
import type { SessionId } from '../sessions/session.ts'

/** A pending invite as its host sees it. */
export interface InviteView {
  readonly id: SessionId
  readonly code: string
  readonly link: string
  /** Two words to be read with the digits; null for a plain invite. */
  readonly words: string | null
  /** When it expires by this device's clock (corrected by the server's answer), milliseconds. */
  readonly expiresAt: number
  readonly state: 'pending' | 'accepted' | 'expired'
}

export interface NewInvite {
  /** May be empty: a neutral name is given. */
  readonly name: string
  readonly ephemeral: boolean
  readonly expiresInSeconds: number
  readonly withWords: boolean
}

/** What a text, a link or a QR code says of an invite. */
export interface FoundInvite {
  readonly code: string
  /** The link's secret, base64url; null for digits alone. */
  readonly secret: string | null
  readonly words: string | null
}

/** Why an invite could not be made. */
export type CreateFailure = FailureOf<
  | 'name_too_long'
  | 'too_many_sessions'
  | 'storage_failed'
  | 'too_many_requests'
  | 'server_unreachable'
  | 'server_refused'
  | 'server_trouble'
>
/** Why an invite could not be taken up. */
export type JoinFailure =
  | Exclude<CreateFailure, FailureOf<'name_too_long'>>
  | FailureOf<'code_malformed' | 'code_unknown' | 'code_used' | 'own_code' | 'words_unknown'>

export interface InvitesView {
  readonly create: (input: NewInvite) => Promise<Result<SessionId, CreateFailure>>
  readonly view: (id: SessionId) => ReadonlySignal<InviteView | null>
  /** Finds the invite in a typed code, a pasted code with words or a whole link; null when there are no six digits. */
  readonly find: (text: string) => FoundInvite | null
  readonly join: (invite: FoundInvite) => Promise<Result<SessionId, JoinFailure>>
  /** The words that an invite can have. */
  readonly words: {
    /** Those that begin so, three at most. */
    readonly complete: (typed: string) => Promise<readonly string[]>
    /** Puts small slips right; null when a word is none of the list. */
    readonly read: (typed: string) => Promise<string | null>
  }
}
