/** What can be tapped in a message, what is set apart, and that nothing of the text is lost over it. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { type MessagePart, messageParts } from './message-parts.ts'

const hrefsOf = (text: string) =>
  messageParts(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []))
const apartIn = (text: string) =>
  messageParts(text).flatMap((part) => ('sign' in part ? [`${part.kind} ${part.text}`] : []))
const writtenOf = (part: MessagePart): string =>
  'sign' in part ? part.sign + part.text + part.end : part.text

test('mail addresses can be tapped as people write them', () => {
  for (const text of [
    'anna@example.org',
    'Write to anna@example.org.',
    '(anna@example.org)',
    'mailto:anna@example.org',
  ])
    expect([text, hrefsOf(text)]).toEqual([text, ['mailto:anna@example.org']])
  expect(hrefsOf('a.b+c@mail.example.co.uk')).toEqual(['mailto:a.b+c@mail.example.co.uk'])
  for (const text of ['@anna', 'anna@', 'a@b', 'anna@example.org@evil.example', 'https://a@b.example/'])
    expect([text, hrefsOf(text)]).toEqual([text, []])
})

test('phone numbers can be tapped, and nothing else that has digits', () => {
  for (const [text, href] of [
    ['+49 151 23456789', 'tel:+4915123456789'],
    ['Call +1 (555) 123-4567, please', 'tel:+15551234567'],
    ['+49 (0) 30 1234567', 'tel:+49301234567'],
    ['030 1234567', 'tel:0301234567'],
    ['(030) 123 45 67', 'tel:0301234567'],
    ['0151/23456789.', 'tel:015123456789'],
    ['(555) 123-4567', 'tel:5551234567'],
    ['555-123-4567', 'tel:5551234567'],
  ] as const)
    expect([text, hrefsOf(text)]).toEqual([text, [href]])
  for (const text of [
    '482 913',
    '482913',
    '01.02.2026 16:30',
    '2026-11-27',
    '16:30:05',
    '1,482,913',
    '192.168.100.200',
    '0.123456789',
    '3.14159265358',
    '4111 1111 1111 1111',
    'DE89 3704 0044 0532 0130 00',
    '2+49151234567',
  ])
    expect([text, hrefsOf(text)]).toEqual([text, []])
})

test('code and emphasis are set apart, arithmetic and lone signs are not', () => {
  expect(apartIn('run `bun test` *now*')).toEqual(['code bun test', 'strong now'])
  expect(apartIn('(*really* `x*y*z`)')).toEqual(['strong really', 'code x*y*z'])
  for (const text of [
    '2*3*4',
    '* a * b',
    '*',
    '**',
    '`',
    '``',
    'a*b*c',
    '*a\nb*',
    '*see https://example.org*',
  ])
    expect([text, apartIn(text)]).toEqual([text, []])
  expect(hrefsOf('`https://example.org` https://example.com/')).toEqual(['https://example.com/'])
})

test('lines between two fences are code, without the fences, their language and the line breaks around them', () => {
  expect(messageParts('Try this:\n```sh\nls *.ts\ncd ..\n```\nand tell me')).toEqual([
    { kind: 'text', text: 'Try this:\n' },
    { kind: 'block', sign: '```sh\n', text: 'ls *.ts\ncd ..', end: '\n```\n' },
    { kind: 'text', text: 'and tell me' },
  ])
  expect(apartIn('```one line```')).toEqual(['block one line'])
  for (const text of ['```', '``` ```a', 'a ```b```', '```\nnever closed', '```a`b```'])
    expect([text, apartIn(text).filter((part) => part.startsWith('block'))]).toEqual([text, []])
})

test('whatever was written, the parts together are the text again', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      '*',
      '`',
      '```',
      ' ',
      '@',
      'a@b.example',
      '+49 151 2345678',
      'https://a.example/',
      '。',
      '\n',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      expect(messageParts(text).map(writtenOf).join('')).toBe(text)
    }),
    { numRuns: 1_000 },
  )
})

test('64 kB of anything that begins like a part are read in no time', () => {
  for (const unit of [
    '*a',
    '*a* ',
    '`',
    '`a` ',
    '```',
    '```\n',
    '\n```a',
    'a@',
    'a.',
    '@a.',
    '+1 ',
    '0 ',
    '(0',
    '555-',
    '\u00a0',
    'a@b.',
  ]) {
    const text = unit.repeat(Math.floor(65_536 / unit.length))
    const began = process.cpuUsage()
    const parts = messageParts(text)
    expect([unit, process.cpuUsage(began).user / 1_000 < 500]).toEqual([unit, true])
    expect(parts.map(writtenOf).join('')).toBe(text)
    expect(parts.length).toBeLessThan(2_000)
  }
})
