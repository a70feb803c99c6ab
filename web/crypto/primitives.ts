/** The primitives that the vault needs too, over WebCrypto: SHA-2, HMAC, HKDF (RFC 5869), and AES-256-GCM with random nonces. */
import { concatBytes } from '../../base/bytes.ts'

export const KEY_BYTES = 32
export const HASH_BYTES = 32
export const TAG_BYTES = 16
export const NONCE_BYTES = 12

/** Copies bytes that lie over a shared buffer, which WebCrypto refuses. */
export const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
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

/** Seals data at rest with one key: AES-256-GCM with a random nonce before each ciphertext. The key cannot be extracted. */
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
