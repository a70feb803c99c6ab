/** The primitives, over WebCrypto: X25519 (RFC 7748), AES-256-GCM, SHA-2, HMAC and HKDF (RFC 5869). The only file that names crypto.subtle. */
import { concatBytes } from '../../base/bytes.ts'
import { loadCurve25519 } from './lazy.ts'

export const KEY_BYTES = 32
export const HASH_BYTES = 32
export const TAG_BYTES = 16
const NONCE_BYTES = 12

/** A key pair as bytes, so that it can be stored sealed and wiped; never as a CryptoKey (WebKit loses those). */
export interface KeyPair {
  readonly secret: Uint8Array
  readonly public: Uint8Array
}

/** RFC 8410: the 16 bytes that stand before a raw X25519 secret in PKCS #8. */
const PKCS8_X25519 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20)
/** RFC 7748 section 6.1: the base point. */
const BASE_POINT = Uint8Array.from({ length: KEY_BYTES }, (_, index) => (index === 0 ? 9 : 0))

/** What WebCrypto takes: bytes over a plain buffer. */
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)

/** Overwrites with zeros. Copies that JavaScript made earlier may remain (docs/THREATS.md). */
export const wipe = (...secrets: readonly (Uint8Array | null | undefined)[]): void => {
  for (const secret of secrets) secret?.fill(0)
}

/** Compares without an early exit, so that timing does not reveal where two secrets differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let differ = 0
  for (let at = 0; at < a.length; at += 1) differ |= (a[at] ?? 0) ^ (b[at] ?? 0)
  return differ === 0
}

const digest = async (name: string, bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest(name, plain(bytes)))
export const sha256 = (bytes: Uint8Array): Promise<Uint8Array> => digest('SHA-256', bytes)
export const sha512 = (bytes: Uint8Array): Promise<Uint8Array> => digest('SHA-512', bytes)

/** HMAC-SHA-256 (RFC 2104). */
export async function hmac(key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  // WebCrypto refuses an empty key; HMAC pads keys with zeros, so one zero byte is the same key.
  const material = key.length === 0 ? new Uint8Array(1) : plain(key)
  const imported = await crypto.subtle.importKey('raw', material, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, plain(bytes)))
}

/** HKDF-SHA-256 (RFC 5869), extract and expand; returns `length` bytes. */
export async function hkdf(
  secret: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', plain(secret), 'HKDF', false, ['deriveBits'])
  const params = { name: 'HKDF', hash: 'SHA-256', salt: plain(salt), info: plain(info) }
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, length * 8))
}

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

/** One key of an AEAD with a counter for a nonce, as Noise section 5.1 wants it. */
export interface AeadKey {
  readonly seal: (n: bigint, ad: Uint8Array, text: Uint8Array) => Promise<Uint8Array>
  /** Null when it was not sealed by this key, counter and data. */
  readonly open: (n: bigint, ad: Uint8Array, sealed: Uint8Array) => Promise<Uint8Array | null>
}
export interface Aead {
  /** As in a Noise protocol's name. */
  readonly name: string
  readonly load: (key: Uint8Array) => Promise<AeadKey>
}

/** Noise section 12.4: 32 zero bits, then the counter in 64 bits, big-endian. */
function gcmNonce(n: bigint): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(NONCE_BYTES)
  new DataView(nonce.buffer).setBigUint64(4, n)
  return nonce
}

export const aesGcm: Aead = {
  name: 'AESGCM',
  async load(bytes) {
    const key = await crypto.subtle.importKey('raw', plain(bytes), 'AES-GCM', false, ['encrypt', 'decrypt'])
    const params = (n: bigint, ad: Uint8Array) => ({
      name: 'AES-GCM',
      iv: gcmNonce(n),
      additionalData: plain(ad),
    })
    return {
      seal: async (n, ad, text) =>
        new Uint8Array(await crypto.subtle.encrypt(params(n, ad), key, plain(text))),
      async open(n, ad, sealed) {
        try {
          return new Uint8Array(await crypto.subtle.decrypt(params(n, ad), key, plain(sealed)))
        } catch {
          return null
        }
      },
    }
  },
}

/** One key for what lies at rest: AES-256-GCM, each time with a random nonce, which stands before the ciphertext. The key cannot be read out again. */
export interface Box {
  readonly seal: (ad: Uint8Array, text: Uint8Array) => Promise<Uint8Array>
  /** Returns null when `sealed` was altered, or made with another key or other data. */
  readonly open: (ad: Uint8Array, sealed: Uint8Array) => Promise<Uint8Array | null>
}

export async function createBox(bytes: Uint8Array): Promise<Box> {
  const key = await crypto.subtle.importKey('raw', plain(bytes), 'AES-GCM', false, ['encrypt', 'decrypt'])
  const params = (nonce: Uint8Array, ad: Uint8Array) => ({
    name: 'AES-GCM',
    iv: plain(nonce),
    additionalData: plain(ad),
  })
  return {
    async seal(ad, text) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const sealed = await crypto.subtle.encrypt(params(nonce, ad), key, plain(text))
      return concatBytes(nonce, new Uint8Array(sealed))
    },
    async open(ad, sealed) {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
      const nonce = sealed.slice(0, NONCE_BYTES)
      try {
        return new Uint8Array(
          await crypto.subtle.decrypt(params(nonce, ad), key, plain(sealed.slice(NONCE_BYTES))),
        )
      } catch {
        return null
      }
    },
  }
}
