/** The SymmetricState of Noise section 5.2: the chaining key, the hash and the cipher key of a handshake. */
import { concatBytes, textToBytes } from '../../../base/bytes.ts'
import { HASH_BYTES, hkdf, sha256, wipe } from '../primitives.ts'
import type { Aead, AeadKey } from './aes-gcm.ts'

export interface NoiseSymmetricState {
  /** Takes ownership of `input` and wipes it. */
  readonly mixKey: (input: Uint8Array) => Promise<void>
  readonly mixHash: (data: Uint8Array) => Promise<void>
  readonly mixKeyAndHash: (input: Uint8Array) => Promise<void>
  readonly seal: (text: Uint8Array) => Promise<Uint8Array>
  /** Returns null when `sealed` is not authentic. */
  readonly open: (sealed: Uint8Array) => Promise<Uint8Array | null>
  readonly keyed: () => boolean
  /** Returns the keys of the two directions, the initiator's first. */
  readonly split: () => Promise<readonly [Uint8Array, Uint8Array]>
  readonly hash: () => Uint8Array
  readonly chainingKey: () => Uint8Array
  readonly wipe: () => void
}

const NOTHING = new Uint8Array(0)

type Outputs = readonly [Uint8Array, Uint8Array, Uint8Array]

/**
 * HKDF of Noise section 4.3, with `outputs` results of 32 bytes each (the third is empty when two are asked for). It is HKDF of RFC 5869 with the chaining key as salt and no info:
 * two calls of WebCrypto in place of eight, and a handshake needs it seven times on each side.
 */
async function noiseHkdf(ck: Uint8Array, input: Uint8Array, outputs: 2 | 3): Promise<Outputs> {
  const made = await hkdf(input, ck, NOTHING, outputs * HASH_BYTES)
  const partAt = (at: number): Uint8Array => made.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES)
  const parts: Outputs = [partAt(0), partAt(1), partAt(2)]
  wipe(made)
  return parts
}

export async function createNoiseSymmetricState(protocol: string, aead: Aead): Promise<NoiseSymmetricState> {
  const name = textToBytes(protocol)
  let h =
    name.length <= HASH_BYTES
      ? concatBytes(name, new Uint8Array(HASH_BYTES - name.length))
      : await sha256(name)
  let ck: Uint8Array = h.slice()
  let key: AeadKey | null = null
  let n = 0n
  const setKey = async (bytes: Uint8Array): Promise<void> => {
    key = await aead.load(bytes)
    wipe(bytes)
    n = 0n
  }
  const mixHash = async (data: Uint8Array): Promise<void> => {
    h = await sha256(concatBytes(h, data))
  }
  return {
    mixHash,
    async mixKey(input) {
      const [next, made] = await noiseHkdf(ck, input, 2)
      wipe(ck, input)
      ck = next
      await setKey(made)
    },
    async mixKeyAndHash(input) {
      const [next, mixed, made] = await noiseHkdf(ck, input, 3)
      wipe(ck)
      ck = next
      await mixHash(mixed)
      await setKey(made)
    },
    async seal(text) {
      const sealed = key ? await key.seal(n, h, text) : text
      if (key) n += 1n
      await mixHash(sealed)
      return sealed
    },
    async open(sealed) {
      const text = key ? await key.open(n, h, sealed) : sealed
      if (!text) return null
      if (key) n += 1n
      await mixHash(sealed)
      return text
    },
    keyed: () => key !== null,
    async split() {
      const [one, two] = await noiseHkdf(ck, NOTHING, 2)
      return [one, two]
    },
    hash: () => h.slice(),
    chainingKey: () => ck,
    wipe() {
      wipe(ck)
      key = null
    },
  }
}
