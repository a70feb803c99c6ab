/** One try at a connection: its RTCPeerConnection, and what waits until the link machine may hear of it. */
import { fingerprintOf } from '../../../protocol/fingerprint.ts'
import { isProbe, PING_FRAME, PONG_FRAME } from '../../../protocol/frame.ts'
import type { Candidate, IceServer, Renegotiation } from '../../../protocol/signal.ts'
import type { Rtc, RtcEvents, RtcPeer } from '../../platform/network/rtc.types.ts'
import { renegotiate } from './ice-restart.ts'
import type { LinkBinding, LinkEvent, LinkInput } from './link.ts'
import type { RttTimeout } from './rtt-timeout.ts'
import type { Semaphore } from './semaphore.ts'

/** Frames that arrive while the path is being looked up. */
const EARLY_FRAMES_MAX = 64

export interface Attempt {
  /** As the signals of this try name it. */
  readonly name: string
  /** Makes the local description as soon as the semaphore lets it gather; `started` is called then. */
  readonly describe: (started: () => void) => void
  readonly setRemote: (type: 'offer' | 'answer', sdp: string) => void
  readonly addCandidate: (candidate: Candidate) => void
  readonly ping: () => void
  /** Whether bytes have left the browser since the last ping, though nothing came back. */
  readonly isSending: () => boolean
  readonly send: (frame: Uint8Array) => boolean
  readonly binding: () => LinkBinding
  readonly restart: () => Promise<string>
  readonly renegotiate: (signal: Exclude<Renegotiation, { type: 'ask' }>) => Promise<Renegotiation | null>
  readonly close: () => void
}

export interface AttemptPorts {
  readonly rtc: Rtc
  /** Whether this device's addresses stay hidden from the other side. */
  readonly relayOnly: () => boolean
  readonly gate: Semaphore
  readonly trip: RttTimeout
  /** To the link machine. */
  readonly dispatch: (input: LinkInput) => void
  /** What is no news for the machine: frames, and room in the buffer. */
  readonly emit: (event: LinkEvent) => void
}

/** `early`: frames that wait for the path. `candidates`: those that must not overtake the description that they belong to. */
interface Core {
  readonly ports: AttemptPorts
  readonly attempt: string
  peer: RtcPeer | null
  early: Uint8Array[] | null
  candidates: Candidate[] | null
  leaveGate: () => void
  bufferedAtPing: number
  over: boolean
}

const refused = ({ ports, attempt, over }: Core): void => {
  if (!over) ports.dispatch({ kind: 'refused', attempt })
}

const gathered = ({ ports, attempt }: Core, candidate: Candidate): void =>
  ports.dispatch({ kind: 'gathered', attempt, candidate })

function ping(core: Core): void {
  core.bufferedAtPing = core.peer?.buffered() ?? 0
  core.ports.trip.asked()
  core.peer?.send(PING_FRAME)
}

function onFrame(core: Core, bytes: Uint8Array): void {
  const { ports, attempt } = core
  ports.dispatch({ kind: 'alive', attempt })
  const probe = isProbe(bytes)
  if (probe === 'ping') core.peer?.send(PONG_FRAME)
  if (probe === 'pong') ports.trip.answered()
  if (probe) return
  if (!core.early) ports.emit({ kind: 'frame', bytes })
  else if (core.early.length < EARLY_FRAMES_MAX) core.early.push(bytes)
  // A frame that is dropped would tear a message: better a new link.
  else ports.dispatch({ kind: 'channel_closed', attempt })
}

async function onOpen(core: Core): Promise<void> {
  const path = (await core.peer?.path().catch(() => null)) ?? 'direct'
  if (core.over) return
  core.leaveGate()
  core.ports.dispatch({ kind: 'opened', attempt: core.attempt, path })
  const early = core.early ?? []
  core.early = null
  ping(core)
  for (const bytes of early) core.ports.emit({ kind: 'frame', bytes })
}

const eventsOf = (core: Core): RtcEvents => {
  const { ports, attempt } = core
  return {
    candidate(candidate) {
      if (core.candidates) core.candidates.push(candidate)
      else gathered(core, candidate)
    },
    state: (state) => ports.dispatch({ kind: 'peer_state', attempt, state }),
    open: () => void onOpen(core),
    closed: () => ports.dispatch({ kind: 'channel_closed', attempt }),
    frame: (bytes) => onFrame(core, bytes),
    drained: () => ports.emit({ kind: 'drained' }),
    gathered: () => core.leaveGate(),
  }
}

function describe(core: Core, peer: RtcPeer, started: () => void): void {
  core.leaveGate = core.ports.gate.enter(() => {
    started()
    peer.describe().then(
      (sdp) => {
        if (core.over) return
        core.ports.dispatch({ kind: 'described', attempt: core.attempt, sdp })
        const waiting = core.candidates ?? []
        core.candidates = null
        for (const candidate of waiting) gathered(core, candidate)
      },
      () => refused(core),
    )
  })
}

function setRemote(core: Core, peer: RtcPeer, type: 'offer' | 'answer', sdp: string): void {
  // A description with two keys, or a weak one, is nobody's that we want to talk to.
  if (fingerprintOf(sdp) === null) return refused(core)
  peer.setRemote(type, sdp).then(
    () => core.over || core.ports.dispatch({ kind: 'remote_set', attempt: core.attempt }),
    () => refused(core),
  )
}

/** Null when the browser refuses, as it does for ICE servers that it does not understand. */
export function createAttempt(
  ports: AttemptPorts,
  attempt: string,
  iceServers: readonly IceServer[],
): Attempt | null {
  const core: Core = {
    ports,
    attempt,
    peer: null,
    early: [],
    candidates: [],
    leaveGate() {},
    bufferedAtPing: 0,
    over: false,
  }
  const peer = openPeer(core, iceServers)
  if (!peer) return null
  core.peer = peer
  return {
    name: attempt,
    describe: (started) => describe(core, peer, started),
    setRemote: (type, sdp) => setRemote(core, peer, type, sdp),
    // One bad candidate is no reason to give up the others.
    addCandidate: (candidate) => void peer.addCandidate(candidate).catch(() => {}),
    ping: () => ping(core),
    isSending() {
      const buffered = peer.buffered()
      const sending = buffered < core.bufferedAtPing
      core.bufferedAtPing = buffered
      return sending
    },
    send: peer.send,
    binding: peer.binding,
    restart: peer.restart,
    renegotiate: (signal) => renegotiate(peer, signal),
    close() {
      core.over = true
      core.leaveGate()
      peer.close()
    },
  }
}

function openPeer(core: Core, iceServers: readonly IceServer[]): RtcPeer | null {
  try {
    return core.ports.rtc.create(iceServers, eventsOf(core), core.ports.relayOnly())
  } catch {
    return null
  }
}
