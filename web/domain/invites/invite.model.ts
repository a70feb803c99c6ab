/** Invites as the views see them. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { LifetimeSeconds } from '../../../protocol/limits.ts'
import type { FailureOf } from '../failure.ts'
import type { SessionId } from '../sessions/session.ts'

/** A pending invite as its host sees it. */
export interface InviteView {
  readonly id: SessionId
  readonly code: string
  readonly link: string
  /** Two words that the guest types with the digits; null for a plain invite. */
  readonly words: string | null
  /** Expiry in milliseconds on this device's clock, corrected by the server's answer. */
  readonly expiresAt: number
  /** How long the invite was made for. */
  readonly seconds: number
  readonly name: string
  readonly named: boolean
  readonly state: 'pending' | 'accepted' | 'expired'
}

export interface NewInvite {
  /** If empty, the session gets a neutral name. */
  readonly name: string
  readonly ephemeral: boolean
  readonly expiresInSeconds: number
  readonly withWords: boolean
  /** How long messages shall live, in seconds: proposed to the guest when they are there; 0 for memory only. */
  readonly lifetimeSeconds: LifetimeSeconds
}

/** The invite found in a text, a link or a QR code. */
export interface FoundInvite {
  readonly code: string
  /** The link's secret, base64url; null for digits alone. */
  readonly secret: string | null
  /** The link's secret is unreadable, so joining with it is not verified. */
  readonly secretLost: boolean
  readonly words: string | null
}

/** Why creating an invite failed. */
export type CreateFailure = FailureOf<
  | 'name_too_long'
  | 'too_many_sessions'
  | 'storage_failed'
  | 'too_many_requests'
  | 'server_unreachable'
  | 'server_refused'
  | 'server_trouble'
>
/** Why accepting an invite failed. */
export type JoinFailure =
  | Exclude<CreateFailure, FailureOf<'name_too_long'>>
  | FailureOf<'code_malformed' | 'code_unknown' | 'code_used' | 'own_code' | 'words_unknown'>

export interface InvitesView {
  readonly create: (input: NewInvite) => Promise<Result<SessionId, CreateFailure>>
  /** Creates a new code for a session whose invite nobody has accepted; the session, its name and its choices stay. */
  readonly renew: (id: SessionId) => Promise<Result<SessionId, CreateFailure>>
  readonly view: (id: SessionId) => ReadonlySignal<InviteView | null>
  readonly join: (invite: FoundInvite) => Promise<Result<SessionId, JoinFailure>>
  /** Help for typing the words of an invite. */
  readonly words: {
    /** Words that start with `typed`, three at most. */
    readonly complete: (typed: string) => Promise<readonly string[]>
    /** Corrects small slips; null when a word is not on the list. */
    readonly read: (typed: string) => Promise<string | null>
  }
}
