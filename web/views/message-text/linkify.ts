/** Finds the links in what somebody wrote: http and https only, each shown as it was written, and never for another place than it leads to. */

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'link'
      /** As it was written. */
      readonly text: string
      readonly href: string
      /** The host in ASCII, when it reads otherwise than what was written; else null. */
      readonly host: string | null
    }

/** A message of links alone is no message; more than these stay text. */
const LINKS_MAX = 100
/** Longer is no address that a person reads. */
const LINK_CHARS_MAX = 2_048
/** A language without spaces may go on behind the address, but no sentence is this long. */
const TEXT_CHARS_MAX = 2 * LINK_CHARS_MAX

const CANDIDATE = /(?<![a-z\d])https?:\/\/[^\s<>"`]+/gi
const SCHEME = /^https?:\/\//i
/** What turns the reading around, or cannot be seen at all (UTS #36, 3.1): an address with it is not what it looks like. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}\u115f\u1160\u2800\u3164\uffa0\\]/u
const UNSEEN_BEGIN = new RegExp(`^${UNSEEN.source}+`, 'u')
/** Ends a sentence, not an address. */
const TRAILING = ".,;:!?'’*_~"
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

const ASCII = /[\x20-\x7e]/
const LATIN = /[\p{Script=Latin}\p{M}]/u
const LETTER = /[\p{L}\p{N}]/u
/** Signs outside ASCII that stand within words, and so within the paths of other languages. */
const WITHIN_WORDS = '·・ー–—’‐‑'
/** The address is over here: what follows ends a sentence, or is of another writing. */
const OVER = /^[.,;:!?'*_~)\]}]*(?:$|[^\x21-\x7e])/
/** A name of several scripts with an ending: `abc日本.jp`. */
const REST_OF_HOST = /^[\p{L}\p{N}\p{M}-]*\.[\p{L}\p{N}]/u

/** Whether the address is over before this sign of no Latin script. `before`: the sign before it; `rest`: what follows. */
function endsBefore(sign: string, before: string, inHost: boolean, rest: string): boolean {
  // Inside the address an unseen sign stays, so that the whole of it is refused.
  if (UNSEEN.test(sign)) return !UNSEEN.test(before) && OVER.test(rest.replace(UNSEEN_BEGIN, ''))
  if (!LETTER.test(sign)) return !WITHIN_WORDS.includes(sign) || !LETTER.test(rest.charAt(0))
  // A language without spaces goes on right behind the address: in `…/aを見て` the script changes in mid-word.
  return /[a-z\d]/i.test(before) && !(inHost && REST_OF_HOST.test(rest))
}

/** Where the address ends before the text does: no address holds another language's punctuation or an emoji. */
function addressEnd(text: string): number {
  const begin = SCHEME.exec(text)?.[0].length ?? 0
  let before = ''
  let at = begin
  let inHost = true
  for (const sign of text.slice(begin)) {
    const isPlain = ASCII.test(sign) || LATIN.test(sign)
    if (!isPlain && endsBefore(sign, before, inHost, text.slice(at + sign.length))) return at
    if ('/?#'.includes(sign)) inHost = false
    before = sign
    at += sign.length
  }
  return at
}

const countOf = (text: string, sign: string): number => text.split(sign).length - 1

/** Without the full stop, and without a bracket that was opened before the address. */
function trimmed(text: string): string {
  const stray = new Map(
    Object.entries(BRACKETS).map(([closing, opening]) => [
      closing,
      countOf(text, closing) - countOf(text, opening),
    ]),
  )
  let end = text.length
  for (; end > 0; end -= 1) {
    const last = text[end - 1] ?? ''
    const surplus = stray.get(last) ?? 0
    if (surplus > 0) stray.set(last, surplus - 1)
    else if (!TRAILING.includes(last)) break
  }
  return text.slice(0, end)
}

/** Safari has URL.canParse from 17 on. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

function linkOf(text: string): TextPart | null {
  const url = UNSEEN.test(text) ? null : urlOf(text)
  if (!url) return null
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  // `https://bank.example@evil.example` leads to evil.example.
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null
  const written = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? ''
  if (written.includes('@')) return null
  const reads = written.replace(/:\d*$/, '').toLowerCase()
  return { kind: 'link', text, href: url.href, host: reads === url.hostname ? null : url.hostname }
}

function addressIn(text: string): TextPart | null {
  const address = text.slice(0, addressEnd(text))
  return address.length > LINK_CHARS_MAX ? null : linkOf(trimmed(address))
}

/** The parts put together are the text again, to the letter. */
export function linkify(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  let links = 0
  for (const match of text.matchAll(CANDIDATE)) {
    if (links === LINKS_MAX) break
    const link = match[0].length > TEXT_CHARS_MAX ? null : addressIn(match[0])
    if (!link) continue
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    parts.push(link)
    from = match.index + link.text.length
    links += 1
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
