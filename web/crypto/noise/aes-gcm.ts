/** AES-256-GCM with a counter for a nonce, as Noise and the records use it. Loaded with the first handshake. */
import { NONCE_BYTES, plain } from '../primitives.ts'

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
