/** Reads invite codes and links as people type, paste and send them. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { addressToOrigin } from '../settings/server-address.ts'
import { findInvite } from './find-invite.ts'

const found = (text: string): string | null => findInvite(text)?.code ?? null

test('six digits are found in any common way of writing them', () => {
  const ways = [
    '482913',
    ' 482 913 ',
    '482-913',
    '4 8 2 9 1 3',
    '４８２９１３',
    '٤٨٢٩١٣',
    'The code is 482 913, see you!',
    'https://chat.example/#j=482913',
    'https://chat.example:8443/#x=1&j=482913&s=abc_def123456',
  ]
  for (const way of ways) expect(found(way)).toBe('482913')
})

test('six digits are found beside a date, a time, an address, and in every script', () => {
  const ways = [
    '[27.11.26, 16:30:05] Anna: 482 913',
    '[11/27/26, 4:30:05\u202fPM] Anna: 482913',
    '2026-11-27 16:30 482-913',
    '27 Nov 2026 482 913',
    '482 913 16:30',
    'Hauptstr. 12, 10115 Berlin: 482 913',
    'http://192.168.1.20:8080 482 913',
    '482,913',
    '482—913',
    '482\u2011913',
    '482 – 913',
    '482 − 913',
    '4\u200b8\u200e2\u2060 \u00ad913',
    '\u2068482 913\u2069',
    '४८२ ९१३',
    '৪৮২৯১৩',
    '๔๘๒๙๑๓',
    '۴۸۲ ۹۱۳',
    '𞥔𞥘𞥒𞥙𞥑𞥓',
    '48.29.13',
    '482 913 (482913)',
  ]
  for (const way of ways) expect([way, found(way)]).toEqual([way, '482913'])
})

test('a date, a telephone number or an amount is not a code', () => {
  for (const text of [
    '16:30:05',
    '27.11.2026',
    '+49 151 234 567',
    '1,482,913',
    '192.168.1.20',
    '482 913 555',
  ])
    expect([text, found(text)]).toEqual([text, null])
})

const SECRET = 'Zx_-9aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789_8'
const LINK = `https://chat.example/#j=482913&s=${SECRET}`
const whole = { code: '482913', secret: SECRET, secretLost: false, words: null }

test('a link altered by mail and chat apps keeps its secret', () => {
  const encoded = encodeURIComponent(LINK)
  const ways = [
    LINK,
    LINK.replace('&', '&amp;'),
    LINK.replace('&', '&amp;amp;'),
    LINK.replace('&s=', '%26s%3D'),
    LINK.replace('#', '%23'),
    LINK.replace('https://chat.example/', ''),
    `https://safe.example/?url=${encoded}&data=05%7C01&reserved=0`,
    `https://safe.example/?url=${encodeURIComponent(encoded)}&data=05`,
    `_${LINK}_`,
    `__${LINK}__`,
    `*${LINK}*`,
    `<${LINK}>`,
    `[join](${LINK})`,
    `„${LINK}“`,
    `${LINK}。`,
    LINK.replaceAll('_', '\\_'),
    LINK.replaceAll('=', '=3D'),
    `${LINK.slice(0, 60)}=\r\n${LINK.slice(60)}`,
    `> ${LINK.slice(0, 60)}\n> ${LINK.slice(60)}`,
    `${LINK.slice(0, 31)}\n${LINK.slice(31)}`,
    `${LINK.slice(0, 50)}\u200b${LINK.slice(50)}`,
    `${LINK}\nSee you there`,
    `${LINK}&utm_source=chat`,
    LINK.replace('&s', '&fbclid=x1&s'),
    LINK.replace('#j', '#J').replace('&s', '&S'),
  ]
  for (const way of ways) expect([way, findInvite(way)]).toEqual([way, whole])
})

test('a link with an unreadable secret says so, and one without a secret does not', () => {
  for (const cut of [
    LINK.slice(0, -1),
    `${LINK.slice(0, -1)}\nSee you there`,
    LINK.slice(0, 40),
    'https://chat.example/#j=482913&s=',
    'https://chat.example/#j=482913&s',
    `${LINK}x`,
    LINK.replace('_8', '_9'),
    LINK.replace('aBc', 'a…c'),
  ])
    expect([cut, findInvite(cut)]).toEqual([cut, { ...whole, secret: null, secretLost: true }])
  for (const plain of ['https://chat.example/#j=482913', '482 913', 'https://chat.example/#j=482913&utm=s'])
    expect([plain, findInvite(plain)?.secretLost]).toEqual([plain, false])
})

test('a clipboard of any size is read quickly', () => {
  for (const unit of [
    '4',
    '4 ',
    '482 ',
    '#j=482913&',
    `${LINK} `,
    '%25',
    '27.11.26 ',
    '1.',
    '&amp;',
    '&s=a\n>',
  ]) {
    const began = process.cpuUsage()
    findInvite(unit.repeat(1_000_000 / unit.length))
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(500)
  }
})

test('text without a code, with two codes or with too many digits gives none', () => {
  for (const text of ['', 'hello', '48291', '4829134', '482913 and 111222', 'https://chat.example/#j=48291'])
    expect(found(text)).toBeNull()
})

test('random text gives six digits or null', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => /^\d{6}$/.test(found(text) ?? '000000')))
})

test('server addresses are read as people write them, and only https leaves this device', () => {
  expect(addressToOrigin('chat.example.org')).toBe('https://chat.example.org')
  expect(addressToOrigin(' https://chat.example.org/ ')).toBe('https://chat.example.org')
  expect(addressToOrigin('localhost:8080')).toBe('http://localhost:8080')
  for (const bad of [
    'http://chat.example.org',
    'https://u:p@chat.example',
    'ftp://x',
    'https://x/path',
    'a b',
    '',
  ])
    expect(addressToOrigin(bad)).toBeNull()
})
