/** ML-KEM-768 by script, for browsers whose WebCrypto lacks it; loaded only there. Checks keys as FIPS 203 section 7.2 requires. */
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { wipe } from '../primitives.ts'
import { type Kem, ML_KEM_768 } from './kem.ts'

/** `randomness` is asked for 64 bytes to generate a key pair and 32 to encapsulate. */
export function scriptMlKem768(randomness: (length: number) => Uint8Array): Kem {
  return {
    ...ML_KEM_768,
    async generate() {
      const { secretKey, publicKey } = ml_kem768.keygen(randomness(64))
      return {
        public: publicKey,
        async decapsulate(cipher) {
          try {
            return ml_kem768.decapsulate(cipher, secretKey)
          } catch {
            return null
          }
        },
        wipe: () => wipe(secretKey),
      }
    },
    async encapsulate(theirs) {
      try {
        const { cipherText, sharedSecret } = ml_kem768.encapsulate(theirs, randomness(32))
        return { cipher: cipherText, shared: sharedSecret }
      } catch {
        return null
      }
    },
  }
}
