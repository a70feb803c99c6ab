/** X25519 (RFC 7748), by WebCrypto or by script. Loaded with the first handshake. */
import { concatBytes } from '../../../base/bytes.ts'
import { loadCurve25519 } from '../lazy.ts'
import { KEY_BYTES, plain, wipe } from '../primitives.ts'

/** A key pair as bytes, so that it can be stored sealed and wiped; never as a CryptoKey (WebKit loses those). */
export interface KeyPair {
  readonly secret: Uint8Array
  readonly public: Uint8Array
}

/** RFC 8410: the 16 bytes that stand before a raw X25519 secret in PKCS #8. */
const PKCS8_X25519 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20)
/** RFC 7748 section 6.1: the base point. */
const BASE_POINT = Uint8Array.from({ length: KEY_BYTES }, (_, index) => (index === 0 ? 9 : 0))

/** X25519 as this platform has it. Null for a point of low order (an all-zero result, RFC 7748 section 6.1) or for what is no key at all. */
export type X25519 = (secret: Uint8Array, theirs: Uint8Array) => Promise<Uint8Array | null>

const importSecret = (secret: Uint8Array): Promise<CryptoKey> => {
  const pkcs8 = plain(concatBytes(PKCS8_X25519, secret))
  const imported = crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits'])
  return imported.finally(() => wipe(pkcs8))
}

export const nativeX25519: X25519 = async (secret, theirs) => {
  if (theirs.length !== KEY_BYTES) return null
  try {
    const key = await importSecret(secret)
    const other = await crypto.subtle.importKey('raw', plain(theirs), { name: 'X25519' }, false, [])
    const bits = await crypto.subtle.deriveBits({ name: 'X25519', public: other }, key, KEY_BYTES * 8)
    const shared = new Uint8Array(bits)
    return shared.some((byte) => byte !== 0) ? shared : null
  } catch {
    return null
  }
}

/** For browsers without it in WebCrypto (Chromium before 133, Firefox before 130, Safari before 17); loaded only there. */
export const scriptX25519: X25519 = async (secret, theirs) => {
  const { x25519: curve } = await loadCurve25519()
  if (theirs.length !== KEY_BYTES) return null
  try {
    return curve.getSharedSecret(secret, theirs)
  } catch {
    return null
  }
}

let chosen: Promise<X25519> | null = null
const choose = async (): Promise<X25519> =>
  (await nativeX25519(BASE_POINT, BASE_POINT)) ? nativeX25519 : scriptX25519

export const x25519: X25519 = async (secret, theirs) => {
  chosen ??= choose()
  return (await chosen)(secret, theirs)
}

/** The key pair of a secret of 32 bytes. */
export async function keyPairOf(secret: Uint8Array): Promise<KeyPair> {
  const made = await x25519(secret, BASE_POINT)
  if (!made) throw new Error('X25519 is missing')
  return { secret, public: made }
}
