/** Runs the link machine over peer connections. */

import { bytesToBase64url } from '../../../base/bytes.ts'
import { createDriver, type Driver } from '../../../base/machine.ts'
import { unreachable } from '../../../base/result.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Random } from '../../platform/random.ts'
import { createTimers, type Timers } from '../../platform/timers.ts'
import { type Attempt, type AttemptPorts, createAttempt } from './attempt.ts'
import type { Link, LinkEvent, LinkSignal, Negotiation } from './link.ts'
import { createRttTimeout, type RttTimeout } from './rtt-timeout.ts'
import { initialLink, stepLink } from './webrtc-link.machine.ts'
import {
  BEAT_WITHIN_MS,
  type LinkEffect,
  type LinkInput,
  type LinkState,
  type LinkTimer,
  NEGOTIATE_WITHIN_MS,
} from './webrtc-link.types.ts'

const SEED_BYTES = 6

export interface WebRtcLinkPorts extends Pick<AttemptPorts, 'rtc' | 'relayOnly' | 'gathering'> {
  readonly clock: Clock
  readonly random: Random
  readonly on: (event: LinkEvent) => void
  /** Sends a signal to the peer through the server. */
  readonly signal: (signal: LinkSignal) => void
  /** Rejoins the room, so that both sides begin again. */
  readonly rejoin: () => void
}

/** Holds the current attempt; null while there is none. */
interface Current {
  attempt: Attempt | null
}

function perform(
  ports: WebRtcLinkPorts,
  parts: {
    readonly current: Current
    readonly timers: Timers<LinkTimer>
    readonly trip: RttTimeout
    readonly attemptPorts: AttemptPorts
  },
  effect: LinkEffect,
): void {
  const { current, timers, trip, attemptPorts } = parts
  switch (effect.kind) {
    case 'create': {
      const { attempt, iceServers } = effect
      current.attempt = createAttempt(attemptPorts, attempt, iceServers)
      if (!current.attempt) attemptPorts.dispatch({ kind: 'refused', attempt })
      return
    }
    case 'describe':
      if (current.attempt?.name !== effect.attempt) return
      // The timeout of an attempt starts when it may begin gathering.
      return current.attempt.describe(() => timers.set('negotiate', NEGOTIATE_WITHIN_MS))
    case 'set_remote':
      return current.attempt?.setRemote(effect.type, effect.sdp)
    case 'add_candidate':
      return current.attempt?.addCandidate(effect.candidate)
    case 'destroy':
      current.attempt?.close()
      current.attempt = null
      return
    case 'probe':
      return current.attempt?.ping()
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

function createNegotiation(
  supported: boolean,
  current: Current,
  driver: Driver<LinkState, LinkInput>,
): Negotiation {
  const open = (): Attempt | null => (driver.state().kind === 'open' ? current.attempt : null)
  return {
    ready(isInitiator, iceServers) {
      if (supported) driver.dispatch({ kind: 'ready', isInitiator, iceServers })
    },
    signal: (signal) => driver.dispatch({ kind: 'signal', signal }),
    resume: () => driver.dispatch({ kind: 'resume' }),
    async restart() {
      const sdp = await open()?.restart()
      return sdp === undefined ? null : { type: 'offer', sdp }
    },
    async renegotiate(signal) {
      return signal.type === 'ask' ? null : ((await open()?.renegotiate(signal)) ?? null)
    },
  }
}

export function createWebRtcLink(ports: WebRtcLinkPorts): Link {
  const current: Current = { attempt: null }
  const trip = createRttTimeout(ports.clock)
  const timers = createTimers<LinkTimer>(ports.clock, (name) => {
    // A slow link that still sends bytes is alive; its answer waits behind them.
    if (name === 'probe' && current.attempt?.isSending()) return timers.set('probe', BEAT_WITHIN_MS)
    driver.dispatch({ kind: 'timer', name })
  })
  const attemptPorts: AttemptPorts = {
    ...ports,
    trip,
    dispatch: (input) => driver.dispatch(input),
    emit: ports.on,
  }
  const driver: Driver<LinkState, LinkInput> = createDriver(
    initialLink(bytesToBase64url(ports.random.bytes(SEED_BYTES))),
    stepLink,
    (effect: LinkEffect) => perform(ports, { current, timers, trip, attemptPorts }, effect),
  )
  const open = (): Attempt | null => (driver.state().kind === 'open' ? current.attempt : null)
  return {
    negotiation: createNegotiation(ports.rtc.supported, current, driver),
    peerLeft: () => driver.dispatch({ kind: 'peer_left' }),
    peerLost: () => driver.dispatch({ kind: 'peer_lost' }),
    send: (frame) => open()?.send(frame) ?? false,
    binding: () => open()?.binding() ?? null,
    giveUp() {
      if (current.attempt) driver.dispatch({ kind: 'channel_closed', attempt: current.attempt.name })
    },
    close: () => driver.dispatch({ kind: 'close' }),
  }
}
