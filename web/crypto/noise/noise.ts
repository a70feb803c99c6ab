/** The Noise Protocol Framework, revision 34: an interpreter of patterns, with psk (section 9) and the hybrid tokens e1 and ekem1 (noise_hfs). */
import { concatBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Kem } from '../kem.ts'
import { type Aead, aesGcm, type KeyPair } from '../primitives.ts'
import { createNoiseSymmetricState } from './symmetric-state.ts'
import {
  fail,
  type NoiseError,
  type NoiseState,
  readToken,
  type Token,
  wipeState,
  writeToken,
} from './tokens.ts'

export type { NoiseError } from './tokens.ts'

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
/** The rekey inside a channel: no names, only the secret of the channel. */
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
  /** 32 bytes each, in the order in which the pattern uses them. The handshake takes them over and wipes them. */
  readonly psks?: readonly Uint8Array[]
  readonly kem?: Kem
  readonly aead?: Aead
}

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

/** The state before the first message: prologue and known keys are hashed (section 5.3, Initialize). */
async function initialize(input: NoiseInput): Promise<NoiseState> {
  const { pattern, initiator, kem, s, rs } = input
  const aead = input.aead ?? aesGcm
  const dhName = kem ? `25519+${kem.name}` : '25519'
  const symmetric = await createNoiseSymmetricState(
    `Noise_${pattern.name}_${dhName}_${aead.name}_SHA256`,
    aead,
  )
  await symmetric.mixHash(input.prologue)
  const keyOf = (own: boolean): Uint8Array => (own ? s?.public : rs) ?? fail('a known key is missing')
  if (pattern.known[0]) await symmetric.mixHash(keyOf(initiator))
  if (pattern.known[1]) await symmetric.mixHash(keyOf(!initiator))
  return {
    symmetric,
    initiator,
    usesPsk: pattern.messages.some((tokens) => tokens.includes('psk')),
    kem,
    ephemeral: input.ephemeral,
    s,
    psks: [...(input.psks ?? [])],
    e: null,
    re: null,
    rs: rs ?? null,
    kemKey: null,
    theirKemKey: null,
  }
}

export async function createNoiseHandshake(input: NoiseInput): Promise<NoiseHandshake> {
  const { pattern, initiator } = input
  const state = await initialize(input)
  /** Messages of the pattern that have passed. */
  let step = 0
  const takeTurn = (writes: boolean): readonly Token[] => {
    const tokens = pattern.messages[step]
    if (!tokens || ((step % 2 === 0) === initiator) !== writes) return fail('not this side’s turn')
    step += 1
    return tokens
  }
  const end = (): void => {
    wipeState(state)
    step = pattern.messages.length
  }
  return {
    async write(payload) {
      const parts: Uint8Array[] = []
      for (const token of takeTurn(true)) {
        const part = await writeToken(state, token)
        if (!part) {
          end()
          return err('malformed')
        }
        parts.push(part)
      }
      return ok(concatBytes(...parts, await state.symmetric.seal(payload)))
    },
    async read(message) {
      let rest = message
      for (const token of takeTurn(false)) {
        const taken = await readToken(state, token, rest)
        if (!taken.ok) {
          end()
          return taken
        }
        rest = rest.subarray(taken.value)
      }
      const payload = await state.symmetric.open(rest)
      if (payload) return ok(payload)
      end()
      return err('not_authentic')
    },
    remoteStatic: () => state.rs,
    async finish() {
      if (step !== pattern.messages.length) return fail('the handshake is not over')
      const [k1, k2] = await state.symmetric.split()
      const finished = { h: state.symmetric.hash(), ck: state.symmetric.chainingKey().slice(), k1, k2 }
      end()
      return finished
    },
    wipe: end,
  }
}
