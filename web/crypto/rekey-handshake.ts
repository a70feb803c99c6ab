/** The handshake of a rekey inside an open channel: hybrid, without static keys, bound to the channel by its own secret. */
import { err, ok, type Result } from '../../base/result.ts'
import type { Randomness } from './handshake.types.ts'
import { exportsOf } from './hello.ts'
import { lp } from './length-prefix.ts'
import { type Kem, loadMlKem768 } from './noise/kem.ts'
import { createNoiseHandshake, NN_HFS_PSK0, type NoiseError, type NoiseHandshake } from './noise/noise.ts'
import { keyPairOf } from './noise/x25519.ts'
import { KEY_BYTES, wipe } from './primitives.ts'

export interface RekeyResult {
  readonly h: Uint8Array
  readonly sendKey: Uint8Array
  readonly receiveKey: Uint8Array
  readonly resume: Uint8Array
  readonly renew: Uint8Array
}

interface RekeyInput {
  /** Handshake hash and binding secret of the keys in use; the caller still owns both. */
  readonly h: Uint8Array
  readonly renew: Uint8Array
  readonly random: Randomness
  /** Replaced by a deterministic KEM in tests with vectors. */
  readonly kem?: Kem
}

const NOTHING = new Uint8Array(0)

const begin = async (input: RekeyInput, initiator: boolean): Promise<NoiseHandshake> =>
  createNoiseHandshake({
    pattern: NN_HFS_PSK0,
    initiator,
    prologue: lp('inviso/1 renew', input.h),
    // A copy, because the handshake wipes its psks.
    psks: [input.renew.slice()],
    kem: input.kem ?? (await loadMlKem768(input.random)),
    ephemeral: () => keyPairOf(input.random(KEY_BYTES)),
  })

async function finish(handshake: NoiseHandshake, initiator: boolean): Promise<RekeyResult> {
  const { h, ck, k1, k2 } = await handshake.finish()
  const kept = await exportsOf(ck, h)
  wipe(ck)
  const [sendKey, receiveKey] = initiator ? [k1, k2] : [k2, k1]
  return { h, sendKey, receiveKey, ...kept }
}

/** The initiator's part: returns its message, and the function that handles the answer. */
export async function beginRekey(input: RekeyInput): Promise<{
  readonly message: Uint8Array
  readonly finish: (answer: Uint8Array) => Promise<Result<RekeyResult, NoiseError>>
}> {
  const handshake = await begin(input, true)
  const message = await handshake.write(NOTHING)
  if (!message.ok) throw new Error('rekey: the first message cannot fail')
  return {
    message: message.value,
    async finish(answer) {
      const read = await handshake.read(answer)
      return read.ok ? ok(await finish(handshake, true)) : read
    },
  }
}

/** The responder's part: returns its answer and the new keys. */
export async function answerRekey(
  input: RekeyInput,
  message: Uint8Array,
): Promise<Result<{ readonly answer: Uint8Array; readonly rekeyed: RekeyResult }, NoiseError>> {
  const handshake = await begin(input, false)
  const read = await handshake.read(message)
  if (!read.ok) return read
  const answer = await handshake.write(NOTHING)
  if (!answer.ok) return err(answer.error)
  return ok({ answer: answer.value, rekeyed: await finish(handshake, false) })
}
