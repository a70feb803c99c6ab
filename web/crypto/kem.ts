/** ML-KEM-768 (FIPS 203), combined with X25519 in every handshake. In JavaScript, since no Safari has it in WebCrypto; checks keys as section 7.2 requires. */
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import type { KeyPair } from './noise/x25519.ts'

export interface Kem {
  /** Its part of the Noise protocol name. */
  readonly name: string
  readonly publicBytes: number
  readonly cipherBytes: number
  readonly generate: () => KeyPair
  /** Returns null for a malformed key. */
  readonly encapsulate: (
    theirs: Uint8Array,
  ) => { readonly cipher: Uint8Array; readonly shared: Uint8Array } | null
  /** Returns null for a malformed ciphertext; a wrong one gives a different secret (implicit rejection). */
  readonly decapsulate: (cipher: Uint8Array, secret: Uint8Array) => Uint8Array | null
}

/** `randomness` is asked for 64 bytes to generate a key pair and 32 to encapsulate. */
export function createMlKem768(randomness: (length: number) => Uint8Array): Kem {
  return {
    name: 'MLKEM768',
    publicBytes: 1_184,
    cipherBytes: 1_088,
    generate() {
      const { secretKey, publicKey } = ml_kem768.keygen(randomness(64))
      return { secret: secretKey, public: publicKey }
    },
    encapsulate(theirs) {
      try {
        const { cipherText, sharedSecret } = ml_kem768.encapsulate(theirs, randomness(32))
        return { cipher: cipherText, shared: sharedSecret }
      } catch {
        return null
      }
    },
    decapsulate(cipher, secret) {
      try {
        return ml_kem768.decapsulate(cipher, secret)
      } catch {
        return null
      }
    },
  }
}
