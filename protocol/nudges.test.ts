/** Tickets have one size and one form, and nothing malformed passes. */
import { expect, test } from 'bun:test'
import * as v from 'valibot'
import { bytesToBase64url, concatBytes, textToBytes } from '../base/bytes.ts'
import type { RoomId } from './ids.ts'
import { ENDPOINT_CHARS_MAX, TEST_TICKET_SECONDS, TICKET_CHARS, TICKET_SECONDS_MAX } from './limits.ts'
import { decodePeerMessage, encodePeerMessage } from './message.ts'
import {
  NUDGE_API,
  type NudgeKeys,
  type NudgeWords,
  nudgeKeyId,
  nudgeKeysSchema,
  plainToTicket,
  type Rang,
  RING_OUTCOMES,
  type RingOutcome,
  rangSchema,
  readNudgeKey,
  ringSchema,
  roomMark,
  TICKET_BYTES,
  TICKET_INFO,
  TICKET_PLAIN_BYTES,
  type Ticket,
  testRingSchema,
  ticketHead,
  ticketSchema,
  ticketToPlain,
} from './nudges.ts'

const words = (body: string): NudgeWords => ({ title: 'Inviso', body, lang: 'en', dir: 'ltr' })
const ticket: Ticket = {
  e: 'https://web.push.apple.com/QGuQyavXutnMH',
  p: 'B'.repeat(87),
  a: 'a'.repeat(22),
  x: 1_800_000_000,
  r: roomMark('a-room' as RoomId),
  o: 'https://chat.example.org',
  w: { waiting: words('Someone is waiting for you.'), accepted: words('Your code was accepted.') },
}
const plainOf = (text: string, mark = 0x80): Uint8Array => {
  const plain = new Uint8Array(TICKET_PLAIN_BYTES)
  plain.set(concatBytes(textToBytes(text), Uint8Array.of(mark)))
  return plain
}

test('every ticket has the same size, and its plain is read back unchanged', () => {
  expect(Math.ceil((TICKET_BYTES * 4) / 3)).toBe(TICKET_CHARS)
  for (const e of ['https://fcm.googleapis.com/x', `https://wns.notify.windows.com/${'y'.repeat(500)}`]) {
    const plain = ticketToPlain({ ...ticket, e })
    expect(plain?.length).toBe(TICKET_PLAIN_BYTES)
    expect(plain && plainToTicket(plain)).toEqual({ ...ticket, e })
  }
})

test('a ticket that does not fit is refused instead of cut', () => {
  const body = '待'.repeat(100)
  const w = { waiting: words(body), accepted: words(body) }
  expect(ticketToPlain({ ...ticket, e: `https://a.b.c/${'y'.repeat(1_000)}`, w })).toBeNull()
})

test('a plain without mark, with other padding, another length, or no ticket in it is refused', () => {
  const json = JSON.stringify(ticket)
  expect(plainToTicket(plainOf(json))).toEqual(ticket)
  const cut = plainOf(json).subarray(0, TICKET_PLAIN_BYTES - 1)
  const dirty = plainOf(json)
  dirty[TICKET_PLAIN_BYTES - 1] = 1
  const wrong = [plainOf(json, 0x81), plainOf(json, 0), cut, dirty, new Uint8Array(TICKET_PLAIN_BYTES)]
  const texts = ['', '{', 'null', '[]', JSON.stringify({ ...ticket, extra: 1 }), json.replace('"e"', '"f"')]
  for (const plain of [...wrong, ...texts.map((text) => plainOf(text))])
    expect(plainToTicket(plain)).toBeNull()
})

