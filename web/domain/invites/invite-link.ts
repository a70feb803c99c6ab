/** Builds an invite's link. */
import type { JoinCode } from '../../../protocol/ids.ts'
import type { Secret } from '../../crypto/secret.ts'

/** Builds the link. The secret goes into the fragment, which browsers send to no server (RFC 3986 §3.5). `server`: origin. */
export const inviteLink = (server: string, code: JoinCode, secret: Secret | null): string =>
  `${server}/#j=${code}${secret ? `&s=${secret.encode()}` : ''}`
