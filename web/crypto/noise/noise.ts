/** The Noise Protocol Framework, revision 34: an interpreter of patterns, with psk (section 9) and the hybrid tokens e1 and ekem1 (noise_hfs). */
import { concatBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { type Aead, aesGcm } from './aes-gcm.ts'
import type { Kem } from './kem.ts'
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
import type { KeyPair } from './x25519.ts'

export type { NoiseError } from './tokens.ts'

export interface Pattern {
  /** The pattern's part of the protocol name, with its modifiers. */
  readonly name: string
  /** Which static keys are known in advance (pre-messages). */
  readonly known: readonly [initiator: boolean, responder: boolean]
  readonly messages: readonly (readonly Token[])[]
}

/** The handshake of a link: static keys sent encrypted, a psk first, and ML-KEM combined with X25519. */
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
  /** Generates the ephemeral key; tests with vectors supply their own. */
  readonly ephemeral: () => Promise<KeyPair>
  readonly s?: KeyPair
  readonly rs?: Uint8Array
  /** 32 bytes each, in the order in which the pattern uses them. The handshake takes ownership and wipes them. */
  readonly psks?: readonly Uint8Array[]
  readonly kem?: Kem
  readonly aead?: Aead
}

export interface Finished {
  readonly h: Uint8Array
  readonly ck: Uint8Array
  /** Keys of the two directions: `k1` seals what the initiator sends, `k2` what the responder sends. */
  readonly k1: Uint8Array
  readonly k2: Uint8Array
}

export interface NoiseHandshake {
  readonly write: (payload: Uint8Array) => Promise<Result<Uint8Array, NoiseError>>
  /** Reads the next message and returns its payload. After an error the handshake is wiped and cannot go on. */
  readonly read: (message: Uint8Array) => Promise<Result<Uint8Array, NoiseError>>
  readonly remoteStatic: () => Uint8Array | null
  /** Derives the keys after the last message, and wipes the handshake's own secrets. */
  readonly finish: () => Promise<Finished>
  readonly wipe: () => void
}

/** Creates the state before the first message; hashes the prologue and the known keys (section 5.3, Initialize). */
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
    kemKeys: null,
    theirKemKey: null,
  }
}

export async function createNoiseHandshake(input: NoiseInput): Promise<NoiseHandshake> {
  const { pattern, initiator } = input
  const state = await initialize(input)
  /** Messages of the pattern exchanged so far. */
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
