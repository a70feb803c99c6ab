/** The chunks of a file: its lead and its body in pieces, each padded and sealed under the file's own key and its number. What is stored is what is sent. */
import { concatBytes } from '../../base/bytes.ts'
import { lp } from './length-prefix.ts'
import { aesGcm } from './noise/aes-gcm.ts'
import { sha256, TAG_BYTES } from './primitives.ts'

/** Plain bytes of a whole chunk: sealed, sixteen frames of a DataChannel. */
export const CHUNK_BYTES = 262_000
/** The plain sizes that a lead or the last chunk is padded to, so that its length shows as one of four. */
const SIZES = [4_080, 16_368, 65_520, CHUNK_BYTES] as const
const FILE_ID_BYTES = 16

/** `bytes`: of the whole file, 1 or more; `lead`: of the small preview that it begins with, 0 for none, CHUNK_BYTES at most. */
export interface FileShape {
  readonly bytes: number
  readonly lead: number
}

/** A piece of the file, and where it lies sealed. Bytes. */
export interface ChunkPlace {
  readonly from: number
  readonly length: number
  readonly sealedFrom: number
  readonly sealedLength: number
}

export const chunksOf = ({ bytes, lead }: FileShape): number =>
  (lead > 0 ? 1 : 0) + Math.ceil((bytes - lead) / CHUNK_BYTES)

const paddedLength = (length: number): number => SIZES.find((size) => size >= length) ?? CHUNK_BYTES
const sealedLength = (length: number): number => paddedLength(length) + TAG_BYTES

/** Where chunk `at` (from 0) lies. Throws for one that the file does not have. */
export function placeOf(shape: FileShape, at: number): ChunkPlace {
  const { bytes, lead } = shape
  if (!Number.isInteger(at) || at < 0 || at >= chunksOf(shape)) throw new Error('chunks: none of that number')
  const first = lead > 0 ? sealedLength(lead) : 0
  if (lead > 0 && at === 0) return { from: 0, length: lead, sealedFrom: 0, sealedLength: first }
  const body = at - (lead > 0 ? 1 : 0)
  const from = lead + body * CHUNK_BYTES
  const length = Math.min(CHUNK_BYTES, bytes - from)
  const sealedFrom = first + body * (CHUNK_BYTES + TAG_BYTES)
  return { from, length, sealedFrom, sealedLength: sealedLength(length) }
}

/** How many whole chunks lie in the first `length` sealed bytes. */
export function wholeChunks(shape: FileShape, length: number): number {
  let [low, high] = [0, chunksOf(shape)]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const { sealedFrom, sealedLength: long } = placeOf(shape, middle)
    if (sealedFrom + long <= length) low = middle + 1
    else high = middle
  }
  return low
}

/** Seals and opens the chunks of one file. */
export interface ChunkBox {
  /** `piece`: the plain bytes of chunk `at`, as `placeOf` cuts them. Throws for another length. */
  readonly seal: (at: number, piece: Uint8Array) => Promise<Uint8Array>
  /** Null when it is not that chunk of this file, was altered, or its padding is not what `seal` writes. */
  readonly open: (at: number, sealed: Uint8Array) => Promise<Uint8Array | null>
}

const fourBytes = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/**
 * `key`: 32 random bytes, made for this file alone and kept by the caller. A nonce is the number of a chunk, so one key may seal each chunk
 * once: the file that is picked is sealed into the store first, and only that is sent.
 */
export async function createChunkBox(key: Uint8Array, shape: FileShape): Promise<ChunkBox> {
  const aead = await aesGcm.load(key)
  const id = (await sha256(lp('inviso/1 file', key))).slice(0, FILE_ID_BYTES)
  const count = fourBytes(chunksOf(shape))
  const adOf = (at: number): Uint8Array => lp('inviso/1 chunk', id, fourBytes(at), count)
  return {
    async seal(at, piece) {
      const { length } = placeOf(shape, at)
      if (piece.length !== length) throw new Error('chunks: a piece of another length')
      const padding = new Uint8Array(paddedLength(length) - length)
      return aead.seal(BigInt(at), adOf(at), padding.length > 0 ? concatBytes(piece, padding) : piece)
    },
    async open(at, sealed) {
      const place = placeOf(shape, at)
      if (sealed.length !== place.sealedLength) return null
      const padded = await aead.open(BigInt(at), adOf(at), sealed)
      if (padded?.subarray(place.length).some((byte) => byte !== 0) !== false) return null
      return padded.subarray(0, place.length)
    },
  }
}

/** The hash of one sealed chunk, for the root. */
export const chunkHash = sha256

/** The root of a file, from the hashes of all its sealed chunks in order. GCM alone does not bind what it opens to one key. */
export const rootOf = (hashes: readonly Uint8Array[]): Promise<Uint8Array> =>
  sha256(lp('inviso/1 root', ...hashes))
