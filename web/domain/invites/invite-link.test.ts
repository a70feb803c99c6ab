/** Reads invite codes and links as people type, paste and send them. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { addressToOrigin } from '../settings/server-choice.ts'
import { findInvite } from './invite-link.ts'

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
