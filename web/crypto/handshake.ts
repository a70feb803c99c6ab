/** The handshake of a channel: hellos, CPace where there are words, then Noise. Frames in, frames out, without a link. */
import { concatBytes } from '../../base/bytes.ts'
import { unreachable } from '../../base/result.ts'
import { FRAME_HANDSHAKE, FRAME_HELLO } from '../../protocol/frame.ts'
import type { CpaceShare } from './cpace.ts'
import type { Agreed, Handshake, HandshakeFailure, HandshakeInput, HandshakeStep } from './handshake.types.ts'
import {
  agree,
  compareBytes,
  decodeHello,
  encodeHello,
  exportsOf,
  HELLO_NONCE_BYTES,
  type Hello,
  type InviteMode,
  prologueOf,
  pskOf,
  ridOf,
} from './hello.ts'
import { loadCpace } from './lazy.ts'
import { lp } from './length-prefix.ts'
import { loadMlKem768 } from './noise/kem.ts'
import { createNoiseHandshake, type NoiseHandshake, XX_HFS_PSK0 } from './noise/noise.ts'
import { keyPairOf } from './noise/x25519.ts'
import { equalBytes, KEY_BYTES, sha256, wipe } from './primitives.ts'

const GOING: HandshakeStep = { kind: 'going' }
const frameOf = (body: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(FRAME_HANDSHAKE), body)
/** The payload of the second and third message: a version byte, which later versions may extend. */
const PAYLOAD = Uint8Array.of(1)
const NOTHING = new Uint8Array(0)
const SID_BYTES = 16

/** This side's fixed part of the handshake. */
interface Own {
  readonly input: HandshakeInput
  readonly hello: Hello
  /** Our hello as sent. */
  readonly bytes: Uint8Array
}

type State =
  | { readonly kind: 'greeting' }
  | { readonly kind: 'words'; readonly agreed: Agreed; readonly share: CpaceShare }
  /** `passed`: Noise messages exchanged so far, in both directions. */
  | {
      readonly kind: 'noise'
      readonly agreed: Agreed
      readonly noise: NoiseHandshake
      readonly passed: number
    }
  | { readonly kind: 'over' }
type Noise = Extract<State, { kind: 'noise' }>
type Turn = readonly [State, HandshakeStep]

const OVER: State = { kind: 'over' }
const fail = (why: HandshakeFailure): Turn => [OVER, { kind: 'failed', why }]

function wipeState(state: State): void {
  if (state.kind === 'words') state.share.wipe()
  if (state.kind === 'noise') state.noise.wipe()
}

/** Returns what the two hellos agree on, or why they cannot lead to keys. */
function settle({ input, hello, bytes }: Own, theirBytes: Uint8Array): Agreed | HandshakeFailure {
  const theirs = decodeHello(theirBytes)
  if (!theirs.ok) return theirs.error
  const order = compareBytes(hello.nonce, theirs.value.nonce)
  if (order === 0) return 'self'
  const initiator = order < 0
  const agreement = initiator ? agree(hello, theirs.value) : agree(theirs.value, hello)
  if (agreement.kind === 'words_needed') return 'words_needed'
  if (agreement.kind === 'none') return 'no_mode'
  const { own: fpOwn, theirs: fpTheirs } = input.fingerprints ?? { own: NOTHING, theirs: NOTHING }
  const named = agreement.kind === 'resume' ? agreement.rid : null
  const at = named ? hello.rids.findIndex((rid) => equalBytes(rid, named)) : -1
  return {
    initiator,
    resumedBy: input.resumes[at] ?? null,
    binding: {
      roomId: input.roomId,
      mode: agreement.kind === 'resume' ? 'resume' : agreement.mode,
      helloInitiator: initiator ? bytes : theirBytes,
      helloResponder: initiator ? theirBytes : bytes,
      fpInitiator: initiator ? fpOwn : fpTheirs,
      fpResponder: initiator ? fpTheirs : fpOwn,
    },
  }
}

const secretOf = ({ secrets }: HandshakeInput, { binding, resumedBy }: Agreed): Uint8Array | null => {
  const { mode } = binding
  if (mode === 'pinned') return new Uint8Array(KEY_BYTES)
  if (mode === 'resume') return resumedBy
  return mode === 'words' ? null : (secrets[mode] ?? null)
}

/** Writes the next Noise message. */
async function write(state: Noise, payload: Uint8Array): Promise<Turn> {
  const written = await state.noise.write(payload)
  if (!written.ok) return fail('malformed')
  return [
    { ...state, passed: state.passed + 1 },
    { kind: 'going', send: frameOf(written.value) },
  ]
}

/** Begins the Noise handshake. `secret`: the secret of the mode; the caller still owns it and wipes it. */
async function startNoise({ input }: Own, agreed: Agreed, secret: Uint8Array): Promise<Turn> {
  const { binding, initiator } = agreed
  const noise = await createNoiseHandshake({
    pattern: XX_HFS_PSK0,
    initiator,
    prologue: prologueOf(binding),
    s: input.self,
    psks: [await pskOf(secret, binding.roomId, binding.mode)],
    kem: input.kem ?? (await loadMlKem768(input.random)),
    ephemeral: () => keyPairOf(input.random(KEY_BYTES)),
  })
  const state: Noise = { kind: 'noise', agreed, noise, passed: 0 }
  if (!initiator) return [state, GOING]
  // From here on, the peer can test whether our words equal its own.
  if (binding.mode === 'words' && !(await input.takeGuess())) {
    wipeState(state)
    return fail('no_guess_left')
  }
  return write(state, NOTHING)
}

