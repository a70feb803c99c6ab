/** From two hellos to the keys of a channel: CPace where there are words, then the Noise handshake. Frames in, frames out; nothing here knows of a link. */
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
import { createMlKem768 } from './kem.ts'
import { loadCpace } from './lazy.ts'
import { lp } from './length-prefix.ts'
import { createNoiseHandshake, type NoiseHandshake, XX_HFS_PSK0 } from './noise/noise.ts'
import { equalBytes, KEY_BYTES, keyPairOf, sha256, wipe } from './primitives.ts'

const GOING: HandshakeStep = { kind: 'going' }
const frameOf = (body: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(FRAME_HANDSHAKE), body)
/** The payload of the second and third message: a version, after which later versions may say more. */
const PAYLOAD = Uint8Array.of(1)
const NOTHING = new Uint8Array(0)
const SID_BYTES = 16

/** This side's part, the same for the whole handshake. */
interface Own {
  readonly input: HandshakeInput
  readonly hello: Hello
  /** The hello as it was sent. */
  readonly bytes: Uint8Array
}

type State =
  | { readonly kind: 'greeting' }
  | { readonly kind: 'words'; readonly agreed: Agreed; readonly share: CpaceShare }
  /** `passed`: messages of the Noise handshake that have passed, both ways. */
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

/** Why no keys can follow from these two hellos, or what they settled. */
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

/** The next message of the Noise handshake. */
async function write(state: Noise, payload: Uint8Array): Promise<Turn> {
  const written = await state.noise.write(payload)
  if (!written.ok) return fail('malformed')
  return [
    { ...state, passed: state.passed + 1 },
    { kind: 'going', send: frameOf(written.value) },
  ]
}

/** `secret`: what the mode proves; it stays the caller's. */
async function startNoise({ input }: Own, agreed: Agreed, secret: Uint8Array): Promise<Turn> {
  const { binding, initiator } = agreed
  const noise = await createNoiseHandshake({
    pattern: XX_HFS_PSK0,
    initiator,
    prologue: prologueOf(binding),
    s: input.self,
    psks: [await pskOf(secret, binding.roomId, binding.mode)],
    kem: input.kem ?? createMlKem768(input.random),
    ephemeral: () => keyPairOf(input.random(KEY_BYTES)),
  })
  const state: Noise = { kind: 'noise', agreed, noise, passed: 0 }
  if (!initiator) return [state, GOING]
  // From here on the other side can tell whether our words are its words.
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

/** Every message has passed: whose key is it, and which keys follow. */
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
  // A message out of turn: the initiator hears the second, the responder the first and the third.
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
      // Wiped while this step was under way: what it made is wiped as well.
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
