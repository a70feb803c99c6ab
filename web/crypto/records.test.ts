import { expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { CONTENT_BYTES_MAX, createOpener, createSealer } from './records.ts'

const key = (): Uint8Array => new Uint8Array(32).fill(5)
const BUCKETS = [64, 256, 1_024, 4_096, 16_384]

test('records open in order across many rekeys, also when the work overlaps', async () => {
  const [sealer, opener] = [createSealer(key()), createOpener(key())]
  const contents = Array.from({ length: 300 }, (_, at) => new Uint8Array(at * 7).fill(at & 0xff))
  const frames = await Promise.all(contents.map((content) => sealer.seal(0x21, content)))
  const opened = await Promise.all(frames.map((frame) => opener.open(frame)))
  expect(opened.map((record) => record?.content)).toEqual(contents)
})

test('every frame has the size of its bucket, whatever its content', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(CONTENT_BYTES_MAX), async (length) => {
      const frame = await createSealer(key()).seal(0x21, new Uint8Array(length))
      expect(frame.length).toBe(BUCKETS.find((size) => size >= length + 19) ?? 0)
    }),
  )
  expect(createSealer(key()).seal(0x21, new Uint8Array(CONTENT_BYTES_MAX + 1))).rejects.toThrow('too long')
})

test('a replayed, skipped, reordered, altered or truncated record does not open', async () => {
  const sealer = createSealer(key())
  const [one, two, three] = [
    await sealer.seal(0x21, Uint8Array.of(1)),
    await sealer.seal(0x21, Uint8Array.of(2)),
    await sealer.seal(0x20, Uint8Array.of(3)),
  ]
  const read = async (...frames: readonly Uint8Array[]) => {
    const opener = createOpener(key())
    return (await Promise.all(frames.map((frame) => opener.open(frame)))).map((record) => record !== null)
  }
  expect(await read(one, two, three)).toEqual([true, true, true])
  expect(await read(one, one)).toEqual([true, false])
  expect(await read(two)).toEqual([false])
  expect(await read(one, three)).toEqual([true, false])
  await fc.assert(
    fc.asyncProperty(fc.nat(63), fc.nat(7), async (at, bit) => {
      expect(await read(one.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte)))).toEqual([false])
    }),
  )
  for (const length of [0, 1, 17, 63]) expect(await read(one.slice(0, length))).toEqual([false])
  expect(await read(new Uint8Array(1_000_000))).toEqual([false])
})

test('the keys of the two directions do not open each other’s records, and a wiped sealer cannot seal', async () => {
  const other = new Uint8Array(32).fill(6)
  const frame = await createSealer(key()).seal(0x21, Uint8Array.of(1))
  expect(await createOpener(other).open(frame)).toBeNull()
  const bytes = key()
  const sealer = createSealer(bytes)
  await sealer.seal(0x21, Uint8Array.of(1))
  sealer.wipe()
  expect(bytes).toEqual(new Uint8Array(32))
})
