/** One link to one peer, as a pure machine: a fixed initiator, one named attempt at a time, and liveness probes. */
import type { Step } from '../../../base/machine.ts'
import { unreachable } from '../../../base/result.ts'
import type { PeerState } from '../../platform/network/rtc.types.ts'
import { type LinkEvent, type LinkSignal, RETRY_FIRST_MS, RETRY_MAX_MS } from './link.ts'
import {
  BEAT_EVERY_MS,
  BEAT_WITHIN_MS,
  CANDIDATES_MAX,
  DISCONNECTED_FOR_MS,
  type LinkBase,
  type LinkEffect,
  type LinkInput,
  type LinkRoom,
  type LinkState,
  type LinkTimer,
  NEGOTIATE_WITHIN_MS,
  PROBE_WITHIN_MS,
  STUCK_AFTER_TRIES,
} from './webrtc-link.types.ts'

type S = Step<LinkState, LinkEffect>
const emit = (event: LinkEvent): LinkEffect => ({ kind: 'emit', event })
const timer = (name: LinkTimer, ms: number): LinkEffect => ({ kind: 'timer', name, ms })
const DESTROY: readonly LinkEffect[] = [{ kind: 'cancel_all' }, { kind: 'destroy' }]
const baseOf = ({ room, seed, attempts, tries }: LinkState): LinkBase => ({ room, seed, attempts, tries })

export const initialLink = (seed: string): LinkState => ({
  kind: 'idle',
  room: null,
  seed,
  attempts: 0,
  tries: 0,
})

/** Begins an attempt: the initiator offers, the responder waits for the offer. */
function begin(state: LinkState, room: LinkRoom): S {
  const lost = state.kind === 'open' ? [emit({ kind: 'lost' })] : []
  const say = emit(state.tries >= STUCK_AFTER_TRIES ? { kind: 'stuck' } : { kind: 'connecting' })
  const base = { ...baseOf(state), room }
  const within = timer('negotiate', NEGOTIATE_WITHIN_MS)
  if (!room.isInitiator) return [{ ...base, kind: 'expecting' }, ...DESTROY, ...lost, say, within]
  const attempts = state.attempts + 1
  const attempt = `${state.seed}-${attempts}`
  return [
    { ...base, attempts, kind: 'negotiating', attempt, offering: true, remoteSet: 'no', buffered: [] },
    ...DESTROY,
    ...lost,
    say,
    within,
    { kind: 'create', attempt, iceServers: room.iceServers },
    { kind: 'describe', attempt },
  ]
}

/** The link is lost: the initiator offers again; the responder rejoins the room, which tells the initiator. */
function lose(state: LinkState): S {
  const { room } = state
  if (!room) {
    const lost = state.kind === 'open' ? [emit({ kind: 'lost' })] : []
    return [{ ...baseOf(state), kind: 'idle' }, ...DESTROY, ...lost]
  }
  // The first loss is retried at once; a loss soon after opening waits like a failed attempt.
  if (state.kind === 'open' && state.tries > 0) return retry(state, [emit({ kind: 'lost' })])
  const [after, ...effects] = begin({ ...state, tries: Math.max(1, state.tries) }, room)
  return room.isInitiator ? [after, ...effects] : [after, ...effects, { kind: 'rejoin' }]
}

/** Retries later, after an attempt that failed before it opened or soon after; `lost` is told first, since who hears it forgets what was told. */
function retry(state: LinkState, lost: readonly LinkEffect[] = []): S {
  const tries = state.tries + 1
  const ms = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** state.tries)
  const stuck = tries >= STUCK_AFTER_TRIES ? [emit({ kind: 'stuck' })] : []
  return [{ ...baseOf(state), tries, kind: 'waiting' }, ...DESTROY, ...lost, ...stuck, timer('retry', ms)]
}

const probe = (state: LinkState, ms: number): S => [state, { kind: 'probe' }, timer('probe', ms)]

function onOffer(state: LinkState, sdp: string, attempt: string): S {
  // Only the initiator offers; an offer that crosses a change of roles is ignored, and `ready` follows.
  if (state.room?.isInitiator || !state.room) return [state]
  const lost = state.kind === 'open' ? [emit({ kind: 'lost' })] : []
  return [
    { ...baseOf(state), kind: 'negotiating', attempt, offering: false, remoteSet: 'asked', buffered: [] },
    ...DESTROY,
    ...lost,
    timer('negotiate', NEGOTIATE_WITHIN_MS),
    { kind: 'create', attempt, iceServers: state.room.iceServers },
    { kind: 'set_remote', attempt, type: 'offer', sdp },
  ]
}

