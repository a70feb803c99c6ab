/** Computes the golden files with the app's own code: sealed chunks and roots that must never change. `bun tests/golden/files.ts` writes them anew. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHUNK_BYTES, chunkHash, chunksOf, createChunkBox, placeOf, rootOf } from '../../web/crypto/chunks.ts'
import { sha256 } from '../../web/crypto/primitives.ts'
import { hex } from '../harness/attackers/vectors.ts'

const SHAPES = [
  { bytes: 1, lead: 0 },
  { bytes: 4_081, lead: 4_081 },
  { bytes: 100_000, lead: 3_000 },
  { bytes: CHUNK_BYTES, lead: 0 },
  { bytes: 2 * CHUNK_BYTES + 17, lead: 16 },
]

/** Of long chunks only the hash is kept. */
const SHOWN_BYTES = 64

export async function fileCases(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const cases = []
  for (const [number, shape] of SHAPES.entries()) {
    const key = await sha256(new TextEncoder().encode(`golden file ${number}`))
    const box = await createChunkBox(key, shape)
    const chunks = []
    const hashes = []
    for (let at = 0; at < chunksOf(shape); at += 1) {
      const { from, length } = placeOf(shape, at)
      const piece = Uint8Array.from({ length }, (_, index) => ((from + index) * 31 + number) & 0xff)
      const sealed = await box.seal(at, piece)
      const hash = await chunkHash(sealed)
      hashes.push(hash)
      chunks.push({
        sealedBytes: sealed.length,
        begins: hex(sealed.subarray(0, SHOWN_BYTES)),
        hash: hex(hash),
      })
    }
    cases.push({ ...shape, key: hex(key), chunks, root: hex(await rootOf(hashes)) })
  }
  return cases
}

if (import.meta.main) {
  const note =
    'Frozen chunks of files: byte k of file number n is (31 k + n) mod 256; docs/CRYPTOGRAPHY.md says how each is made, verify_files.py recomputes them.'
  writeFileSync(
    join(import.meta.dir, 'files.json'),
    `${JSON.stringify({ note, files: await fileCases() }, null, 1)}\n`,
  )
}
