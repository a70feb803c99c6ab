/** The Noise Protocol Framework, revision 34: an interpreter of patterns, with psk (section 9) and the hybrid tokens e1 and ekem1 (noise_hfs). */
import { concatBytes } from '../../base/bytes.ts'
import { err, ok, type Result, unreachable } from '../../base/result.ts'
import type { Kem } from './kem.ts'
import { createNoiseSymmetricState } from './noise-symmetric-state.ts'
import { type Aead, aesGcm, KEY_BYTES, type KeyPair, TAG_BYTES, wipe, x25519 } from './primitives.ts'

export type Token = 'e' | 's' | 'ee' | 'es' | 'se' | 'ss' | 'psk' | 'e1' | 'ekem1'
export interface Pattern {
  /** With its modifiers, as in a protocol's name. */
  readonly name: string
  /** Keys that are known before: the initiator's, the responder's. */
  readonly known: readonly [initiator: boolean, responder: boolean]
  readonly messages: readonly (readonly Token[])[]
}

/** The handshake of a link: both keys sent sealed, a secret first, and ML-KEM beside X25519. */
export const XX_HFS_PSK0: Pattern = {
  name: 'XXhfs+psk0',
  known: [false, false],
  messages: [
    ['psk', 'e', 'e1'],
    ['e', 'ee', 'ekem1', 's', 'es'],
    ['s', 'se'],
  ],
}
/** The renewal inside a channel: no names, only the secret of the channel. */
export const NN_HFS_PSK0: Pattern = {
  name: 'NNhfs+psk0',
  known: [false, false],
  messages: [
    ['psk', 'e', 'e1'],
    ['e', 'ee', 'ekem1'],
  ],
}

export interface NoiseInput {
  readonly pattern: Pattern
  readonly initiator: boolean
  readonly prologue: Uint8Array
  /** Makes the ephemeral key; vectors bring their own. */
  readonly ephemeral: () => Promise<KeyPair>
  readonly s?: KeyPair
  readonly rs?: Uint8Array
  /** 32 bytes each, in the order in which the pattern uses them. */
  readonly psks?: readonly Uint8Array[]
  readonly kem?: Kem
  readonly aead?: Aead
}

/** `malformed`: too short, or a key that is none. `not_authentic`: it does not open, so it was made with other secrets or was changed. */
export type NoiseError = 'malformed' | 'not_authentic'

export interface Finished {
  readonly h: Uint8Array
  readonly ck: Uint8Array
  /** Keys of the two directions, the initiator's first. */
  readonly k1: Uint8Array
  readonly k2: Uint8Array
}

export interface NoiseHandshake {
  readonly write: (payload: Uint8Array) => Promise<Result<Uint8Array, NoiseError>>
  /** After an error the handshake is over and wiped. */
  readonly read: (message: Uint8Array) => Promise<Result<Uint8Array, NoiseError>>
  readonly remoteStatic: () => Uint8Array | null
  /** Once every message of the pattern has passed; wipes what only the handshake needed. */
  readonly finish: () => Promise<Finished>
  readonly wipe: () => void
}

