/** CPACE-X25519-SHA512 (draft-irtf-cfrg-cpace-21): turns two words into a strong secret; each run allows one guess. Loaded only for invites with words. */
import { ed25519, _map_to_curve_elligator2_curve25519 as elligator2 } from '@noble/curves/ed25519.js'
import { concatBytes, textToBytes } from '../../base/bytes.ts'
import { x25519 } from './noise/x25519.ts'
import { KEY_BYTES, sha512, wipe } from './primitives.ts'

/** Section 5.1 of the draft: the block size of SHA-512; the password is padded to one block. */
const BLOCK_BYTES = 128
const DSI = textToBytes('CPace255')
const DSI_ISK = textToBytes('CPace255_ISK')

/** The canonical bytes of the words, the same on both sides. */
export const wordsToPassword = (words: string): Uint8Array =>
  textToBytes(words.normalize('NFKD').toLowerCase().trim().split(/\s+/).join('-'))

/** Encodes the length of `bytes` as LEB128. */
function lengthOf(bytes: Uint8Array): Uint8Array {
  const out: number[] = []
  let rest = bytes.length
  do {
    out.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    rest >>>= 7
  } while (rest > 0)
  return Uint8Array.from(out)
}
const lvCat = (...parts: readonly Uint8Array[]): Uint8Array =>
  concatBytes(...parts.flatMap((part) => [lengthOf(part), part]))

/** Elligator2 (RFC 9380 section 6.7.1), u-coordinate only, after decodeUCoordinate (RFC 7748). */
function mapToPoint(hashed: Uint8Array): Uint8Array {
  const { Fp } = ed25519.Point
  const bytes = hashed.slice(0, KEY_BYTES).reverse()
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const { xMn, xMd } = elligator2(Fp.create(number))
  return Fp.toBytes(Fp.mul(xMn, Fp.inv(xMd)))
}

export async function generatorOf(
  password: Uint8Array,
  ci: Uint8Array,
  sid: Uint8Array,
): Promise<Uint8Array> {
  const zeros = Math.max(0, BLOCK_BYTES - 1 - lvCat(password).length - lvCat(DSI).length)
  const hashed = await sha512(lvCat(DSI, password, new Uint8Array(zeros), ci, sid))
  return mapToPoint(hashed)
}

export interface CpaceShare {
  /** The public share for the peer: Ya or Yb. */
  readonly share: Uint8Array
  /** Returns the ISK of 64 bytes; null when the peer's share is a point of low order. */
  readonly finish: (input: {
    readonly initiator: boolean
    readonly theirs: Uint8Array
    readonly adInitiator: Uint8Array
    readonly adResponder: Uint8Array
  }) => Promise<Uint8Array | null>
  /** Wipes the scalar of a run that ends before `finish`. */
  readonly wipe: () => void
}

/** Begins a run. `scalar`: 32 random bytes, wiped when the run ends. */
export async function createCpaceShare(
  password: Uint8Array,
  ci: Uint8Array,
  sid: Uint8Array,
  scalar: Uint8Array,
): Promise<CpaceShare> {
  const share = await x25519(scalar, await generatorOf(password, ci, sid))
  if (!share) throw new Error('cpace: the generator has a low order')
  return {
    share,
    async finish({ initiator, theirs, adInitiator, adResponder }) {
      const k = await x25519(scalar, theirs)
      wipe(scalar)
      if (!k) return null
      const [ya, yb] = initiator ? [share, theirs] : [theirs, share]
      const isk = await sha512(
        concatBytes(lvCat(DSI_ISK, sid, k), lvCat(ya, adInitiator), lvCat(yb, adResponder)),
      )
      wipe(k)
      return isk
    },
    wipe: () => wipe(scalar),
  }
}
