/** Kinds of frames: probes and reasons are told apart from everything else. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { ABORT_REASONS, decodeAbort, encodeAbort, isProbe, PING_FRAME, PONG_FRAME } from './frame.ts'

test('a probe is one byte and nothing else', () => {
  expect([isProbe(PING_FRAME), isProbe(PONG_FRAME)]).toEqual(['ping', 'pong'])
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 2, maxLength: 9 }), (bytes) => expect(isProbe(bytes)).toBeNull()),
  )
})

test('every reason comes back, and an unknown byte is none', () => {
  expect(ABORT_REASONS.map((reason) => decodeAbort(encodeAbort(reason)))).toEqual([...ABORT_REASONS])
  for (const odd of [[0x1f], [0x1f, 0], [0x1f, 99], [0x1f, 1, 1]])
    expect(decodeAbort(Uint8Array.from(odd))).toBeNull()
})