export async function createNoiseHandshake(input: NoiseInput): Promise<NoiseHandshake> {
  const { pattern, initiator, kem } = input
  const aead = input.aead ?? aesGcm
  const dhName = kem ? `25519+${kem.name}` : '25519'
  const state = await createNoiseSymmetricState(`Noise_${pattern.name}_${dhName}_${aead.name}_SHA256`, aead)
  const usesPsk = pattern.messages.some((tokens) => tokens.includes('psk'))
  const psks = [...(input.psks ?? [])]
  const { s } = input
  let e: KeyPair | null = null
  let re: Uint8Array | null = null
  let rs: Uint8Array | null = input.rs ?? null
  let kemKey: KeyPair | null = null
  let theirKemKey: Uint8Array | null = null
  let step = 0

  await state.mixHash(input.prologue)
  const keyOf = (own: boolean): Uint8Array => (own ? s?.public : rs) ?? fail('a known key is missing')
  if (pattern.known[0]) await state.mixHash(keyOf(initiator))
  if (pattern.known[1]) await state.mixHash(keyOf(!initiator))

  /** False for a point of low order. */
  const mixDh = async (mine: KeyPair | null | undefined, theirs: Uint8Array | null): Promise<boolean> => {
    const shared = mine && theirs ? await x25519(mine.secret, theirs) : null
    if (shared) await state.mixKey(shared)
    return shared !== null
  }
  const mixShared = async (token: 'ee' | 'es' | 'se' | 'ss'): Promise<boolean> => {
    if (token === 'ee') return mixDh(e, re)
    if (token === 'ss') return mixDh(s, rs)
    return (token === 'es') === initiator ? mixDh(e, rs) : mixDh(s, re)
  }
  const mixPsk = async (): Promise<boolean> => {
    await state.mixKeyAndHash(psks.shift() ?? fail('a psk is missing'))
    return true
  }

  /** The bytes of one token; null when a key of the other side turns out to be bad. */
  const writeToken = async (token: Token): Promise<Uint8Array | null> => {
    switch (token) {
      case 'e':
        e = await input.ephemeral()
        await state.mixHash(e.public)
        if (usesPsk) await state.mixKey(e.public.slice())
        return e.public
      case 's':
        return state.seal(s?.public ?? fail('no static key'))
      case 'e1':
        kemKey = kem?.generate() ?? fail('no KEM')
        return state.seal(kemKey.public)
      case 'ekem1': {
        const made = theirKemKey && kem?.encapsulate(theirKemKey)
        if (!made) return null
        const sealed = await state.seal(made.cipher)
        await state.mixKey(made.shared)
        return sealed
      }
      case 'psk':
        return (await mixPsk()) ? NOTHING : null
      case 'ee':
      case 'es':
      case 'se':
      case 'ss':
        return (await mixShared(token)) ? NOTHING : null
      default:
        return unreachable(token)
    }
  }
  /** Takes one token off the front of `bytes`; answers how many it took, or what is wrong. */
  const readToken = async (token: Token, bytes: Uint8Array): Promise<Result<number, NoiseError>> => {
    const sealedBytes = (plain: number): number => plain + (state.keyed() ? TAG_BYTES : 0)
    const openFirst = async (plain: number): Promise<Result<Uint8Array, NoiseError>> => {
      if (bytes.length < sealedBytes(plain)) return err('malformed')
      const opened = await state.open(bytes.slice(0, sealedBytes(plain)))
      return opened ? ok(opened) : err('not_authentic')
    }
    switch (token) {
      case 'e':
        if (bytes.length < KEY_BYTES) return err('malformed')
        re = bytes.slice(0, KEY_BYTES)
        await state.mixHash(re)
        if (usesPsk) await state.mixKey(re.slice())
        return ok(KEY_BYTES)
      case 's': {
        const size = sealedBytes(KEY_BYTES)
        const opened = await openFirst(KEY_BYTES)
        if (!opened.ok) return opened
        rs = opened.value
        return ok(size)
      }
      case 'e1': {
        const plain = kem?.publicBytes ?? fail('no KEM')
        const size = sealedBytes(plain)
        const opened = await openFirst(plain)
        if (!opened.ok) return opened
        theirKemKey = opened.value
        return ok(size)
      }
      case 'ekem1': {
        const plain = kem?.cipherBytes ?? fail('no KEM')
        const size = sealedBytes(plain)
        const opened = await openFirst(plain)
        if (!opened.ok) return opened
        const shared = kemKey && kem?.decapsulate(opened.value, kemKey.secret)
        if (!shared) return err('malformed')
        await state.mixKey(shared)
        return ok(size)
      }
      case 'psk':
        return (await mixPsk()) ? ok(0) : err('malformed')
      case 'ee':
      case 'es':
      case 'se':
      case 'ss':
        return (await mixShared(token)) ? ok(0) : err('malformed')
      default:
        return unreachable(token)
    }
  }
  const takeTurn = (writes: boolean): readonly Token[] => {
    const tokens = pattern.messages[step]
    if (!tokens || ((step % 2 === 0) === initiator) !== writes) return fail('not this side’s turn')
    step += 1
    return tokens
  }
  const wipeAll = (): void => {
    wipe(e?.secret, kemKey?.secret, ...psks)
    state.wipe()
    step = pattern.messages.length
  }

  return {
    async write(payload) {
      const parts: Uint8Array[] = []
      for (const token of takeTurn(true)) {
        const part = await writeToken(token)
        if (!part) {
          wipeAll()
          return err('malformed')
        }
        parts.push(part)
      }
      return ok(concatBytes(...parts, await state.seal(payload)))
    },
    async read(message) {
      let rest = message
      for (const token of takeTurn(false)) {
        const taken = await readToken(token, rest)
        if (!taken.ok) {
          wipeAll()
          return taken
        }
        rest = rest.subarray(taken.value)
      }
      const payload = await state.open(rest)
      if (payload) return ok(payload)
      wipeAll()
      return err('not_authentic')
    },
    remoteStatic: () => rs,
    async finish() {
      if (step !== pattern.messages.length) return fail('the handshake is not over')
      const [k1, k2] = await state.split()
      const finished = { h: state.hash(), ck: state.chainingKey().slice(), k1, k2 }
      wipeAll()
      return finished
    },
    wipe: wipeAll,
  }
}

const NOTHING = new Uint8Array(0)

/** A bug of ours, never something that the other side can cause. */
function fail(what: string): never {
  throw new Error(`handshake: ${what}`)
}
