/** Cuts what somebody wrote into what can be tapped (links, mail addresses, phone numbers) and what is set apart (`code`, lines of code, *emphasis*). */
import { linkify, type TextPart } from './linkify.ts'

export type MessagePart =
  | TextPart
  | {
      /** `sign`, `end`: the marks on each side. They stay in the text, so that what is copied is what was written. */
      readonly kind: 'block' | 'code' | 'strong'
      readonly sign: string
      readonly text: string
      readonly end: string
    }

/** A message of more than these is no message for people; the rest stays text. */
const PARTS_MAX = 400

/** Lines between two of ```; the first may name a language. The line breaks around them belong to the signs. */
const BLOCK = /(?<=^|\n)(```(?:[\w+#-]{0,20}\n)?)([^`]{1,20000}?)(\n?```(?:\n|$))/g
/** A pair of signs around words of one line, not within a word: 2*3*4 is arithmetic. */
const CODE = /(?<![\p{L}\p{N}`])`([^`\n]{1,2000})`(?![\p{L}\p{N}`])/gu
const STRONG = /(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]{1,2000})(?<=\S)\*(?![\p{L}\p{N}*])/gu
/** As people write them, not all that RFC 5322 allows; the local part has 64 characters at most (RFC 5321 §4.5.3.1.1). */
const MAIL = /(?<![\w.+@/-])[\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24}(?![\w@-])/gi
/** International, or with the zero or the brackets of a country; 15 digits at most (E.164). */
const PHONE =
  /(?<![\w+#/.:=-]|\d[ \u00a0])(?:\+[1-9]|\(?0[1-9]|\(?[2-9]\d\d\)?[ .-]\d{3}[ .-]\d{4}(?![\w.-]))(?:[ \u00a0().\-/]{0,2}\d){0,15}(?![\w/:=-])/g
const DATE = /\d{1,4}([./-])\d{1,2}\1\d{1,4}|\d:\d\d/
const PHONE_DIGITS_MIN = 8
const PHONE_DIGITS_MAX = 15

function mailOf(found: string): MessagePart {
  return { kind: 'link', text: found, href: `mailto:${found}`, host: null }
}

function phoneOf(found: string): MessagePart | null {
  const digits = found.replace(/\(0\)/, '').replace(/\D/g, '')
  const isLong = digits.length >= PHONE_DIGITS_MIN + (found.startsWith('+') ? 0 : 1)
  if (!isLong || digits.length > PHONE_DIGITS_MAX || DATE.test(found)) return null
  return { kind: 'link', text: found, href: `tel:${found.startsWith('+') ? '+' : ''}${digits}`, host: null }
}

/** Replaces each text among the parts by what the pattern finds in it; `read` answers null for what stays text. */
function cut(
  parts: readonly MessagePart[],
  pattern: RegExp,
  read: (found: RegExpExecArray) => MessagePart | null,
): readonly MessagePart[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'text') return [part]
    const { text } = part
    const cuts: MessagePart[] = []
    let from = 0
    for (const found of text.matchAll(pattern)) {
      const inside = cuts.length < PARTS_MAX ? read(found) : null
      if (!inside) continue
      if (found.index > from) cuts.push({ kind: 'text', text: text.slice(from, found.index) })
      cuts.push(inside)
      from = found.index + found[0].length
    }
    if (from < text.length) cuts.push({ kind: 'text', text: text.slice(from) })
    return cuts
  })
}

const setApart =
  (kind: 'code' | 'strong', sign: string) =>
  (found: RegExpExecArray): MessagePart => ({ kind, sign, text: found[1] ?? '', end: sign })

/** The parts put together, with their signs, are the text again, to the letter. */
export function messageParts(text: string): readonly MessagePart[] {
  if (!/[`*@\d:]/.test(text)) return text === '' ? [] : [{ kind: 'text', text }]
  const outsideBlocks = cut([{ kind: 'text', text }], BLOCK, ([, sign = '', inside = '', end = '']) => ({
    ...{ kind: 'block', sign, text: inside, end },
  }))
  const outsideCode = cut(outsideBlocks, CODE, setApart('code', '`'))
  const linked = outsideCode.flatMap((part): readonly MessagePart[] =>
    part.kind === 'text' ? linkify(part.text) : [part],
  )
  const mailed = cut(linked, MAIL, ([found]) => mailOf(found))
  const phoned = cut(mailed, PHONE, ([found]) => phoneOf(found))
  return cut(phoned, STRONG, setApart('strong', '*'))
}
