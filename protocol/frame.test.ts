/** Frames: whatever was cut comes back whole, and hostile bytes end in an error and bounded memory. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { createFrameReader, messageToFrames } from './frame.ts'
import { FRAME_BYTES_MAX, MESSAGE_BYTES_MAX } from './limits.ts'

const readAll = (frames: readonly Uint8Array[]) => {
  const reader = createFrameReader()
  return frames.map((frame) => reader.push(frame))
}

describe('frames', () => {
  test('a message of any length comes back as it was, in frames that fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * FRAME_BYTES_MAX }), fc.integer(), (length, seed) => {
        const message = Uint8Array.from({ length }, (_, index) => (index * 31 + seed) & 0xff)
        const frames = messageToFrames(message)
        expect(frames.every((frame) => frame.length <= FRAME_BYTES_MAX)).toBe(true)
        const last = readAll(frames).at(-1)
        expect(last).toEqual({ ok: true, value: message })
      }),
    )
  })

  test('several messages on one channel do not run into each other', () => {
    const reader = createFrameReader()
    const bodies = [new Uint8Array(20_000).fill(1), new Uint8Array(0), new Uint8Array(3).fill(2)]
    const out: number[] = []
    for (const body of bodies)
      for (const frame of messageToFrames(body)) {
        const read = reader.push(frame)
        if (read.ok && read.value) out.push(read.value.length)
      }
    expect(out).toEqual([20_000, 0, 3])
  })

  test('a message that never ends is refused before it fills the memory', () => {
    const reader = createFrameReader()
    const more = new Uint8Array(FRAME_BYTES_MAX)
    let refused = 0
    for (let sent = 0; sent < 3 * MESSAGE_BYTES_MAX; sent += FRAME_BYTES_MAX)
      if (!reader.push(more).ok) refused += 1
    expect(refused).toBeGreaterThan(0)
  })

  test('any bytes at all never throw', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 20 }), (frames) => {
        readAll(frames)
      }),
    )
  })
})
