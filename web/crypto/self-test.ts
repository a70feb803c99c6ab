/** Checks each primitive of this browser against a published vector before the first handshake; a browser that fails must not connect. */

import { aesGcm } from './noise/aes-gcm.ts'
import { isSoundKem, loadMlKem768, preloadMlKem768 } from './noise/kem.ts'
import { x25519 } from './noise/x25519.ts'
import { equalBytes, hkdf, hmac, sha256 } from './primitives.ts'

const unhex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const sevens = (length: number): Uint8Array => new Uint8Array(length).fill(7)

export type Primitive = 'x25519' | 'aes_gcm' | 'hkdf' | 'hmac' | 'sha256' | 'ml_kem'

const CHECKS: Readonly<Record<Primitive, () => Promise<boolean>>> = {
  /** RFC 7748 section 5.2, first vector; and a point of low order. */
  async x25519() {
    const scalar = unhex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4')
    const point = unhex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c')
    const shared = await x25519(scalar, point)
    const right = unhex('c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552')
    const zero = await x25519(scalar, new Uint8Array(32))
    return shared !== null && equalBytes(shared, right) && zero === null
  },
  /** McGrew and Viega, "The Galois/Counter Mode of Operation", test case 14; an altered byte does not open. */
  async aes_gcm() {
    const key = await aesGcm.load(new Uint8Array(32))
    const sealed = await key.seal(0n, new Uint8Array(0), new Uint8Array(16))
    const right = unhex('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919')
    if (!equalBytes(sealed, right) || !(await key.open(0n, new Uint8Array(0), sealed))) return false
    sealed[0] = (sealed[0] ?? 0) ^ 1
    return (await key.open(0n, new Uint8Array(0), sealed)) === null
  },
  /** RFC 5869 appendix A.1. */
  async hkdf() {
    const info = unhex('f0f1f2f3f4f5f6f7f8f9')
    const made = await hkdf(new Uint8Array(22).fill(0x0b), unhex('000102030405060708090a0b0c'), info, 42)
    const right = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'
    return equalBytes(made, unhex(right))
  },
  /** RFC 4231 section 4.2. */
  async hmac() {
    const made = await hmac(new Uint8Array(20).fill(0x0b), new TextEncoder().encode('Hi There'))
    return equalBytes(made, unhex('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'))
  },
  /** FIPS 180-2 appendix B.1. */
  async sha256() {
    const made = await sha256(new TextEncoder().encode('abc'))
    return equalBytes(made, unhex('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'))
  },
  ml_kem: async () => isSoundKem(await loadMlKem768(sevens)),
}

/** Returns the primitives that this platform lacks or computes wrongly; empty when all pass. Rejects when a script that it needs does not load. */
export async function failingPrimitives(): Promise<readonly Primitive[]> {
  await preloadMlKem768()
  const names = Object.keys(CHECKS) as Primitive[]
  const held = await Promise.all(names.map((name) => CHECKS[name]().catch(() => false)))
  return names.filter((_, at) => !held[at])
}
