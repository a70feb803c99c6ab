/** Finds an invite in a typed code, a pasted sentence or a link, and builds an invite's link. */
import type { JoinCode } from '../../../protocol/ids.ts'
import type { Secret } from '../../crypto/secret.ts'
import type { FoundInvite } from './invite.model.ts'

/** 32 bytes in base64url. */
const SECRET = /[#&]s=([\w-]{43})(?![\w-])/
/** Turns digits of other scripts and full-width digits into 0-9. */
const latinDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
/** People write codes with spaces or dashes between the digits. */
const CODE = /(?<![\d])\d(?:[\s\u00a0.\-–]?\d){5}(?!\d)/gu
const WORDS_AFTER = /^[\s\u00a0.,:;\-–]*([a-z]+(?:[\s\u00a0,.\-–]+[a-z]+)+)\s*$/i

/** Finds the invite in `text`; null when it has no six-digit code, or more than one. */
export function findInvite(text: string): FoundInvite | null {
  const inLink = /#(?:[^\s#]*&)?j=(\d{6})(?!\d)/.exec(text)
  if (inLink?.[1])
    return { code: inLink[1], secret: SECRET.exec(text.slice(inLink.index))?.[1] ?? null, words: null }
  const plain = latinDigits(text)
  const groups = [...plain.matchAll(CODE)]
  const [only] = groups
  if (!only || groups.length !== 1) return null
  const words = WORDS_AFTER.exec(plain.slice(only.index + only[0].length))?.[1]
  return { code: only[0].replace(/\D/g, ''), secret: null, words: words?.toLowerCase() ?? null }
}

/** Builds the link. The secret goes into the fragment, which browsers send to no server (RFC 3986 §3.5). `server`: origin. */
export const inviteLink = (server: string, code: JoinCode | string, secret: Secret | null): string =>
  `${server}/#j=${code}${secret ? `&s=${secret.encode()}` : ''}`
