/** Joins parts before hashing, each prefixed by its length, so that different lists never give the same bytes. */
import { concatBytes, textToBytes } from '../../base/bytes.ts'

const LENGTH_BYTES = 4

/** Writes each part as its length (four bytes, big-endian) and its bytes; texts as UTF-8. */
export function lp(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return concatBytes(
    ...parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? textToBytes(part) : part
      const length = new Uint8Array(LENGTH_BYTES)
      new DataView(length.buffer).setUint32(0, bytes.length)
      return [length, bytes]
    }),
  )
}
