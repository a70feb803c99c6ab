/** One link and the channel over it, as a pure machine: no message passes before both ends are authenticated. */

import type { Step } from '../../base/machine.ts'
import { unreachable } from '../../base/result.ts'
import { decodeLastWord } from '../../protocol/frame.ts'
import type { Renegotiation } from '../../protocol/signal.ts'
import type { LinkEvent, LinkSignal } from '../transport/link/link.ts'
import type {
  Parting,
  Refusal,
  SecureLinkEffect,
  SecureLinkEvent,
  SecureLinkInput,
  SecureLinkState,
} from './secure-link.types.ts'

/** Most frames kept while the keys are loaded. */
export const EARLY_FRAMES_MAX = 16

/** Refusals that would repeat until a person acts; the link is not retried on its own. */
const HOPELESS: ReadonlySet<Refusal> = new Set<Refusal>([
  'words_needed',
  'wrong_words',
  'no_guess_left',
  'no_mode',
  'version',
  'no_crypto',
])

type S = Step<SecureLinkState, SecureLinkEffect>
const emit = (event: Exclude<SecureLinkEvent, { kind: 'message' }>): SecureLinkEffect => ({
  kind: 'emit',
  event,
})
const lostIfOpen = ({ kind }: SecureLinkState): readonly SecureLinkEffect[] =>
  kind === 'open' ? [emit({ kind: 'lost' })] : []
const lost = (state: SecureLinkState): readonly SecureLinkEffect[] =>
  state.kind === 'securing' ? [emit({ kind: 'handshake_lost' })] : lostIfOpen(state)

export const initialSecureLink: SecureLinkState = { kind: 'idle', era: 0 }

function onFrame(state: SecureLinkState, frame: Uint8Array): S {
  const word = decodeLastWord(frame)
  if (word) return state.kind === 'open' ? [state, emit({ kind: 'last_word', word })] : [state]
  if (state.kind === 'open') return [state, { kind: 'feed', frame }]
  if (state.kind !== 'securing') return [state]
  if (!state.early) return [state, { kind: 'feed', frame }]
  if (state.early.length >= EARLY_FRAMES_MAX) return [state, { kind: 'part', how: 'give_up' }]
  return [{ ...state, early: [...state.early, frame] }]
}

function onLink(state: SecureLinkState, event: LinkEvent): S {
  switch (event.kind) {
    case 'connecting':
    case 'stuck':
      return [state, emit(event)]
    case 'open': {
      const era = state.era + 1
      return [
        { kind: 'securing', era, path: event.path, early: [] },
        { kind: 'end_channel' },
        ...lostIfOpen(state),
        emit({ kind: 'securing' }),
        { kind: 'prepare', era },
      ]
    }
    case 'path': {
      const { path } = event
      if (state.kind === 'open') return [{ ...state, path }, emit(event)]
      return state.kind === 'securing' ? [{ ...state, path }] : [state]
    }
    case 'lost':
      return [{ kind: 'idle', era: state.era + 1 }, { kind: 'end_channel' }, ...lost(state)]
    case 'frame':
      return onFrame(state, event.bytes)
    case 'drained':
      return [state, { kind: 'drained' }]
    default:
      return unreachable(event)
  }
}

function refuse(state: SecureLinkState, why: Refusal, theirs: boolean): S {
  const wasOpen = state.kind === 'open'
  const era = state.era + 1
  const how: Parting = HOPELESS.has(why) ? 'peer_left' : 'give_up'
  // A link that is closed at once may never send the abort reason that was just queued.
  const part: SecureLinkEffect = theirs || wasOpen ? { kind: 'part', how } : { kind: 'part_later', era, how }
  // An open channel that fell silent is lost, not refused.
  const told = wasOpen && why === 'timeout' ? [] : [emit({ kind: 'refused', why, theirs })]
  return [
    { kind: 'refused', era },
    { kind: 'note_refused', why, theirs },
    { kind: 'end_channel' },
    ...lostIfOpen(state),
    part,
    ...told,
  ]
}

function restart(state: SecureLinkState): S {
  if (state.kind !== 'open' || state.restarting) return [state]
  const note: SecureLinkEffect = { kind: 'note_restart', begins: state.initiator }
  return state.initiator
    ? [{ ...state, restarting: true }, note, { kind: 'restart', era: state.era }]
    : [state, note, { kind: 'tell', signal: { type: 'ask' } }]
}

function onRenegotiation(state: SecureLinkState, signal: Renegotiation): S {
  if (state.kind !== 'open') return [state]
  if (signal.type === 'ask') return state.initiator ? restart(state) : [state]
  const after = signal.type === 'answer' ? { ...state, restarting: false } : state
  return [after, { kind: 'renegotiate', era: state.era, signal }]
}

/** Once the channel is open, this link's signals no longer pass through the server. */
function onLinkSignal(state: SecureLinkState, signal: LinkSignal): S {
  if (state.kind !== 'open') return [state, { kind: 'signal', signal }]
  if (signal.type !== 'ice_candidate') return [state]
  return [state, { kind: 'tell', signal: { type: 'candidate', candidate: signal.candidate } }]
}

function onReady(
  state: SecureLinkState,
  { isInitiator, iceServers }: Extract<SecureLinkInput, { kind: 'ready' }>,
): S {
  const ready: SecureLinkEffect = { kind: 'link_ready', isInitiator, iceServers }
  // The peer entered the room again during a handshake: that handshake will fail, and must not swallow this signal.
  const busy = state.kind === 'securing' && state.early === null
  return busy ? [state, { kind: 'part', how: 'peer_left' }, ready] : [state, ready]
}

/** Handles the result of work begun for one link; ignored when another link has replaced it. */
function onEra(state: SecureLinkState, input: Extract<SecureLinkInput, { era: number }>): S {
  if (input.era !== state.era) return [state]
  switch (input.kind) {
    case 'prepared':
      if (state.kind !== 'securing' || !state.early) return [state]
      return [
        { ...state, early: null },
        { kind: 'create_channel', era: state.era, input: input.input },
        ...state.early.map((frame): SecureLinkEffect => ({ kind: 'feed', frame })),
      ]
    case 'channel_open': {
      // Early frames are kept until the channel exists; without a channel nothing can open.
      if (state.kind !== 'securing' || state.early) return [state]
      const { era, path } = state
      const { paired } = input
      return [
        { kind: 'open', era, path, initiator: paired.initiator, restarting: false },
        emit({ kind: 'open', path, paired }),
      ]
    }
    case 'refused':
      return state.kind === 'securing' || state.kind === 'open'
        ? refuse(state, input.why, input.theirs)
        : [state]
    case 'part':
      return state.kind === 'refused' ? [state, { kind: 'part', how: input.how }] : [state]
    case 'restart_over':
      return state.kind === 'open' ? [{ ...state, restarting: false }] : [state]
    case 'answered':
      return state.kind === 'open' && input.signal ? [state, { kind: 'tell', signal: input.signal }] : [state]
    default:
      return unreachable(input)
  }
}

export function stepSecureLink(state: SecureLinkState, input: SecureLinkInput): S {
  if (state.kind === 'closed') return [state]
  switch (input.kind) {
    case 'link':
      return onLink(state, input.event)
    case 'link_signal':
      return onLinkSignal(state, input.signal)
    case 'ready':
      return onReady(state, input)
    case 'restart':
      return restart(state)
    case 'renegotiate':
      return onRenegotiation(state, input.signal)
    case 'close':
      return [{ kind: 'closed', era: state.era + 1 }, { kind: 'end_channel' }, { kind: 'close_link' }]
    default:
      return onEra(state, input)
  }
}
