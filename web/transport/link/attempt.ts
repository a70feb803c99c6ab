/** One connection attempt: its RTCPeerConnection, and the events it buffers for the link machine. */
import { fingerprintOf } from '../../../protocol/fingerprint.ts'
import { isProbe, PING_FRAME, PONG_FRAME } from '../../../protocol/frame.ts'
import type { Candidate, IceServer, Renegotiation } from '../../../protocol/signal.ts'
import type { Rtc, RtcEvents, RtcPeer } from '../../platform/network/rtc.types.ts'
import { renegotiate } from './ice-restart.ts'
import type { LinkBinding, LinkEvent } from './link.ts'
import type { RttTimeout } from './rtt-timeout.ts'
import type { Semaphore } from './semaphore.ts'
import type { LinkInput } from './webrtc-link.types.ts'

/** Most frames buffered while the path is being determined. */
const EARLY_FRAMES_MAX = 64

export interface Attempt {
  /** The attempt's name in its signals. */
  readonly name: string
  /** Creates the local description as soon as the semaphore allows gathering; `started` is called then. */
  readonly describe: (started: () => void) => void
  readonly setRemote: (type: 'offer' | 'answer', sdp: string) => void
  readonly addCandidate: (candidate: Candidate) => void
  readonly ping: () => void
  /** Whether bytes have been sent since the last ping, although nothing came back. */
  readonly isSending: () => boolean
  readonly send: (frame: Uint8Array) => boolean
  readonly binding: () => LinkBinding
  readonly restart: () => Promise<string>
  readonly renegotiate: (signal: Exclude<Renegotiation, { type: 'ask' }>) => Promise<Renegotiation | null>
  readonly close: () => void
}

export interface AttemptPorts {
  readonly rtc: Rtc
  /** Whether this device's addresses stay hidden from the peer. */
  readonly relayOnly: () => boolean
  readonly gathering: Semaphore
  readonly trip: RttTimeout
  /** Dispatches an event to the link machine. */
  readonly dispatch: (input: LinkInput) => void
  /** Emits events that do not concern the machine: frames, and room in the buffer. */
  readonly emit: (event: LinkEvent) => void
}

/** `early`: frames that wait for the path. `candidates`: local ones that must not overtake their description. */
interface Core {
  readonly ports: AttemptPorts
  readonly attempt: string
  peer: RtcPeer | null
  early: Uint8Array[] | null
  candidates: Candidate[] | null
  leaveGathering: () => void
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
  // Dropping a frame would corrupt a message, so remake the link instead.
  else ports.dispatch({ kind: 'channel_closed', attempt })
}

async function onOpen(core: Core): Promise<void> {
  const path = (await core.peer?.path().catch(() => null)) ?? 'direct'
  if (core.over) return
  core.leaveGathering()
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
    gathered: () => core.leaveGathering(),
  }
}

function describe(core: Core, peer: RtcPeer, started: () => void): void {
  core.leaveGathering = core.ports.gathering.enter(() => {
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
  // Refuse a description with two fingerprints or a weak hash.
  if (fingerprintOf(sdp) === null) return refused(core)
  peer.setRemote(type, sdp).then(
    () => core.over || core.ports.dispatch({ kind: 'remote_set', attempt: core.attempt }),
    () => refused(core),
  )
}

/** Creates an attempt; null when the browser refuses, for example because of an invalid ICE server. */
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
    leaveGathering() {},
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
    // A bad candidate does not affect the others.
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
      core.leaveGathering()
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