function onSignal(state: LinkState, signal: LinkSignal): S {
  if (signal.type === 'webrtc_offer') return onOffer(state, signal.sdp, signal.attempt ?? 'old-client')
  if (state.kind !== 'negotiating' && state.kind !== 'open') return [state]
  if (signal.attempt !== undefined && signal.attempt !== state.attempt) return [state]
  if (signal.type === 'ice_candidate') {
    const { candidate } = signal
    if (state.kind === 'open' || state.remoteSet === 'yes')
      return [state, { kind: 'add_candidate', candidate }]
    return state.buffered.length < CANDIDATES_MAX
      ? [{ ...state, buffered: [...state.buffered, candidate] }]
      : [state]
  }
  if (state.kind !== 'negotiating' || !state.offering || state.remoteSet !== 'no') return [state]
  const { attempt } = state
  return [
    { ...state, remoteSet: 'asked' },
    { kind: 'set_remote', attempt, type: 'answer', sdp: signal.sdp },
  ]
}

function onPeerState(state: LinkState, peer: PeerState): S {
  if (peer === 'failed' || peer === 'closed') return state.kind === 'open' ? lose(state) : retry(state)
  if (peer === 'connected') return [state, { kind: 'cancel', name: 'disconnected' }]
  return peer === 'disconnected' && state.kind === 'open'
    ? [state, timer('disconnected', DISCONNECTED_FOR_MS)]
    : [state]
}

function onTimer(state: LinkState, name: LinkTimer): S {
  switch (name) {
    case 'negotiate':
      // The peer was present, but no path was found: report that and retry.
      return state.kind === 'negotiating' || state.kind === 'expecting'
        ? retry({ ...state, tries: Math.max(state.tries, STUCK_AFTER_TRIES - 1) })
        : [state]
    case 'retry':
      return state.kind === 'waiting' ? lose(state) : [state]
    case 'probe':
    case 'disconnected':
      return state.kind === 'open' ? lose(state) : [state]
    case 'beat':
      // A link that survived to its first heartbeat counts as good.
      return state.kind === 'open'
        ? [...probe({ ...state, tries: 0 }, BEAT_WITHIN_MS), timer('beat', BEAT_EVERY_MS)]
        : [state]
    default:
      return unreachable(name)
  }
}

/** Handles events that name their attempt; those of an abandoned attempt are ignored. */
function onAttempt(state: LinkState, input: Extract<LinkInput, { attempt: string }>): S {
  if ((state.kind !== 'negotiating' && state.kind !== 'open') || state.attempt !== input.attempt)
    return [state]
  switch (input.kind) {
    case 'described': {
      if (state.kind !== 'negotiating') return [state]
      const type = state.offering ? 'webrtc_offer' : 'webrtc_answer'
      return [state, { kind: 'signal', signal: { type, sdp: input.sdp, attempt: state.attempt } }]
    }
    case 'remote_set': {
      if (state.kind !== 'negotiating') return [state]
      const flush = state.buffered.map((candidate) => ({ kind: 'add_candidate' as const, candidate }))
      const answer = state.offering ? [] : [{ kind: 'describe' as const, attempt: state.attempt }]
      return [{ ...state, remoteSet: 'yes', buffered: [] }, ...flush, ...answer]
    }
    case 'refused':
      return state.kind === 'negotiating' ? retry(state) : [state]
    case 'gathered':
      return [
        state,
        {
          kind: 'signal',
          signal: { type: 'ice_candidate', candidate: input.candidate, attempt: state.attempt },
        },
      ]
    case 'opened':
      if (state.kind === 'open') return [state, emit({ kind: 'path', path: input.path })]
      return [
        { ...baseOf(state), kind: 'open', attempt: state.attempt },
        { kind: 'cancel_all' },
        emit({ kind: 'open', path: input.path }),
        timer('beat', BEAT_EVERY_MS),
      ]
    case 'channel_closed':
      return state.kind === 'open' ? lose(state) : retry(state)
    case 'peer_state':
      return onPeerState(state, input.state)
    case 'alive':
      return [state, { kind: 'cancel', name: 'probe' }]
    default:
      return unreachable(input)
  }
}

export function stepLink(state: LinkState, input: LinkInput): S {
  if (state.kind === 'closed') return [state]
  switch (input.kind) {
    case 'ready': {
      const room = { isInitiator: input.isInitiator, iceServers: input.iceServers }
      // An open link outlives its signaling socket: probe it instead of closing it.
      if (state.kind === 'open') return probe({ ...state, room }, PROBE_WITHIN_MS)
      return begin(state, room)
    }
    case 'signal':
      return onSignal(state, input.signal)
    case 'peer_left': {
      const lost = state.kind === 'open' ? [emit({ kind: 'lost' })] : []
      return [{ ...baseOf(state), room: null, tries: 0, kind: 'idle' }, ...DESTROY, ...lost]
    }
    case 'peer_lost':
      if (state.kind === 'open') return probe({ ...state, room: null }, BEAT_WITHIN_MS)
      return [{ ...baseOf(state), room: null, tries: 0, kind: 'idle' }, ...DESTROY]
    case 'resume':
      return state.kind === 'open' ? probe(state, PROBE_WITHIN_MS) : [state]
    case 'timer':
      return onTimer(state, input.name)
    case 'close':
      return [{ ...baseOf(state), kind: 'closed' }, ...DESTROY]
    default:
      return onAttempt(state, input)
  }
}
