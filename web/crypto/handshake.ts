/** From two hellos to a channel: CPace where there are words, then the Noise handshake. Frames in, frames out; nothing here knows of a link. */
import { concatBytes, textToBytes } from '../../base/bytes.ts'
import { FRAME_HANDSHAKE, FRAME_HELLO } from '../../protocol/frame.ts'
import type { CpaceShare } from './cpace.ts'
import {
  agree,
  type Binding,
  compareBytes,
  decodeHello,
  encodeHello,
  exportsOf,
  HELLO_NONCE_BYTES,
  type Hello,
  type InviteMode,
  type Mode,
  prologueOf,
  pskOf,
  ridOf,
} from './hello.ts'
import { createMlKem768, type Kem } from './kem.ts'
import { lp } from './length-prefix.ts'
import { createNoiseHandshake, type NoiseHandshake, XX_HFS_PSK0 } from './noise.ts'
import { equalBytes, KEY_BYTES, type KeyPair, keyPairOf, sha256, wipe } from './primitives.ts'

export type Randomness = (length: number) => Uint8Array

export interface HandshakeInput {
  readonly role: 'host' | 'guest'
  readonly roomId: string
  /** What the invite gives: for a guest exactly one of them, for a host all that it takes. Empty once the invite's secret is forgotten. */
  readonly secrets: Readonly<Partial<Record<'link' | 'code', Uint8Array>>> & { readonly words?: string }
  /** The newest first. */
  readonly resumes: readonly Uint8Array[]
  readonly self: KeyPair
  readonly pinned: Uint8Array | null
  /** SHA-256 of the certificates of this very connection; null where the frames pass the server. */
  readonly fingerprints: { readonly own: Uint8Array; readonly theirs: Uint8Array } | null
  readonly random: Randomness
  /** Asked before a guess at the words can be tested by the other side, and told when one failed here. False: no guess is left. */
  readonly takeGuess: () => Promise<boolean>
  /** For vectors. */
  readonly kem?: Kem
}

export type HandshakeFailure =
  | 'version'
  | 'malformed'
  | 'no_mode'
  | 'words_needed'
  | 'not_authentic'
  | 'wrong_words'
  | 'no_guess_left'
  /** The key at the other end is our own. */
  | 'self'
  /** The key at the other end is not the one that was pinned. */
  | 'wrong_peer'

export interface HandshakeResult {
  readonly mode: Mode
  readonly initiator: boolean
  readonly h: Uint8Array
  /** Keys to seal and to open with. */
  readonly sendKey: Uint8Array
  readonly receiveKey: Uint8Array
  readonly resume: Uint8Array
  readonly renew: Uint8Array
  readonly peerKey: Uint8Array
  /** The one of the given resume secrets that was used, not a copy; null in other modes. */
  readonly resumedBy: Uint8Array | null
}

export type HandshakeStep =
  | { readonly kind: 'going'; readonly send?: Uint8Array }
  | { readonly kind: 'done'; readonly send?: Uint8Array; readonly paired: HandshakeResult }
  | { readonly kind: 'failed'; readonly why: HandshakeFailure }

export interface Handshake {
  /** The frame that goes first. */
  readonly hello: Uint8Array
  /** One frame of the other side, in order, each after the last was answered. */
  readonly receive: (frame: Uint8Array) => Promise<HandshakeStep>
  /** The mode, once both hellos are there. */
  readonly mode: () => Mode | null
  readonly wipe: () => void
}

const GOING: HandshakeStep = { kind: 'going' }
const failed = (why: HandshakeFailure): HandshakeStep => ({ kind: 'failed', why })
const frameOf = (body: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(FRAME_HANDSHAKE), body)
/** The payload of the second and third message: a version, after which later versions may say more. */
const PAYLOAD = Uint8Array.of(1)
const NOTHING = new Uint8Array(0)
const SID_BYTES = 16

/** Words as both sides hash them. */
export const wordsToPassword = (words: string): Uint8Array =>
  textToBytes(words.normalize('NFKD').toLowerCase().trim().split(/\s+/).join('-'))