async function startWords({ input }: Own, agreed: Agreed): Promise<Turn> {
  const { createCpaceShare, wordsToPassword } = await loadCpace()
  const { binding, initiator } = agreed
  const sid = await sha256(lp('inviso/1 cpace sid', binding.helloInitiator, binding.helloResponder))
  const password = wordsToPassword(input.secrets.words ?? '')
  const share = await createCpaceShare(
    password,
    prologueOf(binding),
    sid.slice(0, SID_BYTES),
    input.random(KEY_BYTES),
  )
  return [{ kind: 'words', agreed, share }, initiator ? { kind: 'going', send: frameOf(share.share) } : GOING]
}

async function onHello(own: Own, theirBytes: Uint8Array): Promise<Turn> {
  const agreed = settle(own, theirBytes)
  if (typeof agreed === 'string') return fail(agreed)
  if (agreed.binding.mode === 'words') return startWords(own, agreed)
  const secret = secretOf(own.input, agreed)
  return secret ? startNoise(own, agreed, secret) : fail('no_mode')
}

async function onShare(
  own: Own,
  { agreed, share }: Extract<State, { kind: 'words' }>,
  theirs: Uint8Array,
): Promise<Turn> {
  const { binding, initiator } = agreed
  const isk = await share.finish({
    initiator,
    theirs,
    adInitiator: binding.fpInitiator,
    adResponder: binding.fpResponder,
  })
  if (!isk) return fail('malformed')
  const [state, step] = await startNoise(own, agreed, isk)
  wipe(isk)
  if (initiator || step.kind === 'failed') return [state, step]
  return [state, { kind: 'going', send: frameOf(share.share) }]
}

/** Checks the peer's key after the last message, and derives the keys of the channel. */
async function finish({ input }: Own, { noise, agreed }: Noise, send?: Uint8Array): Promise<Turn> {
  const peerKey = noise.remoteStatic()
  if (!peerKey) return fail('malformed')
  if (equalBytes(peerKey, input.self.public)) return fail('self')
  if (input.pinned && !equalBytes(peerKey, input.pinned)) return fail('wrong_peer')
  const { h, ck, k1, k2 } = await noise.finish()
  const kept = await exportsOf(ck, h)
  wipe(ck)
  const { binding, initiator, resumedBy } = agreed
  const [sendKey, receiveKey] = initiator ? [k1, k2] : [k2, k1]
  const paired = { mode: binding.mode, initiator, h, sendKey, receiveKey, peerKey, resumedBy, ...kept }
  return [OVER, send ? { kind: 'done', send, paired } : { kind: 'done', paired }]
}

async function onNoise(own: Own, state: Noise, message: Uint8Array): Promise<Turn> {
  const { agreed, noise, passed } = state
  // Out of turn: the initiator receives only the second message, the responder the first and third.
  if ((passed % 2 === 1) !== agreed.initiator) return fail('malformed')
  const read = await noise.read(message)
  if (!read.ok) {
    if (agreed.binding.mode !== 'words' || read.error !== 'not_authentic' || passed > 1)
      return fail(read.error)
    if (passed === 0) await own.input.takeGuess()
    return fail('wrong_words')
  }
  const next = { ...state, passed: passed + 1 }
  if (next.passed === 1) return write(next, PAYLOAD)
  if (next.passed === 3) return finish(own, next)
  const [last, step] = await write(next, PAYLOAD)
  return last.kind === 'noise' && step.kind === 'going' ? finish(own, last, step.send) : [last, step]
}

async function turn(own: Own, state: State, frame: Uint8Array): Promise<Turn> {
  const body = frame.slice(1)
  if (state.kind === 'greeting') return frame[0] === FRAME_HELLO ? onHello(own, body) : fail('malformed')
  if (frame[0] !== FRAME_HANDSHAKE) return fail('malformed')
  switch (state.kind) {
    case 'words':
      return onShare(own, state, body)
    case 'noise':
      return onNoise(own, state, body)
    case 'over':
      return fail('malformed')
    default:
      return unreachable(state)
  }
}

export async function createHandshake(input: HandshakeInput): Promise<Handshake> {
  const { secrets } = input
  const hello: Hello = {
    role: input.role,
    modes: (['link', 'words', 'code'] as const satisfies InviteMode[]).filter((mode) => secrets[mode]),
    pinned: input.pinned !== null,
    rids: await Promise.all(input.resumes.map(ridOf)),
    nonce: input.random(HELLO_NONCE_BYTES),
  }
  const own: Own = { input, hello, bytes: encodeHello(hello) }
  let state: State = { kind: 'greeting' }
  let wiped = false
  return {
    hello: concatBytes(Uint8Array.of(FRAME_HELLO), own.bytes),
    async receive(frame) {
      const before = state
      const [after, step] = await turn(own, before, frame)
      if (after.kind === 'over') wipeState(before)
      // Wiped during this step: wipe what the step made too.
      if (wiped) wipeState(after)
      state = wiped ? OVER : after
      return step
    },
    wipe() {
      wiped = true
      wipeState(state)
      state = OVER
    },
  }
}
