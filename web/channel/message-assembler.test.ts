/** The assembler rebuilds a message from its pieces, and holds at most one message. */
import { expect, test } from 'bun:test'
import { RECORD_LAST, RECORD_MORE } from '../../protocol/frame.ts'
import { MESSAGE_BYTES_MAX } from '../../protocol/limits.ts'
import { CONTENT_BYTES_MAX } from '../crypto/records.ts'
import { createMessageAssembler } from './message-assembler.ts'

const full = new Uint8Array(CONTENT_BYTES_MAX).fill(1)
const bad = { ok: false, error: 'bad_piece' } as const

test('full pieces and a last one make one message; the next piece begins another', () => {
  const assembler = createMessageAssembler()
  expect(assembler.add(RECORD_MORE, full)).toEqual({ ok: true, value: null })
  const whole = assembler.add(RECORD_LAST, Uint8Array.of(2, 3))
  expect(whole.ok && whole.value?.length).toBe(CONTENT_BYTES_MAX + 2)
  expect(assembler.add(RECORD_LAST, new Uint8Array())).toEqual({ ok: true, value: new Uint8Array() })
})

test('a piece that is not full is refused unless it is the last', () => {
  const assembler = createMessageAssembler()
  expect(assembler.add(RECORD_MORE, new Uint8Array())).toEqual(bad)
  expect(assembler.add(RECORD_MORE, full.subarray(1))).toEqual(bad)
})

test('pieces beyond the length of the longest message are refused', () => {
  const assembler = createMessageAssembler()
  const pieces = Math.floor(MESSAGE_BYTES_MAX / CONTENT_BYTES_MAX)
  for (let at = 0; at < pieces; at += 1) expect(assembler.add(RECORD_MORE, full).ok).toBe(true)
  expect(assembler.add(RECORD_MORE, full)).toEqual(bad)
})
