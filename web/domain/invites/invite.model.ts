/** Invites as the views see them: what is asked for, what was made, and what a text says of one. */
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
