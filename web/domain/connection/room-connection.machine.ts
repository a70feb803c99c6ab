/** One room as a pure machine: what each event of its link, its signaling and its peer means for the others. */
import type { Step } from '../../../base/machine.ts'
import { unreachable } from '../../../base/result.ts'
import type { HeardMessage } from '../../../protocol/message.ts'
import { LAST_WORDS_MS } from '../../transport/link/link.ts'
import type { SignalingEvent } from '../../transport/signaling/signaling.ts'
import type { CheckAnswer } from '../agreement/safety-check.ts'
import type { AwayReason, Notice } from '../conversation/conversation.model.ts'
import type { ClosedReason } from '../sessions/session.ts'
import { answerRefusal, type ConnectionFacts } from './connection-state.ts'
import type {
  KeyFacts,
  RoomConnectionEffect,
  RoomConnectionEvent,
  RoomConnectionState,
  RoomLinkEvent,
} from './room-connection.types.ts'

type S = Step<RoomConnectionState, RoomConnectionEffect>

const learn = (facts: Partial<ConnectionFacts>): RoomConnectionEffect => ({
  to: 'state',
  act: 'learn',
  facts,
})
const peerAway = (why: AwayReason): RoomConnectionEffect => ({ to: 'state', act: 'peer_away', why })
const notice = (notice: Notice): RoomConnectionEffect => ({ to: 'conversation', act: 'notice', notice })
const gone = (reason: ClosedReason, ...before: RoomConnectionEffect[]): S => [
  { kind: 'closed' },
  ...before,
  { to: 'state', act: 'end' },
  { to: 'app', act: 'gone', reason },
]

function onRefused(
  state: RoomConnectionState,
  { why }: Extract<RoomLinkEvent, { kind: 'refused' }>,
  keys: KeyFacts,
  role: 'host' | 'guest',
): S {
  const none = learn({ link: { kind: 'none' } })
  if (keys.burned) return gone('words_burned', none)
  const { facts, ask, wrongWords } = answerRefusal(why, role)
  const asked: RoomConnectionEffect[] = ask
    ? [{ to: 'conversation', act: 'ask_words', asked: { left: keys.guessesLeft, wrong: ask.wrong } }]
    : []
  return [state, none, ...asked, ...(wrongWords ? [notice('wrong_words')] : []), learn(facts)]
}

function onLink(state: RoomConnectionState, event: RoomLinkEvent, keys: KeyFacts, role: 'host' | 'guest'): S {
  switch (event.kind) {
    case 'connecting':
      return keys.burned
        ? gone('words_burned')
        : [state, learn({ link: { kind: 'connecting', stuck: false } })]
    // It may have used the last guess, or the peer may have left: neither brings another event of this link.
    case 'handshake_lost':
      return keys.burned ? gone('words_burned') : [state, learn({ link: { kind: 'none' } })]
    case 'stuck':
      return [state, learn({ link: { kind: 'connecting', stuck: true } })]
    case 'securing':
      return [state, learn({ link: { kind: 'securing' } })]
    case 'open': {
      const { h, initiator, mode } = event.paired
      return [
        state,
        { to: 'state', act: 'heard' },
        learn({ link: { kind: 'open', path: event.path }, peer: { kind: 'here' }, refused: null }),
        { to: 'conversation', act: 'ask_words', asked: null },
        { to: 'check', act: 'opened', h, initiator },
        { to: 'conversation', act: 'opened', held: mode === 'pinned' || keys.held },
      ]
    }
    case 'path':
      return [state, learn({ link: { kind: 'open', path: event.path } })]
    case 'lost':
      return [
        state,
        { to: 'state', act: 'link_lost' },
        // Reconnecting needs the server, so find out now whether the socket is dead.
        { to: 'signaling', act: 'check' },
        { to: 'check', act: 'lost' },
        { to: 'conversation', act: 'lost' },
      ]
    case 'refused':
      return onRefused(state, event, keys, role)
    case 'last_word':
      return [
        state,
        { to: 'state', act: 'last_word', why: event.word },
        // The page may not be suspended at all: probe the link and keep it while it answers.
        { to: 'link', act: 'resume' },
      ]
    default:
      return unreachable(event)
  }
}

function onMessage(state: RoomConnectionState, message: HeardMessage, held: boolean): S {
  if (message.t === 'check') return [state, { to: 'check', act: 'received', message }]
  if (message.t === 'signal') return [state, { to: 'link', act: 'renegotiate', signal: message.signal }]
  // Only a proven peer may end the session; one that lost its secrets may be an impostor.
  if (message.t === 'bye' && message.why === 'deleted' && !held) return gone('room_deleted')
  const received: RoomConnectionEffect[] = [
    { to: 'state', act: 'heard' },
    { to: 'conversation', act: 'received', message },
  ]
  if (message.t !== 'bye') return [state, ...received]
  return [state, ...received, { to: 'link', act: 'peer_left' }, peerAway('left')]
}

