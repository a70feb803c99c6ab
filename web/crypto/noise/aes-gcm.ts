/** AES-256-GCM with a counter as nonce, for Noise and the records. Loaded with the first handshake. */
import { NONCE_BYTES, plain } from '../primitives.ts'

/** One AEAD key with a counter as nonce (Noise section 5.1). */
export interface AeadKey {
  readonly seal: (n: bigint, ad: Uint8Array, text: Uint8Array) => Promise<Uint8Array>
  /** Returns null when `sealed` was not made with this key, counter and data. */
  readonly open: (n: bigint, ad: Uint8Array, sealed: Uint8Array) => Promise<Uint8Array | null>
}
export interface Aead {
  /** Its part of the Noise protocol name. */
  readonly name: string
  readonly load: (key: Uint8Array) => Promise<AeadKey>
}

/** Noise section 12.4: 32 zero bits, then the 64-bit counter, big-endian. */
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
