/** Performs the link machine over a real RTCPeerConnection; frames in, frames out. */

import { bytesToBase64url } from '../../../base/bytes.ts'
import { createDriver } from '../../../base/machine.ts'
import { unreachable } from '../../../base/result.ts'
import { fingerprintOf } from '../../../protocol/fingerprint.ts'
import { isProbe, PING_FRAME, PONG_FRAME } from '../../../protocol/frame.ts'
import type { IceServer } from '../../../protocol/signal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rtc, RtcEvents, RtcPeer } from '../../platform/network/rtc.types.ts'
import type { Random } from '../../platform/random.ts'
import { createTimers } from '../../platform/timers.ts'
import { renegotiate } from './ice-restart.ts'
import type {
  Link,
  LinkEffect,
  LinkEvent,
  LinkInput,
  LinkSignal,
  LinkState,
  LinkTimer,
  Negotiation,
} from './link.ts'
import { BEAT_WITHIN_MS, NEGOTIATE_WITHIN_MS } from './link.ts'
import { createRttTimeout } from './rtt-timeout.ts'
import type { Semaphore } from './semaphore.ts'
import { initialLink, stepLink } from './webrtc-link.machine.ts'

const SEED_BYTES = 6
/** Frames that arrive while the path is being looked up. */
const EARLY_FRAMES_MAX = 64

/** One RTCPeerConnection and what was not told of it yet. */
interface Held {
  readonly attempt: string
  readonly peer: RtcPeer
  readonly early: Uint8Array[]
  told: boolean
  described: boolean
  readonly candidates: (() => void)[]
  leaveGate: () => void
  bufferedAtProbe: number
}