function onSignaling(
  state: RoomConnectionState,
  event: SignalingEvent,
  keys: KeyFacts,
  linkOpen: boolean,
): S {
  switch (event.kind) {
    case 'down':
      return [state, { to: 'entry', act: 'left' }, learn({ room: 'down' })]
    case 'joined':
      return [state, learn({ room: 'in' }), ...(event.ready ? [] : [peerAway('not_here_yet')])]
    case 'ready':
      return [
        state,
        learn({ room: 'in', peer: { kind: 'here' } }),
        { to: 'entry', act: 'enter', ready: event },
      ]
    case 'peer_left':
      return [
        state,
        ...(linkOpen ? [] : [notice('peer_left')]),
        { to: 'link', act: 'room_left' },
        peerAway('left'),
      ]
    case 'peer_lost':
      return [state, { to: 'link', act: 'peer_lost' }, peerAway('lost')]
    case 'signal':
      return [state, { to: 'link', act: 'signal', signal: event.signal }]
    case 'relay':
      return event.signal.type === 'relay'
        ? [state, { to: 'link', act: 'relayed', data: event.signal.data }]
        : [state, { to: 'entry', act: 'heard', word: event.signal.type }]
    case 'unknown':
      if (keys.burned) return gone('words_burned')
      // The server has authority over signaling only: a live link stays, and nothing is erased.
      return [state, { to: 'entry', act: 'left' }, learn({ room: 'unknown' })]
    case 'trouble':
      return [state, learn({ room: 'trouble' })]
    case 'full':
      return [state, peerAway('lost')]
    case 'up':
    case 'accepted':
    case 'invite_gone':
    case 'left':
      return [state]
    default:
      return unreachable(event)
  }
}

function onCheckAnswer(state: RoomConnectionState, answer: CheckAnswer): S {
  switch (answer) {
    case 'matched':
      return [state, { to: 'conversation', act: 'release' }]
    case 'asked':
      return [state, notice('check_asked')]
    case 'they_matched':
      return [state, notice('they_match')]
    case 'mismatch':
      return gone(answer)
    case 'their_mismatch':
      // Only this person may end or erase the session: hold messages, store the dispute, then ask.
      return [state, { to: 'conversation', act: 'hold' }, { to: 'keys', act: 'dispute' }]
    case 'cheated':
      return [state, { to: 'link', act: 'give_up' }]
    default:
      return unreachable(answer)
  }
}

function onRelay(
  state: RoomConnectionState,
  now: Extract<RoomConnectionEvent, { kind: 'relay_now' }>['now'],
): S {
  if (now === 'agreed') return [state, { to: 'link', act: 'use_relay' }]
  return [
    state,
    ...(now === 'ended_by_peer' ? [notice('server_path_declined')] : []),
    { to: 'link', act: 'use_direct' },
    { to: 'signaling', act: 'rejoin' },
  ]
}

function part(state: RoomConnectionState, how: 'leave' | 'suspend' | 'stop'): S {
  return [
    { kind: 'parted' },
    { to: 'state', act: 'end' },
    { to: 'entry', act: 'left' },
    { to: 'check', act: 'lost' },
    { to: 'conversation', act: 'check', state: { kind: 'off' } },
    { to: 'conversation', act: 'relay', path: 'none' },
    { to: 'conversation', act: 'detach' },
    {
      to: 'all',
      act: 'close',
      how: how === 'leave' ? 'leave' : 'stop',
      ms: how === 'stop' && state.kind === 'live' ? 0 : LAST_WORDS_MS,
    },
  ]
}

export const initialRoom: RoomConnectionState = { kind: 'live' }

/** `role`: whether this person made the invite. */
export const createRoomStep =
  (role: 'host' | 'guest') =>
  (state: RoomConnectionState, event: RoomConnectionEvent): S => {
    // The link's goodbye may still need the server.
    if (event.kind === 'say') return [state, { to: 'signaling', act: 'send', signal: event.signal }]
    if (state.kind === 'parted') return [state]
    if (event.kind === 'part') return part(state, event.how)
    if (state.kind === 'closed') return [state]
    switch (event.kind) {
      case 'link':
        return onLink(state, event.event, event.keys, role)
      case 'signaling':
        return onSignaling(state, event.event, event.keys, event.linkOpen)
      case 'message':
        return onMessage(state, event.message, event.held)
      case 'check':
        return [state, { to: 'conversation', act: 'check', state: event.state }]
      case 'check_answer':
        return onCheckAnswer(state, event.answer)
      case 'relay':
        return [state, { to: 'conversation', act: 'relay', path: event.path }]
      case 'relay_now':
        return onRelay(state, event.now)
      case 'rejoin':
        return [state, { to: 'signaling', act: 'rejoin' }]
      default:
        return unreachable(event)
    }
  }
