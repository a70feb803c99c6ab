/** Links are found, are what they look like, and nothing of a text is lost over them. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { linkify, type TextPart } from './linkify.ts'

/** Random texts that each property is tried with. */
const RUNS = 3_000
/** They take a second on a quiet machine. */
const RUNS_MS = 60_000

const linksOf = (text: string) => linkify(text).filter((part) => part.kind === 'link')
const hrefsOf = (text: string) => linksOf(text).map(({ href }) => href)
const joined = (parts: readonly TextPart[]): string => parts.map(({ text }) => text).join('')

test('an address in a sentence is a link, its punctuation is not', () => {
  expect(linkify('See https://example.org/a?b=1#c, then (http://example.org/x_(y)).')).toEqual([
    { kind: 'text', text: 'See ' },
    { kind: 'link', text: 'https://example.org/a?b=1#c', href: 'https://example.org/a?b=1#c', host: null },
    { kind: 'text', text: ', then (' },
    { kind: 'link', text: 'http://example.org/x_(y)', href: 'http://example.org/x_(y)', host: null },
    { kind: 'text', text: ').' },
  ])
})

test('only http and https are links', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,hi',
    'file:///etc/passwd',
    'ftp://example.org',
    'mailto:a@example.org',
    'www.example.org',
    'xhttps://example.org',
    'https://',
    'https:///',
    'http://[::1',
  ])
    expect(hrefsOf(text)).toEqual([])
})

test('an address that hides where it leads stays text', () => {
  for (const text of [
    'https://bank.example@evil.example/',
    'https://bank.example:pass@evil.example',
    'https://@evil.example',
    'https://evil.example\\@bank.example',
    'https://bank.example/\u202egro.live',
    'https://ban\u200bk.example',
    'https://ban\u00adk.example',
    'https://bank.example\u3164.evil.example',
  ])
    expect(hrefsOf(text)).toEqual([])
})

test('signs and words of other languages around an address are no part of it', () => {
  const address = 'https://example.com/a'
  for (const [before, after] of [
    ['', '。'],
    ['', 'を見て'],
    ['「', '」'],
    ['『', '』、'],
    ['（', '）'],
    ['', '，'],
    ['', '、'],
    ['', '！'],
    ['', '？'],
    ['', '،'],
    ['', '؟'],
    ['', '؛'],
    ['', '।'],
    ['„', '“'],
    ['»', '«'],
    ['«', '»'],
    ['‹', '›'],
    ['“', '”'],
    ['‚', '‘'],
    ['', '…'],
    ['', '—'],
    ['', '❤️'],
    ['', '👍🏽'],
    ['', '\u200b'],
    ['\u2068', '\u2069'],
    ['\u200e', '\u200f،'],
    ['', '\u200b.'],
    ['', '\u200bภาษา'],
    ['', 'ครับ'],
    ['', '입니다'],
    ['見て', ''],
    ['_', '_'],
    ['*', '*'],
  ])
    expect([before, after, hrefsOf(`${before}${address}${after}`)]).toEqual([before, after, [address]])
  expect(hrefsOf('https://example.comを見て')).toEqual(['https://example.com/'])
})

test('paths and names of other languages stay whole', () => {
  for (const text of [
    'https://ja.wikipedia.org/wiki/日本語',
    'https://ja.wikipedia.org/wiki/ジョン・レノン',
    'https://de.wikipedia.org/wiki/Straße_in_Köln',
    'https://ar.wikipedia.org/wiki/اللغة_العربية',
    'https://abc日本.jp/',
    'https://例え.テスト/パス?問=答',
    'https://example.com/%E3%81%82',
  ])
    expect(linksOf(`${text} x`)[0]?.text).toBe(text)
})

test('a host that reads otherwise than it is stands beside it in ASCII', () => {
  expect(linksOf('https://аррӏе.com/')[0]?.host).toBe('xn--80ak6aa92e.com')
  expect(linksOf('https://münchen.example')[0]?.host).toBe('xn--mnchen-3ya.example')
  expect(linksOf('http://2130706433/')[0]?.host).toBe('127.0.0.1')
  expect(linksOf('https://%65vil.example')[0]?.host).toBe('evil.example')
  expect(linksOf('https://EXAMPLE.org:443/')[0]?.host).toBeNull()
  expect(linksOf('http://[::1]:8080/')[0]?.host).toBeNull()
})

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    ...[
      ' ',
      '.',
      ')',
      '(',
      '@',
      '\\',
      'https://',
      'HTTP://',
      '://',
      'javascript:',
      '\u202e',
      'é',
      ':80',
      '/',
    ],
  ),
)
const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

test(
  'whatever was written, the parts together are the text again, and no two texts follow each other',
  () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parts = linkify(text)
        expect(joined(parts)).toBe(text)
        expect(parts.every(({ text: part }) => part !== '')).toBe(true)
        expect(parts.some(({ kind }, at) => kind === 'text' && parts[at - 1]?.kind === 'text')).toBe(false)
      }),
      { numRuns: RUNS },
    )
  },
  RUNS_MS,
)

test(
  'whatever was written, a link leads where it says: same scheme, the host that is read or the one that is shown, no name before an @',
  () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { text: written, href, host } of linksOf(text)) {
          const url = new URL(href)
          expect(['http:', 'https:']).toContain(url.protocol)
          expect(written.toLowerCase().startsWith(`${url.protocol}//`)).toBe(true)
          expect(url.username + url.password).toBe('')
          expect(/[^\x20-\x7e]/.test(href)).toBe(false)
          const read = written.slice(url.protocol.length + 2).toLowerCase()
          expect(host === null ? read.startsWith(url.hostname) : host === url.hostname).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  },
  RUNS_MS,
)

test('a plain address is always found, wherever it stands between words', () => {
  const plain = fc
    .webUrl({ validSchemes: ['http', 'https'] })
    .filter((url) => /^https?:\/\/[a-z0-9.-]+(\/[a-z0-9/]*)?$/.test(url) && /[a-z0-9/]$/.test(url))
  fc.assert(
    fc.property(plain, fc.constantFrom('', 'see ', '(', '“'), (url, before) => {
      expect(linksOf(`${before}${url} and more`)[0]?.text).toBe(url)
    }),
  )
})

test('64 kB of anything that begins like a link are read in no time', () => {
  for (const unit of [
    'https://',
    'http://a)',
    'https://a.b/... ',
    `https://a${'.'.repeat(65_000)}x`,
    `https://a${')'.repeat(65_000)}`,
    `https://a${'.'.repeat(2_000)}x `,
    `https://a${')'.repeat(2_000)} `,
    `https://a.b/${'あ・'.repeat(1_000)} `,
    `https://a.b/${'\u200b'.repeat(2_000)}x `,
    `https://a${'あ'.repeat(2_000)} `,
  ]) {
    const began = process.cpuUsage()
    const text = unit.repeat(Math.floor(65_536 / unit.length))
    expect(joined(linkify(text))).toBe(text)
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(500)
  }
  expect(linksOf('https://a.example '.repeat(500))).toHaveLength(100)
})

test('an iPhone without URL.canParse finds the same links', () => {
  const canParse = URL.canParse
  Reflect.deleteProperty(URL, 'canParse')
  try {
    expect(hrefsOf('See https://example.org/ and https://[')).toEqual(['https://example.org/'])
  } finally {
    URL.canParse = canParse
  }
})
