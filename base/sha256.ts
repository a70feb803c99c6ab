/** SHA-256 (FIPS 180-4) of short inputs, synchronous: a proof of work hashes tens of thousands of them, and a promise for each would cost more than the hash. */

const BLOCK_BYTES = 64
const WORDS = 64
const LENGTH_BYTES = 8
const HASH_WORDS = 8

/** The first 32 bits of the fractional part of a positive number's root. */
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0
const PRIMES: readonly number[] = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && Array.from({ length: n }, (_, d) => d).every((d) => d < 2 || n % d !== 0),
)
const K = Int32Array.from(PRIMES.slice(0, WORDS), (prime) => fraction(Math.cbrt(prime)))
const START = Int32Array.from(PRIMES.slice(0, HASH_WORDS), (prime) => fraction(Math.sqrt(prime)))

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** Mixes one block, already in `w[0..15]`, into `hash`. Written for speed: no closures, no allocation. */
function compress(hash: Int32Array, w: Int32Array): void {
  for (let t = 16; t < WORDS; t += 1) {
    const w15 = w[t - 15] as number
    const w2 = w[t - 2] as number
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0
  }
  let a = hash[0] as number
  let b = hash[1] as number
  let c = hash[2] as number
  let d = hash[3] as number
  let e = hash[4] as number
  let f = hash[5] as number
  let g = hash[6] as number
  let h = hash[7] as number
  for (let t = 0; t < WORDS; t += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[t] as number) + (w[t] as number)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  hash[0] = (hash[0] as number) + a
  hash[1] = (hash[1] as number) + b
  hash[2] = (hash[2] as number) + c
  hash[3] = (hash[3] as number) + d
  hash[4] = (hash[4] as number) + e
  hash[5] = (hash[5] as number) + f
  hash[6] = (hash[6] as number) + g
  hash[7] = (hash[7] as number) + h
}

/** Returns the 32-byte hash of `bytes`. Wipes its copies; its timing does not depend on their values. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const blocks = Math.ceil((bytes.length + 1 + LENGTH_BYTES) / BLOCK_BYTES)
  const padded = new Uint8Array(blocks * BLOCK_BYTES)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, bytes.length * 8)
  const hash = START.slice()
  const w = new Int32Array(WORDS)
  for (let block = 0; block < blocks; block += 1) {
    for (let t = 0; t < 16; t += 1) w[t] = view.getInt32(block * BLOCK_BYTES + t * 4)
    compress(hash, w)
  }
  padded.fill(0)
  w.fill(0)
  const out = new DataView(new ArrayBuffer(HASH_WORDS * 4))
  for (let index = 0; index < HASH_WORDS; index += 1) out.setInt32(index * 4, hash[index] as number)
  return new Uint8Array(out.buffer)
}
