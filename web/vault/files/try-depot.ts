/** Tries a depot as a file would use it: sealed chunks are appended, read back after a close, and opened. */
import { concatBytes } from '../../../base/bytes.ts'
import {
  CHUNK_BYTES,
  chunkHash,
  chunksOf,
  createChunkBox,
  type FileShape,
  placeOf,
  rootOf,
  wholeChunks,
} from '../../crypto/chunks.ts'
import { equalBytes, KEY_BYTES } from '../../crypto/primitives.ts'
import type { Depot, DepotFile } from '../../platform/files/depot.ts'
import { TEMPORARY } from '../../platform/files/open-depot.ts'

/** A lead, a whole chunk, and one that is padded. */
const SHAPE: FileShape = { bytes: CHUNK_BYTES + 30_000, lead: 2_000 }
const NAME = `${TEMPORARY}/trial`
/** Browsers give at most this much randomness at once. */
const RANDOM_BYTES_MAX = 65_536

function randomFile(random: (length: number) => Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 0; at < length; at += RANDOM_BYTES_MAX)
    parts.push(random(Math.min(RANDOM_BYTES_MAX, length - at)))
  return concatBytes(...parts)
}

/** Reads every chunk and opens it; the root of what was read, or null when a chunk is not as it was sealed. */
async function readBack(file: DepotFile, key: Uint8Array, plain: Uint8Array): Promise<Uint8Array | null> {
  const box = await createChunkBox(key, SHAPE)
  const length = await file.length()
  if (!length.ok || wholeChunks(SHAPE, length.value) !== chunksOf(SHAPE)) return null
  const hashes: Uint8Array[] = []
  for (let at = 0; at < chunksOf(SHAPE); at += 1) {
    const { from, length: long, sealedFrom, sealedLength } = placeOf(SHAPE, at)
    const sealed = await file.read(sealedFrom, sealedLength)
    const piece = sealed.ok && sealed.value ? await box.open(at, sealed.value) : null
    if (!sealed.ok || !sealed.value || !piece || !equalBytes(piece, plain.subarray(from, from + long)))
      return null
    hashes.push(await chunkHash(sealed.value))
  }
  return rootOf(hashes)
}

/** Seals the file into the depot; its root, or null when the depot did not take it. */
async function write(file: DepotFile, key: Uint8Array, plain: Uint8Array): Promise<Uint8Array | null> {
  const box = await createChunkBox(key, SHAPE)
  const hashes: Uint8Array[] = []
  for (let at = 0; at < chunksOf(SHAPE); at += 1) {
    const { from, length } = placeOf(SHAPE, at)
    const sealed = await box.seal(at, plain.subarray(from, from + length))
    if (!(await file.append(sealed)).ok) return null
    hashes.push(await chunkHash(sealed))
  }
  return (await file.flush()).ok ? rootOf(hashes) : null
}

async function roundTrip(depot: Depot, random: (length: number) => Uint8Array): Promise<boolean> {
  const key = random(KEY_BYTES)
  const plain = randomFile(random, SHAPE.bytes)
  const begun = await depot.open(NAME)
  if (!begun.ok) return false
  const written = await write(begun.value, key, plain)
  await begun.value.close()
  const again = await depot.open(NAME)
  if (!again.ok) return false
  const read = await readBack(again.value, key, plain)
  await again.value.close()
  return written !== null && read !== null && equalBytes(written, read)
}

/** `random`: so many random bytes. False when anything of it failed; nothing of the trial stays. */
export async function tryDepot(depot: Depot, random: (length: number) => Uint8Array): Promise<boolean> {
  const works = await roundTrip(depot, random)
  const removed = await depot.remove(NAME)
  const names = await depot.names()
  return works && removed.ok && names.ok && !names.value.includes(NAME)
}
