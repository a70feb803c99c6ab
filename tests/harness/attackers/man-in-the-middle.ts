/** The script in the middle's browser: a link to each victim, and a plan for the frames between them. Bundled for tests only. */
import { bytesToBase64url } from '../../../base/bytes.ts'
import { fingerprintOf } from '../../../protocol/fingerprint.ts'
import { FRAME_HELLO } from '../../../protocol/frame.ts'
import { decodePeerMessage, encodePeerMessage } from '../../../protocol/message.ts'
import { createChannel } from '../../../web/channel/channel.ts'
import type { Channel } from '../../../web/channel/channel.types.ts'
import type { HandshakeInput } from '../../../web/crypto/handshake.types.ts'
import { keyPairOf } from '../../../web/crypto/noise/x25519.ts'
import { createSasRun, type SasMessage } from '../../../web/crypto/sas.ts'
import { createSystemClock } from '../../../web/platform/clock.ts'

interface Signal {
  readonly type: string
  readonly sdp?: string
  readonly attempt?: string
  readonly candidate?: RTCIceCandidateInit
}
interface Leg {
  readonly index: number
  readonly attempt: string
  readonly pc: RTCPeerConnection
  readonly channel: RTCDataChannel
  readonly waiting: Uint8Array[]
}
interface Plan {
  readonly opened: (leg: Leg) => void
  readonly frame: (leg: Leg, bytes: Uint8Array) => void
}

const opened = [0, 0]
let plan: Plan
let legs: (Leg | null)[] = [null, null]
const tell = (index: number, signal: Signal): void =>
  (globalThis as unknown as { tellVictim: (index: number, signal: Signal) => void }).tellVictim(index, signal)
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const send = (leg: Leg | null | undefined, bytes: Uint8Array): void => {
  if (leg?.channel.readyState === 'open') leg.channel.send(new Uint8Array(bytes))
  else leg?.waiting.push(bytes)
}
const other = (leg: Leg): Leg | null => legs[1 - leg.index] ?? null

function createLeg(index: number, attempt: string): Leg {
  legs[index]?.pc.close()
  const pc = new RTCPeerConnection()
  const channel = pc.createDataChannel('messages', { negotiated: true, id: 0, ordered: true })
  channel.binaryType = 'arraybuffer'
  const leg: Leg = { index, attempt, pc, channel, waiting: [] }
  legs[index] = leg
  pc.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate) tell(index, { type: 'ice_candidate', candidate: candidate.toJSON(), attempt })
  }
  channel.onopen = () => {
    opened[index] = (opened[index] ?? 0) + 1
    for (const bytes of leg.waiting.splice(0)) channel.send(new Uint8Array(bytes))
    plan.opened(leg)
  }
  channel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => plan.frame(leg, new Uint8Array(data))
  return leg
}

async function hear(index: number, signal: Signal): Promise<void> {
  if (signal.type === 'webrtc_offer' && signal.sdp) {
    const leg = createLeg(index, signal.attempt ?? 'x')
    await leg.pc.setRemoteDescription({ type: 'offer', sdp: signal.sdp })
    await leg.pc.setLocalDescription()
    tell(index, { type: 'webrtc_answer', sdp: leg.pc.localDescription?.sdp ?? '', attempt: leg.attempt })
    // The other victim waits for an offer, so send ours.
    const toOther = createLeg(1 - index, `middle-${random(4).join('')}`)
    await toOther.pc.setLocalDescription()
    tell(1 - index, {
      type: 'webrtc_offer',
      sdp: toOther.pc.localDescription?.sdp ?? '',
      attempt: toOther.attempt,
    })
    return
  }
  const leg = legs[index]
  if (!leg || leg.attempt !== signal.attempt) return
  if (signal.type === 'webrtc_answer' && signal.sdp)
    await leg.pc.setRemoteDescription({ type: 'answer', sdp: signal.sdp })
  if (signal.type === 'ice_candidate' && signal.candidate)
    await leg.pc.addIceCandidate(signal.candidate).catch(() => {})
}

async function fingerprintsOf({ pc }: Leg): Promise<HandshakeInput['fingerprints']> {
  const own = fingerprintOf(pc.localDescription?.sdp ?? '')
  const theirs = fingerprintOf(pc.remoteDescription?.sdp ?? '')
  if (!own || !theirs) throw new Error('no fingerprint')
  return { own, theirs }
}

interface Options {
  readonly code?: string
  readonly words?: string
}

