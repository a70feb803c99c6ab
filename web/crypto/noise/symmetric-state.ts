/** The SymmetricState of Noise section 5.2: the chaining key, the hash and the cipher key of a handshake. */
import { concatBytes, textToBytes } from '../../../base/bytes.ts'
import { HASH_BYTES, hmac, sha256, wipe } from '../primitives.ts'
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

/** HKDF of Noise section 4.3, with three outputs of 32 bytes. */
async function noiseHkdf(
  ck: Uint8Array,
  input: Uint8Array,
): Promise<readonly [Uint8Array, Uint8Array, Uint8Array]> {
  const temp = await hmac(ck, input)
  const one = await hmac(temp, Uint8Array.of(1))
  const two = await hmac(temp, concatBytes(one, Uint8Array.of(2)))
  const three = await hmac(temp, concatBytes(two, Uint8Array.of(3)))
  wipe(temp)
  return [one, two, three]
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
      const [next, made, unused] = await noiseHkdf(ck, input)
      wipe(ck, input, unused)
      ck = next
      await setKey(made)
    },
    async mixKeyAndHash(input) {
      const [next, mixed, made] = await noiseHkdf(ck, input)
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
      const [one, two, unused] = await noiseHkdf(ck, NOTHING)
      wipe(unused)
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
