/** Runs the signaling machine over a socket. */
import * as v from 'valibot'
import { parseJson } from '../../../base/bytes.ts'
import { createDriver } from '../../../base/machine.ts'
import { unreachable } from '../../../base/result.ts'
import type { SealName } from '../../../protocol/ids.ts'
import { SIGNAL_BYTES_MAX } from '../../../protocol/limits.ts'
import { type ClientSignal, serverSignalSchema } from '../../../protocol/signal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Socket, Sockets } from '../../platform/network/socket.ts'
import type { Random } from '../../platform/random.ts'
import { createTimers } from '../../platform/timers.ts'
import { createSignalingStep, initialSignaling } from './signaling.machine.ts'
import type {
  SignalingEffect,
  SignalingEvent,
  SignalingInput,
  SignalingState,
  SignalingTimer,
  Want,
} from './signaling.types.ts'

export type { SignalingEvent, Want } from './signaling.types.ts'

export interface Signaling {
  /** Sends a signal; dropped when the socket is not up, since the next `ready` restarts the negotiation. */
  readonly send: (signal: ClientSignal) => void
  /** Joins the room again on the same socket, so that both sides get `ready`. */
  readonly rejoin: () => void
  /** Pings at once instead of at the next heartbeat, because the link is lost and only the server can restore it. */
  readonly check: () => void
  /** The page is visible again: opens a new socket, since the old one may be dead without an event. */
  readonly resume: () => void
  /** The person left: tells the server, and does not reconnect. */
  readonly leave: () => void
  readonly stop: () => void
}

const BACKOFF_FIRST_MS = 500
const BACKOFF_MAX_MS = 15_000
const SHARES = 1_000

const withSeals = (signal: ClientSignal, seals: (() => readonly SealName[]) | undefined): ClientSignal => {
  const names = signal.type === 'join_room' ? seals?.() : undefined
  return signal.type === 'join_room' && names && names.length > 0 ? { ...signal, seals: names } : signal
}

export function createSignaling(ports: {
  readonly sockets: Sockets
  readonly clock: Clock
  readonly random: Random
  readonly url: string
  readonly want: Want
  /** Returns the names of the secrets that open sealed signals here; called at each join. */
  readonly seals?: () => readonly SealName[]
  readonly on: (event: SignalingEvent) => void
}): Signaling {
  const { random } = ports
  let socket: Socket | null = null
  const timers = createTimers<SignalingTimer>(ports.clock, (name) => driver.dispatch({ kind: 'timer', name }))
  const open = (epoch: number): void => {
    socket = ports.sockets.open(ports.url, {
      open() {},
      close: () => driver.dispatch({ kind: 'closed', epoch }),
      message(text) {
        if (text.length > SIGNAL_BYTES_MAX) return
        const signal = v.safeParse(serverSignalSchema, parseJson(text))
        if (signal.success) driver.dispatch({ kind: 'received', epoch, signal: signal.output })
      },
    })
  }
  const perform = (effect: SignalingEffect): void => {
    switch (effect.kind) {
      case 'open':
        return open(effect.epoch)
      case 'drop':
        socket?.close()
        socket = null
        return
      case 'send':
        return socket?.send(JSON.stringify(withSeals(effect.signal, ports.seals)))
      case 'timer':
        return timers.set(effect.name, effect.ms)
      case 'backoff': {
        // Half of the wait is fixed and half random, so that clients do not all return to a restarted server at once.
        const most = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** effect.tries)
        return timers.set('backoff', most / 2 + (most / 2) * (random.below(SHARES) / SHARES))
      }
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
  const driver = createDriver<SignalingState, SignalingInput, SignalingEffect>(
    initialSignaling,
    createSignalingStep(ports.want),
    perform,
  )
  driver.dispatch({ kind: 'start' })
  return {
    send: (signal) => driver.dispatch({ kind: 'send', signal }),
    rejoin: () => driver.dispatch({ kind: 'rejoin' }),
    check: () => driver.dispatch({ kind: 'check' }),
    resume: () => driver.dispatch({ kind: 'resume' }),
    leave: () => driver.dispatch({ kind: 'leave' }),
    stop: () => driver.dispatch({ kind: 'stop' }),
  }
}
