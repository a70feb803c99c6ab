/** From what the app knows to what a person reads. */
import { unreachable } from '../../protocol/result.ts'
import type { ConnectionState, Failure } from '../domain/model.ts'
import { phrases } from '../i18n/phrases.ts'

export function failureWords(failure: Failure): string {
  if (failure.code === 'too_many_requests') return phrases.failure.too_many_requests(failure.retryAfterMs)
  return phrases.failure[failure.code]
}

/** The one or two words of the status line. */
export function statusWords(state: ConnectionState): string {
  return state.kind === 'connected' ? phrases.status.connected[state.path] : phrases.status[state.kind]
}

/** What it means, and what comes next. */
export function statusSentence(state: ConnectionState): string {
  const { sentence } = phrases
  switch (state.kind) {
    case 'connecting':
      return state.stuck ? sentence.stuck : sentence.connecting
    case 'connected':
      return state.path === 'direct' ? sentence.direct : sentence.relayed
    case 'away':
      if (state.why === 'not_here_yet') return sentence.notHereYet
      return state.why === 'left'
        ? sentence.left(phrases.time(state.since))
        : sentence.lost(phrases.time(state.since))
    case 'offline':
      if (state.why === 'no_webrtc') return sentence.noWebrtc
      return state.why === 'network' ? sentence.network : sentence.server
    case 'closed':
      return state.reason === 'room_deleted' ? sentence.roomDeleted : sentence.roomGone
    default:
      return unreachable(state)
  }
}