test('each field of a ticket is bounded', () => {
  const wrong: readonly Partial<Record<keyof Ticket, unknown>>[] = [
    { e: 'x'.repeat(ENDPOINT_CHARS_MAX + 1) },
    { p: 'B'.repeat(86) },
    { a: 'a'.repeat(23) },
    { x: -1 },
    { x: 1.5 },
    { x: '1800000000' },
    { r: 'short' },
    { o: 'https://chat.example.org/path' },
    { o: 'javascript:alert(1)' },
    { o: 'https://user@chat.example.org' },
    { o: `https://${'a'.repeat(200)}.example` },
    { w: { waiting: words('x') } },
    { w: { waiting: words('x'.repeat(101)), accepted: words('x') } },
    { w: { waiting: { ...words('x'), dir: 'up' }, accepted: words('x') } },
  ]
  for (const change of wrong)
    expect([change, v.is(ticketSchema, { ...ticket, ...change })]).toEqual([change, false])
  expect(v.is(ticketSchema, { ...ticket, r: '' })).toBe(true)
})

test('a room’s mark is stable, and differs for each room', () => {
  expect(roomMark('a-room' as RoomId)).toMatch(/^[\w-]{22}$/)
  expect(roomMark('a-room' as RoomId)).toBe(roomMark('a-room' as RoomId))
  expect(roomMark('a-room' as RoomId)).not.toBe(roomMark('b-room' as RoomId))
})

test('the nudge key is read with its id, and a key with the id of another one is refused', () => {
  const publicKey = Uint8Array.from({ length: 32 }, (_, at) => at)
  const keyId = nudgeKeyId(publicKey)
  expect(readNudgeKey(bytesToBase64url(concatBytes(keyId, publicKey)))).toEqual({ keyId, publicKey })
  expect(ticketHead(keyId)).toEqual(Uint8Array.of(1, ...keyId))
  const flipped = concatBytes(keyId, publicKey)
  flipped[20] = (flipped[20] ?? 0) ^ 1
  expect(readNudgeKey(bytesToBase64url(flipped))).toBeNull()
  expect(readNudgeKey('')).toBeNull()
  expect(readNudgeKey('é'.repeat(48))).toBeNull()
})

test('a ring names room, member and ticket, and `now` is true or absent', () => {
  const ring = { roomid: 'a-room', deviceId: 'A', ticket: 't'.repeat(TICKET_CHARS) }
  expect(
    [ring, { ...ring, now: true }, { ...ring, now: false }].map((body) => v.is(ringSchema, body)),
  ).toEqual([true, true, false])
  expect(v.is(ringSchema, { ...ring, ticket: 't'.repeat(TICKET_CHARS - 1) })).toBe(false)
})

test('the peer message with a ticket is decoded unchanged, and a malformed one takes no number', () => {
  const given = { t: 'ticket' as const, ticket: 'A'.repeat(TICKET_CHARS), until: 1_800_000_000_000 }
  for (const message of [given, { ...given, ticket: null }])
    expect(decodePeerMessage(encodePeerMessage(message))).toEqual({ ok: true, value: message })
  const place = { s: 'A'.repeat(22), n: 1, c: 'B'.repeat(22) }
  for (const wrong of [{ ticket: 'A' }, { ticket: 'A'.repeat(1_000_000) }, { ticket: 1 }, { until: -1 }]) {
    const bytes = textToBytes(JSON.stringify({ ...given, ...place, ...wrong }))
    expect(decodePeerMessage(bytes).ok).toBe(false)
  }
})

test('what both sides agree on stays as it is', () => {
  expect([TICKET_INFO, NUDGE_API.nudges, NUDGE_API.test]).toEqual([
    'inviso/1 nudge ticket',
    '/api/nudges',
    '/api/nudges/test',
  ])
  expect([TICKET_SECONDS_MAX, TEST_TICKET_SECONDS]).toEqual([7 * 86_400, 120])
  const keys: NudgeKeys = { key: 'k'.repeat(48), vapid: 'v'.repeat(87), expiresInSeconds: 86_400 }
  expect(v.parse(nudgeKeysSchema, keys)).toEqual(keys)
  const outcomes: readonly RingOutcome[] = RING_OUTCOMES
  const answers: readonly Rang[] = outcomes.map((outcome) => ({ outcome, retryAfterMs: 60_000 }))
  for (const answer of answers) expect(v.parse(rangSchema, answer)).toEqual(answer)
  expect(v.is(testRingSchema, { ticket: 't'.repeat(TICKET_CHARS) })).toBe(true)
})
