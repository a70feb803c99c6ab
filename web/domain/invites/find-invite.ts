/** Finds an invite in a typed code, a pasted sentence or a link, also one altered by mail and chat apps. */
import type { FoundInvite } from './invite.model.ts'

/** A link inside a link checker's link inside a mail is encoded three times. */
const WRAPPINGS_MAX = 3
/** Longer texts are cut: no invite message is that long, but a clipboard may hold anything. */
const TEXT_CHARS_MAX = 20_000

/** `3D`: quoted-printable mail writes `=` as `=3D` (RFC 2045 §6.7). */
const LINK_CODE = /#(?:[^\s#]*&)?j=(?:3D)?(\d{6})(?!\d)/i
/** Matches the secret after the code, with anything allowed between them; a line break may have split the secret. */
const LINK_SECRET = /^(?:=?\s)*(?:[^\s#]*?)&\s*s\b(?:=(?:3D)?((?:[\w-]|=?\r?\n[>\s]*)*))?/i
/** 32 bytes in base64url: two bits of the last letter are always zero. */
const SECRET = /^[\w-]{42}[AEIMQUYcgkosw048]/
const SECRET_CHARS = 43

const DIGIT = /\p{Nd}/u
/** The value of a digit in any script; digits are in rows of ten that begin with zero (Unicode, 4.6). */
function digitValue(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value += 1
  return String(value)
}

/** Normalises text: digits 0-9, one kind of dash, no invisible characters. */
const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/(?!\d)\p{Nd}/gu, digitValue)

/** Decodes HTML entities and percent-encoding. */
function unwrapped(text: string): string {
  let plain = text
  for (let round = 0; round < WRAPPINGS_MAX; round += 1)
    plain = plain
      .replace(/&(?:amp|#38|#x26);/gi, '&')
      .replace(/%([2-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return plain.replaceAll('\\', '')
}

/** Returns the secret after the code; null when it is unreadable, undefined when the link has none. */
function secretIn(behind: string): string | null | undefined {
  const found = LINK_SECRET.exec(behind)
  if (!found) return undefined
  const [line = ''] = (found[1] ?? '').split(/[=\r\n]/, 1)
  // A complete secret does not continue on the next line; what follows is other text.
  const whole = line.length >= SECRET_CHARS ? line : (found[1] ?? '').replace(/[^\w-]/g, '')
  // A chat with emphasis writes _link_; the sign after the link is not part of the secret.
  return SECRET.test(whole) && /^[_-]*$/.test(whole.slice(SECRET_CHARS)) ? whole.slice(0, SECRET_CHARS) : null
}

/** Dates, times and network addresses have digits too. */
const OTHER_DIGITS =
  /(?<!\d)(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|\d{1,4}([./-])\d{1,2}\1\d{1,4}|\d{1,2}:\d\d(?::\d\d)?)(?![\d:])/g
/** Six digits together, or three and three, that are not part of a longer number. */
const GROUPED =
  /(?<!\d[.,:/-]?|(?<!\d)\d{3}[\s.,-]{1,3})(?:\d{6}|\d{3}[\s.,-]{1,3}\d{3})(?![.,:/-]?\d|[\s.,-]{1,3}\d{3}(?!\d))/g
/** Digits one by one, or in twos. */
const SCATTERED = /(?<!\d[\s.,:/-]?)\d(?:[\s.,-]?\d){5}(?![\s.,:/-]?\d)/g
const WORDS_BEHIND = /^[\s.,:;-]*([a-z]+(?:[\s,.-]+[a-z]+)+)\s*$/i

/** Returns the only code that the pattern finds, also when repeated; undefined for none, null for several. */
function onlyCode(text: string, pattern: RegExp): { code: string; end: number } | null | undefined {
  const all = [...text.matchAll(pattern)].map((found) => ({
    code: found[0].replace(/\D/g, ''),
    end: found.index + found[0].length,
  }))
  return new Set(all.map(({ code }) => code)).size > 1 ? null : all.at(-1)
}

/** Finds the invite in `text`; null when it has no six-digit code, or more than one. */
export function findInvite(text: string): FoundInvite | null {
  const plain = plainText(text.slice(0, TEXT_CHARS_MAX))
  const link = unwrapped(plain)
  const inLink = LINK_CODE.exec(link)
  if (inLink?.[1]) {
    const secret = secretIn(link.slice(inLink.index + inLink[0].length))
    return { code: inLink[1], secret: secret ?? null, secretLost: secret === null, words: null }
  }
  const dateless = plain.replace(OTHER_DIGITS, (other) => '_'.repeat(other.length))
  const grouped = onlyCode(dateless, GROUPED)
  const only = grouped === undefined ? onlyCode(plain, SCATTERED) : grouped
  if (!only) return null
  const words = WORDS_BEHIND.exec(plain.slice(only.end))?.[1]
  return { code: only.code, secret: null, secretLost: false, words: words?.toLowerCase() ?? null }
}
