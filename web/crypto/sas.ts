/** The safety check: a commitment, two nonces, and a short string that both people compare (Vaudenay's SAS, as in ZRTP and Matrix). */
import { concatBytes, textToBytes } from '../../base/bytes.ts'
import { lp } from './length-prefix.ts'
import { equalBytes, hkdf, sha256 } from './primitives.ts'

export const SAS_NONCE_BYTES = 32
const SAS_BYTES = 4
const EMOJI_BITS = 6
const EMOJI_MANY = 5
const DIGITS_BITS = 10
const DIGITS_MANY = 3
/** Added to each group, so that it has four digits and does not begin with zero. */
const DIGITS_FROM = 1_000
/** Of the 32 bits in 4 bytes, 30 are used. */
const SPARE_BITS = 2

export interface Sas {
  /** Numbers from 0 to 63, indices into the table of emoji. */
  readonly emoji: readonly number[]
  /** The same bits as three four-digit numbers. */
  readonly digits: readonly number[]
}

/** The messages of the safety check; with `ask` the responder asks the initiator to begin. */
export type SasMessage =
  | { readonly step: 'ask' }
  | { readonly step: 'commit' | 'nonce' | 'reveal'; readonly value: Uint8Array }

const commitmentOf = (h: Uint8Array, nonce: Uint8Array): Promise<Uint8Array> =>
  sha256(lp('inviso/1 sas commit', h, nonce))

const groups = (bits: number, size: number, many: number): number[] =>
  Array.from({ length: many }, (_, at) => (bits >>> (size * (many - 1 - at))) & (2 ** size - 1))

async function sasOf(h: Uint8Array, initiatorNonce: Uint8Array, responderNonce: Uint8Array): Promise<Sas> {
  const bytes = await hkdf(
    concatBytes(initiatorNonce, responderNonce),
    h,
    textToBytes('inviso/1 sas'),
    SAS_BYTES,
  )
  const bits = new DataView(bytes.buffer).getUint32(0) >>> SPARE_BITS
  return {
    emoji: groups(bits, EMOJI_BITS, EMOJI_MANY),
    digits: groups(bits, DIGITS_BITS, DIGITS_MANY).map((group) => DIGITS_FROM + group),
  }
}

export interface SasRun {
  /** Begins the check for the person; returns the message to send, if any. */
  readonly begin: () => Promise<SasMessage | null>
  /** `failed`: a message out of turn, or a nonce that does not match its commitment; an honest app sends neither. */
  readonly receive: (message: SasMessage) => Promise<{
    readonly send?: SasMessage
    readonly result?: Sas
    readonly failed?: true
  }>
  /** True once the peer can compute the string: a run that ends after that without an answer counts as aborted. */
  readonly exposed: () => boolean
}

/** Creates one run for one channel. `h`: its handshake hash; `nonce`: 32 random bytes. */
export function createSasRun(h: Uint8Array, initiator: boolean, nonce: Uint8Array): SasRun {
  let state: 'idle' | 'asked' | 'committed' | 'answered' | 'done' = 'idle'
  let commitment: Uint8Array = new Uint8Array(0)
  const commit = async (): Promise<SasMessage> => {
    state = 'committed'
    return { step: 'commit', value: await commitmentOf(h, nonce) }
  }
  const asInitiator: SasRun['receive'] = async (message) => {
    if (message.step === 'ask') return state === 'idle' ? { send: await commit() } : {}
    if (message.step !== 'nonce' || state !== 'committed') return { failed: true }
    state = 'done'
    return { send: { step: 'reveal', value: nonce }, result: await sasOf(h, nonce, message.value) }
  }
  const asResponder: SasRun['receive'] = async (message) => {
    if (message.step === 'commit' && (state === 'idle' || state === 'asked')) {
      state = 'answered'
      commitment = message.value
      return { send: { step: 'nonce', value: nonce } }
    }
    if (message.step !== 'reveal' || state !== 'answered') return { failed: true }
    if (!equalBytes(await commitmentOf(h, message.value), commitment)) return { failed: true }
    state = 'done'
    return { result: await sasOf(h, message.value, nonce) }
  }
  return {
    async begin() {
      if (state !== 'idle') return null
      if (initiator) return commit()
      state = 'asked'
      return { step: 'ask' }
    },
    receive: initiator ? asInitiator : asResponder,
    exposed: () => state === 'answered' || state === 'done',
  }
}
