/** The tokens of a Noise message (sections 5.3 and 9, and noise_hfs): what each writes, reads and mixes into the handshake state. */
import { err, ok, type Result, unreachable } from '../../../base/result.ts'
import { KEY_BYTES, TAG_BYTES, wipe } from '../primitives.ts'
import type { Kem, KemKeys } from './kem.ts'
import type { NoiseSymmetricState } from './symmetric-state.ts'
import { type KeyPair, x25519 } from './x25519.ts'

type DhToken = 'ee' | 'es' | 'se' | 'ss'
export type Token = DhToken | 'e' | 's' | 'psk' | 'e1' | 'ekem1'

/** `malformed`: too short, or an invalid key. `not_authentic`: decryption failed, so the secrets differ or the message was altered. */
export type NoiseError = 'malformed' | 'not_authentic'

/** The state of one handshake, filled in as its messages pass. */
export interface NoiseState {
  readonly symmetric: NoiseSymmetricState
  readonly initiator: boolean
  /** Whether the pattern has a psk; then `e` is also mixed into the key (section 9.2). */
  readonly usesPsk: boolean
  readonly kem: Kem | undefined
  readonly ephemeral: () => Promise<KeyPair>
  readonly s: KeyPair | undefined
  /** The psks not used yet, in the order of the pattern. */
  readonly psks: Uint8Array[]
  e: KeyPair | null
  re: Uint8Array | null
  rs: Uint8Array | null
  kemKeys: KemKeys | null
  theirKemKey: Uint8Array | null
}

const NOTHING = new Uint8Array(0)

/** Throws for a bug of ours; nothing that the peer sends can reach it. */
export function fail(what: string): never {
  throw new Error(`noise: ${what}`)
}

/** Mixes a Diffie-Hellman result into the key; false for a point of low order. */
async function mixDh(
  symmetric: NoiseSymmetricState,
  mine: KeyPair | null | undefined,
  theirs: Uint8Array | null,
): Promise<boolean> {
  const shared = mine && theirs ? await x25519(mine.secret, theirs) : null
  if (shared) await symmetric.mixKey(shared)
  return shared !== null
}

function mixShared({ symmetric, initiator, e, re, s, rs }: NoiseState, token: DhToken): Promise<boolean> {
  if (token === 'ee') return mixDh(symmetric, e, re)
  if (token === 'ss') return mixDh(symmetric, s, rs)
  return (token === 'es') === initiator ? mixDh(symmetric, e, rs) : mixDh(symmetric, s, re)
}

/** Mixes in the next psk and wipes it; each is used once. */
async function mixPsk({ symmetric, psks }: NoiseState): Promise<void> {
  const psk = psks.shift() ?? fail('a psk is missing')
  await symmetric.mixKeyAndHash(psk)
  wipe(psk)
}

async function mixEphemeral({ symmetric, usesPsk }: NoiseState, key: Uint8Array): Promise<void> {
  await symmetric.mixHash(key)
  if (usesPsk) await symmetric.mixKey(key.slice())
}

/** Returns the bytes of one token; null when a key of the peer is invalid. */
export async function writeToken(state: NoiseState, token: Token): Promise<Uint8Array | null> {
  const { symmetric, kem } = state
  switch (token) {
    case 'e':
      state.e = await state.ephemeral()
      await mixEphemeral(state, state.e.public)
      return state.e.public
    case 's':
      return symmetric.seal(state.s?.public ?? fail('no static key'))
    case 'e1':
      state.kemKeys = await (kem ?? fail('no KEM')).generate()
      return symmetric.seal(state.kemKeys.public)
    case 'ekem1': {
      const made = state.theirKemKey && (await kem?.encapsulate(state.theirKemKey))
      if (!made) return null
      const sealed = await symmetric.seal(made.cipher)
      await symmetric.mixKey(made.shared)
      return sealed
    }
    case 'psk':
      await mixPsk(state)
      return NOTHING
    case 'ee':
    case 'es':
    case 'se':
    case 'ss':
      return (await mixShared(state, token)) ? NOTHING : null
    default:
      return unreachable(token)
  }
}

interface Taken {
  /** Bytes of the message that the token consumed. */
  readonly size: number
  readonly opened: Uint8Array
}

/** Reads a field of `plain` bytes from the front, which is encrypted once there is a key. */
async function openFirst(
  { symmetric }: NoiseState,
  bytes: Uint8Array,
  plain: number,
): Promise<Result<Taken, NoiseError>> {
  const size = plain + (symmetric.keyed() ? TAG_BYTES : 0)
  if (bytes.length < size) return err('malformed')
  const opened = await symmetric.open(bytes.slice(0, size))
  return opened ? ok({ size, opened }) : err('not_authentic')
}

/** Reads one token from the front of `bytes`; returns how many bytes it took, or what is wrong. */
export async function readToken(
  state: NoiseState,
  token: Token,
  bytes: Uint8Array,
): Promise<Result<number, NoiseError>> {
  const { symmetric, kem } = state
  switch (token) {
    case 'e':
      if (bytes.length < KEY_BYTES) return err('malformed')
      state.re = bytes.slice(0, KEY_BYTES)
      await mixEphemeral(state, state.re)
      return ok(KEY_BYTES)
    case 's': {
      const taken = await openFirst(state, bytes, KEY_BYTES)
      if (!taken.ok) return taken
      state.rs = taken.value.opened
      return ok(taken.value.size)
    }
    case 'e1': {
      const taken = await openFirst(state, bytes, kem?.publicBytes ?? fail('no KEM'))
      if (!taken.ok) return taken
      state.theirKemKey = taken.value.opened
      return ok(taken.value.size)
    }
    case 'ekem1': {
      const taken = await openFirst(state, bytes, kem?.cipherBytes ?? fail('no KEM'))
      if (!taken.ok) return taken
      const shared = await state.kemKeys?.decapsulate(taken.value.opened)
      if (!shared) return err('malformed')
      await symmetric.mixKey(shared)
      return ok(taken.value.size)
    }
    case 'psk':
      await mixPsk(state)
      return ok(0)
    case 'ee':
    case 'es':
    case 'se':
    case 'ss':
      return (await mixShared(state, token)) ? ok(0) : err('malformed')
    default:
      return unreachable(token)
  }
}

/** Overwrites every secret that only this handshake needed. */
export function wipeState({ e, kemKeys, psks, symmetric }: NoiseState): void {
  wipe(e?.secret, ...psks)
  kemKeys?.wipe()
  symmetric.wipe()
}
