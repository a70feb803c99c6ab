/** ML-KEM-768 (FIPS 203), combined with X25519 in every handshake: by WebCrypto where the browser has it, else by script. */
import { loadScriptKem } from '../lazy.ts'
import { equalBytes, plain } from '../primitives.ts'

/** A fresh key pair of one handshake. */
export interface KemKeys {
  readonly public: Uint8Array
  /** Returns null for a malformed ciphertext; a wrong one gives a different secret (implicit rejection). */
  readonly decapsulate: (cipher: Uint8Array) => Promise<Uint8Array | null>
  readonly wipe: () => void
}

export interface Kem {
  /** Its part of the Noise protocol name. */
  readonly name: string
  readonly publicBytes: number
  readonly cipherBytes: number
  readonly generate: () => Promise<KemKeys>
  /** Returns null for a malformed key (FIPS 203 section 7.2). */
  readonly encapsulate: (
    theirs: Uint8Array,
  ) => Promise<{ readonly cipher: Uint8Array; readonly shared: Uint8Array } | null>
}

export const ML_KEM_768 = { name: 'MLKEM768', publicBytes: 1_184, cipherBytes: 1_088 } as const

/** The part of WebCrypto that TypeScript's library does not know yet (https://wicg.github.io/webcrypto-modern-algos/). */
interface KemCrypto {
  readonly generateKey: (
    name: string,
    extractable: boolean,
    usages: readonly string[],
  ) => Promise<CryptoKeyPair>
  readonly importKey: (
    format: 'raw-public',
    bytes: BufferSource,
    name: string,
    extractable: boolean,
    usages: readonly string[],
  ) => Promise<CryptoKey>
  readonly exportKey: (format: 'raw-public', key: CryptoKey) => Promise<ArrayBuffer>
  readonly encapsulateBits: (
    name: string,
    key: CryptoKey,
  ) => Promise<{ readonly ciphertext: ArrayBuffer; readonly sharedKey: ArrayBuffer }>
  readonly decapsulateBits: (name: string, key: CryptoKey, cipher: BufferSource) => Promise<ArrayBuffer>
}
const NATIVE_NAME = 'ML-KEM-768'
const native = (): KemCrypto => crypto.subtle as unknown as KemCrypto

/** By WebCrypto, with the browser's own randomness. The secret key cannot be extracted; nothing of it is in the page's memory. */
export const nativeMlKem768: Kem = {
  ...ML_KEM_768,
  async generate() {
    const pair = await native().generateKey(NATIVE_NAME, false, ['encapsulateBits', 'decapsulateBits'])
    let secret: CryptoKey | null = pair.privateKey
    return {
      public: new Uint8Array(await native().exportKey('raw-public', pair.publicKey)),
      async decapsulate(cipher) {
        if (!secret || cipher.length !== ML_KEM_768.cipherBytes) return null
        try {
          return new Uint8Array(await native().decapsulateBits(NATIVE_NAME, secret, plain(cipher)))
        } catch {
          return null
        }
      },
      wipe() {
        secret = null
      },
    }
  },
  async encapsulate(theirs) {
    try {
      const key = await native().importKey('raw-public', plain(theirs), NATIVE_NAME, true, [
        'encapsulateBits',
      ])
      const { ciphertext, sharedKey } = await native().encapsulateBits(NATIVE_NAME, key)
      return { cipher: new Uint8Array(ciphertext), shared: new Uint8Array(sharedKey) }
    } catch {
      return null
    }
  },
}

/** Whether both sides get the same secret, and a key with coefficients out of range is refused (FIPS 203 section 7.2). */
export async function isSoundKem(kem: Kem): Promise<boolean> {
  const keys = await kem.generate()
  const made = await kem.encapsulate(keys.public)
  const found = made && (await keys.decapsulate(made.cipher))
  keys.wipe()
  const tooLarge = await kem.encapsulate(new Uint8Array(kem.publicBytes).fill(0xff))
  return made !== null && found !== null && equalBytes(made.shared, found) && tooLarge === null
}

/** Chromium has it; Firefox 153 does not. */
const hasNative = (): Promise<boolean> => isSoundKem(nativeMlKem768).catch(() => false)

let chosen: Promise<boolean> | null = null
const isNative = (): Promise<boolean> => {
  chosen ??= hasNative()
  return chosen
}

/** Loads the script ahead of the first handshake, where it is needed. Rejects when it does not load; the next call tries again. */
export async function preloadMlKem768(): Promise<void> {
  if (!(await isNative())) await loadScriptKem()
}

/** The KEM of this browser. Only the script asks `randomness`. Rejects as `preloadMlKem768` does. */
export async function loadMlKem768(randomness: (length: number) => Uint8Array): Promise<Kem> {
  return (await isNative()) ? nativeMlKem768 : (await loadScriptKem()).scriptMlKem768(randomness)
}
