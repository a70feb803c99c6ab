/** The signaling socket of one session, as a pure machine: connecting, up, backing off, leaving; at most one socket, identified by epoch. */

import type { Step } from '../../../base/machine.ts'
import { unreachable } from '../../../base/result.ts'
import { PING_EVERY_MS, PONG_WITHIN_MS } from '../../../protocol/limits.ts'
import type { ClientSignal, ServerSignal } from '../../../protocol/signal.ts'
import {
  CONNECT_AGAIN_MS,
  CONNECT_FIRST_MS,
  FULL_RETRY_MS,
  LEFT_WITHIN_MS,
  SETTLE_MS,
  type SignalingEffect,
  type SignalingEvent,
  type SignalingInput,
  type SignalingState,
  type SignalingTimer,
  UNKNOWN_RETRY_MS,
  type Want,
} from './signaling.types.ts'

type S = Step<SignalingState, SignalingEffect>
const emit = (event: SignalingEvent): SignalingEffect => ({ kind: 'emit', event })
const DROP: readonly SignalingEffect[] = [{ kind: 'cancel_all' }, { kind: 'drop' }]

const ask = (want: Want): ClientSignal =>
  want.kind === 'invite'
    ? { type: 'watch', joinid: want.joinid, client1: want.client1 }
    : { type: 'join_room', roomId: want.roomId, deviceId: want.deviceId, seat: want.seat }

/** The server always answers `join_room`, also for a member: silence means a dead socket. */
const answerSoon = (want: Want): readonly SignalingEffect[] =>
  want.kind === 'room' ? [{ kind: 'timer', name: 'joined', ms: CONNECT_FIRST_MS }] : []
const ping = (state: SignalingState): S => [
  state,
  { kind: 'send', signal: { type: 'ping' } },
  { kind: 'timer', name: 'pong', ms: PONG_WITHIN_MS },
]

const connect = (epoch: number, tries: number): S => [
  { kind: 'connecting', epoch: epoch + 1, tries },
  ...DROP,
  { kind: 'open', epoch: epoch + 1 },
  { kind: 'timer', name: 'connect', ms: tries === 0 ? CONNECT_FIRST_MS : CONNECT_AGAIN_MS },
]
const fail = (epoch: number, tries: number): S => [
  { kind: 'backoff', epoch, tries: tries + 1 },
  ...DROP,
  emit({ kind: 'down' }),
  { kind: 'backoff', tries },
]
const stopped = (epoch: number, ...effects: SignalingEffect[]): S => [
  { kind: 'stopped', epoch },
  ...DROP,
  ...effects,
]
const leaveAgain = (epoch: number): S => [
  { kind: 'leaving', epoch: epoch + 1, again: true },
  ...DROP,
  { kind: 'open', epoch: epoch + 1 },
  { kind: 'timer', name: 'left', ms: LEFT_WITHIN_MS },
]

/** The server cannot end a session: its claim that a room is unknown may be false, so ask again later. */
const unknownRoom = (state: SignalingState): S => [
  state,
  { kind: 'cancel', name: 'joined' },
  emit({ kind: 'unknown' }),
  { kind: 'timer', name: 'ask_again', ms: UNKNOWN_RETRY_MS },
]

/** Handles a signal on a socket that is up. */
function onSignal(state: SignalingState & { kind: 'up' }, signal: ServerSignal, want: Want): S {
  switch (signal.type) {
    case 'room_joined':
      return [
        state,
        { kind: 'cancel', name: 'joined' },
        { kind: 'cancel', name: 'ask_again' },
        emit({ kind: 'joined', ready: signal.ready }),
      ]
    case 'room_ready': {
      const { isInitiator, iceServers = [], relay = false, turn = false, seals = [] } = signal
      return [
        state,
        { kind: 'cancel', name: 'ask_again' },
        emit({ kind: 'ready', isInitiator, iceServers, relay, turn, seals }),
      ]
    }
    case 'room_full':
      return [
        state,
        { kind: 'cancel', name: 'joined' },
        emit({ kind: 'full' }),
        { kind: 'timer', name: 'ask_again', ms: FULL_RETRY_MS },
      ]
    case 'room_deleted':
      return unknownRoom(state)
    case 'room_accepted':
      return want.kind === 'invite' && signal.joinid === want.joinid
        ? [state, emit({ kind: 'accepted', roomId: signal.roomid })]
        : [state]
    case 'peer_left':
      return [state, emit({ kind: 'peer_left' })]
    case 'peer_disconnected':
      return [state, emit({ kind: 'peer_lost' })]
    case 'webrtc_offer':
    case 'webrtc_answer':
    case 'ice_candidate':
      return [state, emit({ kind: 'signal', signal })]
    case 'pong':
      return [
        { ...state, tries: 0 },
        { kind: 'cancel', name: 'pong' },
        { kind: 'timer', name: 'ping', ms: PING_EVERY_MS },
      ]
    case 'error':
      if (signal.code === 'room_not_found' || signal.code === 'not_a_member') return unknownRoom(state)
      // The server could not reach its database: ask again on the same socket.
      if (signal.code === 'unavailable')
        return [
          state,
          { kind: 'cancel', name: 'joined' },
          emit({ kind: 'trouble' }),
          { kind: 'timer', name: 'ask_again', ms: FULL_RETRY_MS },
        ]
      if (signal.code === 'invite_not_found') return [state, emit({ kind: 'invite_gone' })]
      if (signal.code === 'too_many_sockets') return fail(state.epoch, 3)
      return [state]
    case 'relay_request':
    case 'relay_accept':
    case 'relay_decline':
    case 'relay':
      return [state, emit({ kind: 'relay', signal })]
    case 'connected':
    case 'left_room':
      return [state]
    default:
      return unreachable(signal)
  }
}