export function createWebRtcLink(ports: {
  readonly rtc: Rtc
  /** Whether this device's addresses stay hidden from the other side. */
  readonly relayOnly: () => boolean
  readonly clock: Clock
  readonly random: Random
  readonly gate: Semaphore
  readonly on: (event: LinkEvent) => void
  readonly signal: (signal: LinkSignal) => void
  readonly rejoin: () => void
}): Link {
  let held: Held | null = null
  const trip = createRttTimeout(ports.clock)
  const timers = createTimers<LinkTimer>(ports.clock, (name) => {
    const buffered = held?.peer.buffered() ?? 0
    if (name === 'probe' && held && buffered < held.bufferedAtProbe) {
      // A slow link that still takes bytes lives, though its answer waits behind them.
      held.bufferedAtProbe = buffered
      return timers.set('probe', BEAT_WITHIN_MS)
    }
    driver.dispatch({ kind: 'timer', name })
  })

  const onFrame = (now: Held, bytes: Uint8Array): void => {
    driver.dispatch({ kind: 'alive', attempt: now.attempt })
    const probe = isProbe(bytes)
    if (probe === 'ping') now.peer.send(PONG_FRAME)
    if (probe === 'pong') trip.answered()
    if (probe) return
    if (now.told) ports.on({ kind: 'frame', bytes })
    else if (now.early.length < EARLY_FRAMES_MAX) now.early.push(bytes)
    // A frame that is dropped would tear a message: better a new link.
    else driver.dispatch({ kind: 'channel_closed', attempt: now.attempt })
  }
  const ping = ({ peer }: Held): void => {
    trip.asked()
    peer.send(PING_FRAME)
  }
  const tellPath = async (now: Held): Promise<void> => {
    const path = await now.peer.path().catch(() => 'direct' as const)
    if (held !== now) return
    now.leaveGate()
    driver.dispatch({ kind: 'opened', attempt: now.attempt, path })
    now.told = true
    ping(now)
    for (const bytes of now.early.splice(0)) ports.on({ kind: 'frame', bytes })
  }
  /** Null when the browser refuses, as it does for ICE servers that it does not understand. */
  const openPeer = (iceServers: readonly IceServer[], events: RtcEvents): RtcPeer | null => {
    try {
      return ports.rtc.create(iceServers, events, ports.relayOnly())
    } catch {
      return null
    }
  }
  const create = (attempt: string, iceServers: readonly IceServer[]): void => {
    const say = (input: LinkInput) => driver.dispatch(input)
    const events: RtcEvents = {
      candidate(candidate) {
        const tell = () => say({ kind: 'gathered', attempt, candidate })
        // A candidate must not overtake the description that it belongs to.
        if (now.described) tell()
        else now.candidates.push(tell)
      },
      state: (state) => say({ kind: 'peer_state', attempt, state }),
      open: () => void tellPath(now),
      closed: () => say({ kind: 'channel_closed', attempt }),
      frame: (bytes) => onFrame(now, bytes),
      drained: () => ports.on({ kind: 'drained' }),
      gathered: () => now.leaveGate(),
    }
    const peer = openPeer(iceServers, events)
    if (!peer) return say({ kind: 'refused', attempt })
    const now: Held = {
      attempt,
      peer,
      early: [],
      told: false,
      described: false,
      candidates: [],
      leaveGate() {},
      bufferedAtProbe: 0,
    }
    held = now
  }
  const describe = (attempt: string): void => {
    const now = held
    if (now?.attempt !== attempt) return
    now.leaveGate = ports.gate.enter(() => {
      // The time of a try counts from when it may begin.
      timers.set('negotiate', NEGOTIATE_WITHIN_MS)
      now.peer.describe().then(
        (sdp) => {
          if (held !== now) return
          driver.dispatch({ kind: 'described', attempt, sdp })
          now.described = true
          for (const tell of now.candidates.splice(0)) tell()
        },
        () => held === now && driver.dispatch({ kind: 'refused', attempt }),
      )
    })
  }
  const perform = (effect: LinkEffect): void => {
    switch (effect.kind) {
      case 'create':
        return create(effect.attempt, effect.iceServers)
      case 'describe':
        return describe(effect.attempt)
      case 'set_remote': {
        const { attempt, type, sdp } = effect
        const now = held
        // A description with two keys, or a weak one, is nobody's we want to talk to.
        if (fingerprintOf(sdp) === null) return driver.dispatch({ kind: 'refused', attempt })
        now?.peer.setRemote(type, sdp).then(
          () => held === now && driver.dispatch({ kind: 'remote_set', attempt }),
          () => held === now && driver.dispatch({ kind: 'refused', attempt }),
        )
        return
      }
      case 'add_candidate':
        // One bad candidate is no reason to give up the others.
        held?.peer.addCandidate(effect.candidate).catch(() => {})
        return
      case 'destroy':
        held?.leaveGate()
        held?.peer.close()
        held = null
        return
      case 'probe':
        if (!held) return
        held.bufferedAtProbe = held.peer.buffered()
        ping(held)
        return
      case 'signal':
        return ports.signal(effect.signal)
      case 'rejoin':
        return ports.rejoin()
      case 'timer':
        return timers.set(effect.name, effect.name === 'probe' ? trip.patience(effect.ms) : effect.ms)
      case 'cancel':
        return timers.cancel(effect.name)
      case 'cancel_all':
        return timers.cancelAll()
      case 'emit':
        return ports.on(effect.event)
      default:
        return unreachable(effect)
    }
  }
  const driver = createDriver<LinkState, LinkInput, LinkEffect>(
    initialLink(bytesToBase64url(ports.random.bytes(SEED_BYTES))),
    stepLink,
    perform,
  )
  const negotiation: Negotiation = {
    ready(isInitiator, iceServers) {
      if (ports.rtc.supported) driver.dispatch({ kind: 'ready', isInitiator, iceServers })
    },
    signal: (signal) => driver.dispatch({ kind: 'signal', signal }),
    resume: () => driver.dispatch({ kind: 'resume' }),
    async restart() {
      const sdp = driver.state().kind === 'open' ? await held?.peer.restart() : undefined
      return sdp === undefined ? null : { type: 'offer', sdp }
    },
    async renegotiate(signal) {
      const now = held
      if (!now || driver.state().kind !== 'open' || signal.type === 'ask') return null
      return renegotiate(now.peer, signal)
    },
  }
  return {
    negotiation,
    peerLeft: () => driver.dispatch({ kind: 'peer_left' }),
    peerLost: () => driver.dispatch({ kind: 'peer_lost' }),
    send: (frame) => (driver.state().kind === 'open' ? (held?.peer.send(frame) ?? false) : false),
    binding: () => (driver.state().kind === 'open' ? (held?.peer.binding() ?? null) : null),
    giveUp() {
      if (held) driver.dispatch({ kind: 'channel_closed', attempt: held.attempt })
    },
    close: () => driver.dispatch({ kind: 'close' }),
  }
}