export async function createHandshake(input: HandshakeInput): Promise<Handshake> {
  const { secrets, random } = input
  const modes = (['link', 'words', 'code'] as const satisfies InviteMode[]).filter((mode) => secrets[mode])
  const rids = await Promise.all(input.resumes.map(ridOf))
  const own: Hello = {
    role: input.role,
    modes,
    pinned: input.pinned !== null,
    rids,
    nonce: random(HELLO_NONCE_BYTES),
  }
  const ownBytes = encodeHello(own)
  let binding: Binding | null = null
  let resumedBy: Uint8Array | null = null
  let initiator = false
  let cpace: CpaceShare | null = null
  let noise: NoiseHandshake | null = null
  /** Messages of the Noise handshake that have passed, both ways. */
  let passed = 0

  const secretOf = (mode: Mode): Uint8Array | undefined => {
    if (mode === 'pinned') return new Uint8Array(KEY_BYTES)
    if (mode === 'resume') return resumedBy ?? undefined
    return mode === 'words' ? undefined : secrets[mode]
  }
  const startNoise = async (bound: Binding, secret: Uint8Array): Promise<HandshakeStep> => {
    const psk = await pskOf(secret, bound.roomId, bound.mode)
    noise = await createNoiseHandshake({
      pattern: XX_HFS_PSK0,
      initiator,
      prologue: prologueOf(bound),
      s: input.self,
      psks: [psk],
      kem: input.kem ?? createMlKem768(random),
      ephemeral: () => keyPairOf(random(KEY_BYTES)),
    })
    if (!initiator) return GOING
    // From here on the other side can tell whether our words are its words.
    if (bound.mode === 'words' && !(await input.takeGuess())) return failed('no_guess_left')
    return write(NOTHING)
  }
  const write = async (payload: Uint8Array): Promise<HandshakeStep> => {
    const written = await noise?.write(payload)
    if (!written?.ok) return failed('malformed')
    passed += 1
    return { kind: 'going', send: frameOf(written.value) }
  }
  const startWords = async (bound: Binding): Promise<HandshakeStep> => {
    const { createCpaceShare } = await import('./cpace.ts')
    const sid = await sha256(lp('inviso/1 cpace sid', bound.helloInitiator, bound.helloResponder))
    const password = wordsToPassword(secrets.words ?? '')
    cpace = await createCpaceShare(password, prologueOf(bound), sid.slice(0, SID_BYTES), random(KEY_BYTES))
    return initiator ? { kind: 'going', send: frameOf(cpace.share) } : GOING
  }

  const onHello = async (theirBytes: Uint8Array): Promise<HandshakeStep> => {
    const theirs = decodeHello(theirBytes)
    if (!theirs.ok) return failed(theirs.error)
    const order = compareBytes(own.nonce, theirs.value.nonce)
    if (order === 0) return failed('self')
    initiator = order < 0
    const agreed = initiator ? agree(own, theirs.value) : agree(theirs.value, own)
    if (agreed.kind === 'words_needed') return failed('words_needed')
    if (agreed.kind === 'none') return failed('no_mode')
    const mode = agreed.kind === 'resume' ? 'resume' : agreed.mode
    const { own: fpOwn, theirs: fpTheirs } = input.fingerprints ?? { own: NOTHING, theirs: NOTHING }
    binding = {
      roomId: input.roomId,
      mode,
      helloInitiator: initiator ? ownBytes : theirBytes,
      helloResponder: initiator ? theirBytes : ownBytes,
      fpInitiator: initiator ? fpOwn : fpTheirs,
      fpResponder: initiator ? fpTheirs : fpOwn,
    }
    if (mode === 'words') return startWords(binding)
    if (agreed.kind === 'resume')
      resumedBy = input.resumes.find((_, at) => equalBytes(rids[at] ?? new Uint8Array(), agreed.rid)) ?? null
    const secret = secretOf(mode)
    return secret ? startNoise(binding, secret) : failed('no_mode')
  }
  const onShare = async (bound: Binding, share: CpaceShare, theirs: Uint8Array): Promise<HandshakeStep> => {
    const isk = await share.finish({
      initiator,
      theirs,
      adInitiator: bound.fpInitiator,
      adResponder: bound.fpResponder,
    })
    if (!isk) return failed('malformed')
    const next = await startNoise(bound, isk)
    wipe(isk)
    if (initiator || next.kind === 'failed') return next
    return { kind: 'going', send: frameOf(share.share) }
  }
  const finish = async (
    running: NoiseHandshake,
    bound: Binding,
    send?: Uint8Array,
  ): Promise<HandshakeStep> => {
    const peerKey = running.remoteStatic()
    if (!peerKey) return failed('malformed')
    if (equalBytes(peerKey, input.self.public)) return failed('self')
    if (input.pinned && !equalBytes(peerKey, input.pinned)) return failed('wrong_peer')
    const { h, ck, k1, k2 } = await running.finish()
    const kept = await exportsOf(ck, h)
    wipe(ck)
    const [sendKey, receiveKey] = initiator ? [k1, k2] : [k2, k1]
    const paired: HandshakeResult = {
      mode: bound.mode,
      initiator,
      h,
      sendKey,
      receiveKey,
      peerKey,
      resumedBy,
      ...kept,
    }
    return send ? { kind: 'done', send, paired } : { kind: 'done', paired }
  }
  const onNoise = async (
    running: NoiseHandshake,
    bound: Binding,
    message: Uint8Array,
  ): Promise<HandshakeStep> => {
    // A message out of turn: the initiator hears the second, the responder the first and the third.
    if ((passed % 2 === 1) !== initiator) return failed('malformed')
    const read = await running.read(message)
    if (!read.ok) {
      if (bound.mode !== 'words' || read.error !== 'not_authentic' || passed > 1) return failed(read.error)
      if (passed === 0) await input.takeGuess()
      return failed('wrong_words')
    }
    passed += 1
    if (passed === 1) return write(PAYLOAD)
    if (passed === 3) return finish(running, bound)
    const last = await write(PAYLOAD)
    return last.kind === 'going' ? finish(running, bound, last.send) : last
  }

  return {
    hello: concatBytes(Uint8Array.of(FRAME_HELLO), ownBytes),
    mode: () => binding?.mode ?? null,
    async receive(frame) {
      const body = frame.slice(1)
      if (!binding) return frame[0] === FRAME_HELLO ? onHello(body) : failed('malformed')
      if (frame[0] !== FRAME_HANDSHAKE) return failed('malformed')
      if (noise) return onNoise(noise, binding, body)
      return cpace ? onShare(binding, cpace, body) : failed('malformed')
    },
    wipe: () => noise?.wipe(),
  }
}
