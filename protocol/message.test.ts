/** Decoding of a peer's messages: well-formed ones pass unchanged, all others are refused with a named error. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { textToBytes } from '../base/bytes.ts'
import type { MessageId } from './ids.ts'
import { MESSAGE_BYTES_MAX, REACTIONS, TEXT_BYTES_MAX } from './limits.ts'
import { CAPABILITIES, decodePeerMessage, encodePeerMessage, type StreamId, turned } from './message.ts'

const id = 'abcdefgh-1' as MessageId
const place = { s: 'A'.repeat(22) as StreamId, n: 1_000_000_000, c: 'B'.repeat(22) }

describe('peer messages', () => {
  test('any text within the limit is decoded unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }), (text) => {
        const message = { t: 'text' as const, id, at: 1, text, ...place }
        expect(decodePeerMessage(encodePeerMessage(message))).toEqual({ ok: true, value: message })
      }),
    )
  })

  test('every act on a message is decoded unchanged', () => {
    const reference = fc.record({
      by: fc.constantFrom('me' as const, 'you' as const),
      id: fc.stringMatching(/^[\w-]{8,64}$/).map((made) => made as MessageId),
    })
    fc.assert(
      fc.property(reference, fc.constantFrom(null, ...REACTIONS), (to, reaction) => {
        const all = [
          { t: 'text' as const, id, at: 1, text: 'yes', re: to, ...place },
          { t: 'react' as const, to, reaction, ...place },
          { t: 'unsend' as const, id: to.id, ...place },
          { t: 'edit' as const, id: to.id, text: 'yes', ...place },
        ]
        for (const message of all)
          expect(decodePeerMessage(encodePeerMessage(message))).toEqual({ ok: true, value: message })
        expect(turned(turned(to))).toEqual(to)
        expect(turned(to).by).not.toBe(to.by)
      }),
    )
  })

  test('an unknown reaction or an invalid reference is decoded as an unknown message that takes its number', () => {
    const to = { by: 'me', id }
    const wrong: readonly unknown[] = [
      { t: 'react', to, reaction: 'heartily', ...place },
      { t: 'react', to, reaction: '🎉🎉', ...place },
      { t: 'edit', id, text: '', ...place },
      { t: 'edit', id, text: 'a'.repeat(TEXT_BYTES_MAX + 1), ...place },
      { t: 'react', to, ...place },
      { t: 'react', to: { by: 'them', id }, reaction: 'heart', ...place },
      { t: 'react', to: { by: 'me', id: 'short' }, reaction: 'heart', ...place },
      { t: 'react', to: null, reaction: 'heart', ...place },
      { t: 'unsend', id: 'a'.repeat(65), ...place },
      { t: 'text', id, at: 1, text: 'yes', re: { by: 'me' }, ...place },
      { t: 'text', id, at: 1, text: 'yes', re: id, ...place },
    ]
    for (const odd of wrong)
      expect(decodePeerMessage(textToBytes(JSON.stringify(odd)))).toMatchObject({
        ok: true,
        value: { t: 'unknown', ...place },
      })
  })

  test('a numbered message of an unknown kind takes its number, and nothing else of it is read', () => {
    const file = { t: 'file', id, name: 'a.png', at: 1, ...place }
    const read = decodePeerMessage(textToBytes(JSON.stringify(file)))
    expect(read).toEqual({ ok: true, value: { t: 'unknown', id, ...place } })
  })

  test('a message without a valid place in a stream, or of no numbered kind, is refused', () => {
    const wrong: readonly unknown[] = [
      { t: 'react', to: { by: 'me', id }, reaction: 'heart', s: place.s, n: -1, c: place.c },
      { t: 'unsend', id },
      { t: 'have', s: place.s, n: 1, c: place.c },
      { t: 'ack', ...place, s: 'short' },
      { t: 'can', v: 0, kinds: [], ...place },
    ]
    for (const odd of wrong)
      expect(decodePeerMessage(textToBytes(JSON.stringify(odd)))).toEqual({ ok: false, error: 'unknown' })
  })

  test('the app decodes every kind that it lists in `can`, and another app’s list is decoded unchanged', () => {
    for (const can of [CAPABILITIES, { t: 'can' as const, v: 2, kinds: ['text', 'file'] }])
      expect(decodePeerMessage(encodePeerMessage(can))).toEqual({ ok: true, value: can })
  })

  test('64 kB of text are accepted, one byte more is refused', () => {
    const of = (length: number) =>
      encodePeerMessage({ t: 'text', id, at: 1, text: 'a'.repeat(length), ...place })
    expect(decodePeerMessage(of(TEXT_BYTES_MAX)).ok).toBe(true)
    expect(decodePeerMessage(of(TEXT_BYTES_MAX + 1))).toMatchObject({ ok: true, value: { t: 'unknown' } })
  })

  test('the text that JSON escapes worst still fits the decoder', () => {
    const worst = encodePeerMessage({
      t: 'text',
      id,
      at: 8_640_000_000_000_000,
      text: '\u0001'.repeat(TEXT_BYTES_MAX),
      ...place,
    })
    expect(worst.length).toBeLessThanOrEqual(MESSAGE_BYTES_MAX)
    expect(decodePeerMessage(worst).ok).toBe(true)
  })

  test('malformed messages are refused with a named error', () => {
    expect(decodePeerMessage(new Uint8Array(MESSAGE_BYTES_MAX + 1))).toEqual({
      ok: false,
      error: 'too_large',
    })
    expect(decodePeerMessage(Uint8Array.of(0xff))).toEqual({ ok: false, error: 'not_utf8' })
    expect(decodePeerMessage(textToBytes('{'))).toEqual({ ok: false, error: 'not_json' })
    for (const odd of ['null', '[]', '{"t":"text"}', '{"t":"shout"}', '{"t":"ack","id":"short"}', '"text"'])
      expect(decodePeerMessage(textToBytes(odd))).toEqual({ ok: false, error: 'unknown' })
  })

  test('arbitrary bytes and arbitrary JSON never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodePeerMessage(bytes)))
    fc.assert(fc.property(fc.json(), (json) => void decodePeerMessage(textToBytes(json))))
  })
})