/** Passes bytes unchanged; DTLS terminates here twice, so the certificates differ. */
const verbatim: Plan = { opened() {}, frame: (leg, bytes) => send(other(leg), bytes) }
/** Reflects each victim's frames back to it. */
const mirror: Plan = { opened() {}, frame: (leg, bytes) => send(leg, bytes) }

/** Completes a handshake with each victim where it can, knowing what the server knows; reads messages and passes them on. */
function bothSides(options: Options): Plan {
  const channels: (Channel | null)[] = [null, null]
  const heard: string[] = []
  const runs: (ReturnType<typeof createSasRun> | null)[] = [null, null]
  const failures: string[] = []
  Object.assign(globalThis, { heard, failures })
  const early: Uint8Array[][] = [[], []]
  /** Messages of one victim from before the other's channel was open; kept, so that none is lost. */
  const unsent: Uint8Array[][] = [[], []]
  const isOpen = [false, false]
  const say = (index: number, message: SasMessage): void => {
    const value = message.step === 'ask' ? {} : { value: bytesToBase64url(message.value) }
    channels[index]?.send(encodePeerMessage({ t: 'check', step: message.step, ...value }))
  }
  const onMessage = async (index: number, bytes: Uint8Array): Promise<void> => {
    const decoded = decodePeerMessage(bytes)
    if (!decoded.ok) return
    const message = decoded.value
    if (message.t !== 'check') {
      if (message.t === 'text') heard.push(message.text)
      if (isOpen[1 - index]) channels[1 - index]?.send(bytes)
      else unsent[1 - index]?.push(bytes)
      return
    }
    if (message.step === 'match' || message.step === 'mismatch') return
    const value = Uint8Array.from(
      atob((message.value ?? '').replaceAll('-', '+').replaceAll('_', '/')),
      (char) => char.charCodeAt(0),
    )
    const answer = await runs[index]?.receive(
      message.step === 'ask' ? { step: 'ask' } : { step: message.step, value },
    )
    if (answer?.send) say(index, answer.send)
    // When one side opens the safety check, open it on the other, so that both people see a string.
    const first = await runs[1 - index]?.begin()
    if (first) say(1 - index, first)
  }
  const pair = async (leg: Leg, victim: 'host' | 'guest'): Promise<void> => {
    const { index } = leg
    const code = new TextEncoder().encode(options.code ?? '000000')
    const secrets = options.words === undefined ? { code } : { words: options.words, link: random(32) }
    channels[index]?.close()
    channels[index] = null
    isOpen[index] = false
    const input: HandshakeInput = {
      role: victim === 'host' ? 'guest' : 'host',
      roomId: await (globalThis as unknown as { knownRoom: () => Promise<string> }).knownRoom(),
      secrets: victim === 'host' && options.words !== undefined ? { words: options.words } : secrets,
      resumes: [],
      self: await keyPairOf(random(32)),
      pinned: null,
      fingerprints: await fingerprintsOf(leg),
      random,
      takeGuess: async () => true,
    }
    const made = createChannel(
      {
        clock: createSystemClock(),
        send: (frame) => {
          send(leg, frame)
          return true
        },
      },
      input,
      {
        agreed: async () => {},
        open({ h, initiator }) {
          runs[index] = createSasRun(h, initiator, random(32))
          setTimeout(() => {
            isOpen[index] = true
            for (const bytes of unsent[index]?.splice(0) ?? []) made.send(bytes)
          })
        },
        rekeyed: async () => {},
        proven: async () => {},
        message: (bytes) => void onMessage(index, bytes),
        failed: ({ why, theirs }) => failures.push(`${victim} ${why} ${theirs}`),
      },
    )
    channels[index] = made
    for (const frame of early[index]?.splice(0) ?? []) made.receive(frame)
  }
  return {
    opened() {},
    frame(leg, bytes) {
      if (bytes.length === 1) {
        if (bytes[0] === 2) send(leg, Uint8Array.of(3))
        return
      }
      // Each link begins with a hello that shows the victim's role; the middle takes the other role.
      if (bytes[0] === FRAME_HELLO) {
        early[leg.index] = [bytes]
        return void pair(leg, bytes[2] === 0 ? 'host' : 'guest')
      }
      const made = channels[leg.index]
      if (made) made.receive(bytes)
      else early[leg.index]?.push(bytes)
    },
  }
}

Object.assign(globalThis, {
  opened,
  startMiddle(name: string, options: Options) {
    legs = [null, null]
    plan = name === 'verbatim' ? verbatim : name === 'mirror' ? mirror : bothSides(options)
  },
  hearVictim: (index: number, signal: Signal) => void hear(index, signal),
})
