/** Kinds of frames: probes and abort reasons are distinguished from all others. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { ABORT_REASONS, decodeAbort, encodeAbort, isProbe, PING_FRAME, PONG_FRAME } from './frame.ts'

test('a probe is exactly one byte', () => {
  expect([isProbe(PING_FRAME), isProbe(PONG_FRAME)]).toEqual(['ping', 'pong'])
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 2, maxLength: 9 }), (bytes) => expect(isProbe(bytes)).toBeNull()),
  )
})

test('every abort reason is decoded, and an unknown byte is not a reason', () => {
  expect(ABORT_REASONS.map((reason) => decodeAbort(encodeAbort(reason)))).toEqual([...ABORT_REASONS])
  for (const odd of [[0x1f], [0x1f, 0], [0x1f, 99], [0x1f, 1, 1]])
    expect(decodeAbort(Uint8Array.from(odd))).toBeNull()
})