function onReceived(state: SignalingState, signal: ServerSignal, want: Want): S {
  if (state.kind === 'up') return onSignal(state, signal, want)
  if (state.kind === 'connecting' && signal.type === 'connected')
    return [
      { kind: 'up', epoch: state.epoch, tries: state.tries },
      { kind: 'cancel', name: 'connect' },
      emit({ kind: 'up' }),
      { kind: 'send', signal: ask(want) },
      { kind: 'timer', name: 'ping', ms: PING_EVERY_MS },
      ...answerSoon(want),
    ]
  if (state.kind !== 'leaving') return [state]
  // Joining with our seat on the new socket makes the server drop the dead one; the leave then reaches the peer.
  if (signal.type === 'connected' && state.again)
    return [state, { kind: 'send', signal: ask(want) }, { kind: 'send', signal: { type: 'leave_room' } }]
  return signal.type === 'left_room' || signal.type === 'room_deleted'
    ? stopped(state.epoch, emit({ kind: 'left' }))
    : [state]
}

function onTimer(state: SignalingState, name: SignalingTimer, want: Want): S {
  switch (name) {
    case 'connect':
      return state.kind === 'connecting' ? fail(state.epoch, state.tries) : [state]
    case 'ping':
      return state.kind === 'up' ? ping(state) : [state]
    case 'joined':
    case 'pong':
      return state.kind === 'up' ? fail(state.epoch, state.tries) : [state]
    case 'backoff':
      return state.kind === 'backoff' ? connect(state.epoch, state.tries) : [state]
    case 'settle':
      return state.kind === 'settling' ? connect(state.epoch, 0) : [state]
    case 'ask_again':
      return state.kind === 'up' ? [state, { kind: 'send', signal: ask(want) }] : [state]
    case 'left':
      if (state.kind !== 'leaving') return [state]
      return state.again ? stopped(state.epoch, emit({ kind: 'left' })) : leaveAgain(state.epoch)
    default:
      return unreachable(name)
  }
}

function onClosed(state: SignalingState): S {
  switch (state.kind) {
    case 'connecting':
      return fail(state.epoch, state.tries)
    case 'up':
      return fail(state.epoch, state.tries)
    case 'leaving':
      return state.again ? stopped(state.epoch, emit({ kind: 'left' })) : leaveAgain(state.epoch)
    default:
      return [state]
  }
}

export const initialSignaling: SignalingState = { kind: 'backoff', epoch: 0, tries: 0 }

export const createSignalingStep =
  (want: Want) =>
  (state: SignalingState, input: SignalingInput): S => {
    if (state.kind === 'stopped') return [state]
    switch (input.kind) {
      case 'start':
        return connect(state.epoch, 0)
      case 'closed':
        return input.epoch === state.epoch ? onClosed(state) : [state]
      case 'received':
        return input.epoch === state.epoch ? onReceived(state, input.signal, want) : [state]
      case 'timer':
        return onTimer(state, input.name, want)
      case 'send':
        return state.kind === 'up' ? [state, { kind: 'send', signal: input.signal }] : [state]
      case 'rejoin':
        return state.kind === 'up'
          ? [state, { kind: 'send', signal: ask(want) }, ...answerSoon(want)]
          : [state]
      case 'check':
        return state.kind === 'up' ? ping(state) : [state]
      case 'resume':
        if (state.kind === 'leaving') return [state]
        return [
          { kind: 'settling', epoch: state.epoch },
          ...DROP,
          { kind: 'timer', name: 'settle', ms: SETTLE_MS },
        ]
      case 'leave':
        if (state.kind !== 'up') return want.kind === 'room' ? leaveAgain(state.epoch) : stopped(state.epoch)
        return [
          { kind: 'leaving', epoch: state.epoch, again: false },
          { kind: 'cancel_all' },
          { kind: 'send', signal: { type: 'leave_room' } },
          { kind: 'timer', name: 'left', ms: LEFT_WITHIN_MS },
        ]
      case 'stop':
        return stopped(state.epoch)
      default:
        return unreachable(input)
    }
  }
