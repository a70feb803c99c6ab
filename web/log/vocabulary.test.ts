/** Whatever is logged, the output holds no code, id, address, description, key or name. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { createFakeClock } from '../platform/clock.fake.ts'
import { createLog } from './log.ts'
import type { LogEntry } from './vocabulary.ts'
import { tellEntry } from './vocabulary.ts'

const SECRETS = [
  '482913',
  '3f2b8c1a-9d4e-4f6a-8b7c-1234567890ab',
  'Q7xkPq0yG2s5hN3vB1aLwZ8uT6rE4dC9fJmOiXoVbYk',
  '192.168.1.23',
  '2001:db8::1',
  'wss://chat.example.org/ws',
  'v=0\r\no=- 46117317 2 IN IP4 127.0.0.1',
  'candidate:1 1 udp 2122260223 192.168.1.23 50000 typ host',
  'Anna',
  'anna',
  'zucchini zookeeper',
]
/** Builds an entry that the types forbid, as a faulty caller could. */
const entry = (event: unknown, key: string, value: unknown): LogEntry =>
  ({ at: 1_700_000_000_123, level: 'info', event, detail: { [key]: value } }) as LogEntry

test('a secret used as event, key or value is never shown', () => {
  for (const secret of SECRETS)
    for (const put of [
      entry(secret, 'why', true),
      entry('link.open', secret, true),
      entry('link.open', 'why', secret),
      entry('link.open', 'why', [secret]),
      entry('link.open', 'why', { secret }),
      entry('link.open', secret, secret),
      { ...entry('link.open', 'why', true), level: secret as LogEntry['level'] },
      { ...entry('link.open', 'why', true), at: secret as unknown as number },
    ]) {
      const said = JSON.stringify(tellEntry(put))
      expect(said).not.toContain(secret)
      expect(said.toLowerCase()).not.toContain(secret.slice(0, 4).toLowerCase())
    }
})

test('numbers are rounded, so that six digits are never a code', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100_000, max: 999_999 }), (code) => {
      const { text } = tellEntry(entry('purge.waits', 'count', code))
      expect(Number(/count=(.+)/.exec(text)?.[1]) % 10_000).toBe(0)
    }),
  )
})

test('text outside the vocabulary is hidden', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 9 }), (text) => {
      expect(tellEntry(entry('link.refused', 'why', text)).text).toBe('link.refused why=[hidden]')
    }),
  )
})

test('words of the vocabulary are shown, with the time to the second', () => {
  expect(tellEntry(entry('channel.refused', 'why', 'not_authentic'))).toEqual({
    at: 1_700_000_000_000,
    level: 'info',
    text: 'channel.refused why=not_authentic',
  })
})

test('a full log drops its oldest entry', () => {
  const clock = createFakeClock()
  const log = createLog(clock)
  for (let index = 0; index < 1_200; index += 1) {
    log.add('info', 'page.visible')
    clock.advance(1_000)
  }
  expect(log.entries.value).toHaveLength(500)
  expect(log.entries.value[0]?.at).toBe(1_000_000 + 700 * 1_000)
  log.clear()
  expect(log.entries.value).toEqual([])
})
