/** Chunks of files: where each lies, that only the right one opens, and that another implementation computes the same. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import vectors from '../../tests/golden/files.json'
import { fileCases } from '../../tests/golden/files.ts'
import { CHUNK_BYTES, chunkHash, chunksOf, createChunkBox, placeOf, rootOf, wholeChunks } from './chunks.ts'

const KEY = new Uint8Array(32).fill(7)
const shapes = fc
  .tuple(fc.integer({ min: 1, max: 3 * CHUNK_BYTES }), fc.integer({ min: 0, max: 32_768 }))
  .map(([bytes, lead]) => ({ bytes, lead: Math.min(lead, bytes) }))

test('a gigabyte has 4,099 chunks, and the chunks of any file lie end to end, each in one of four sizes', () => {
  expect(chunksOf({ bytes: 1_073_741_824, lead: 0 })).toBe(4_099)
  fc.assert(
    fc.property(shapes, (shape) => {
      let [plain, sealed] = [0, 0]
      for (let at = 0; at < chunksOf(shape); at += 1) {
        const place = placeOf(shape, at)
        expect([place.from, place.sealedFrom]).toEqual([plain, sealed])
        expect([4_096, 16_384, 65_536, 262_016]).toContain(place.sealedLength)
        plain += place.length
        sealed += place.sealedLength
        // The length of what is stored tells how far it goes.
        expect([wholeChunks(shape, sealed - 1), wholeChunks(shape, sealed)]).toEqual([at, at + 1])
      }
      expect(plain).toBe(shape.bytes)
      expect(() => placeOf(shape, chunksOf(shape))).toThrow()
    }),
  )
})

test('each chunk opens at its own place, under its own key, in a file of its own length, and unaltered', async () => {
  const shape = { bytes: CHUNK_BYTES + 5_000, lead: 3_000 }
  const box = await createChunkBox(KEY, shape)
  const file = crypto.getRandomValues(new Uint8Array(65_536))
  const pieceOf = (at: number) => {
    const { from, length } = placeOf(shape, at)
    return Uint8Array.from({ length }, (_, index) => file[(from + index) % file.length] ?? 0)
  }
  const sealed = await Promise.all([0, 1, 2].map((at) => box.seal(at, pieceOf(at))))
  for (const at of [0, 1, 2]) {
    const one = sealed[at] as Uint8Array
    expect(await box.open(at, one)).toEqual(pieceOf(at))
    expect(await (await createChunkBox(KEY.with(0, 8), shape)).open(at, one)).toBeNull()
    expect(
      await (await createChunkBox(KEY, { ...shape, bytes: 2 * CHUNK_BYTES + 5_000 })).open(at, one),
    ).toBeNull()
    for (const bit of [0, one.length - 1])
      expect(await box.open(at, one.with(bit, (one[bit] ?? 0) ^ 1))).toBeNull()
    expect(await box.open(at, one.subarray(0, one.length - 1))).toBeNull()
  }
  // The lead is as long as the last chunk, sealed.
  expect(await box.open(2, sealed[0] as Uint8Array)).toBeNull()
  expect(box.seal(0, new Uint8Array(2_999))).rejects.toThrow()
})

test('padding that is not empty does not open', async () => {
  const long = { bytes: 200, lead: 0 }
  const short = { bytes: 100, lead: 0 }
  const sealed = await (await createChunkBox(KEY, long)).seal(0, new Uint8Array(200).fill(1))
  expect(await (await createChunkBox(KEY, short)).open(0, sealed)).toBeNull()
  // Empty, and longer than `seal` makes it.
  const longer = new Uint8Array(5_000).fill(1, 0, 100)
  const padded = await (await createChunkBox(KEY, { bytes: 5_000, lead: 0 })).seal(0, longer)
  expect(await (await createChunkBox(KEY, short)).open(0, padded)).toBeNull()
})

test('the root changes with any chunk, their order and their number', async () => {
  const [one, two] = await Promise.all([chunkHash(new Uint8Array([1])), chunkHash(new Uint8Array([2]))])
  const roots = await Promise.all([
    rootOf([one, two]),
    rootOf([two, one]),
    rootOf([one]),
    rootOf([one, two, two]),
  ])
  expect(new Set(roots.map(String)).size).toBe(4)
})

test('the frozen vectors hold', async () => {
  expect(await fileCases()).toEqual(vectors.files)
})
