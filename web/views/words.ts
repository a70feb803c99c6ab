/** From what the app knows to what a person reads. */
import { unreachable } from '../../protocol/result.ts'
import type { ConnectionState } from '../domain/conversation.model.ts'
import type { Failure } from '../domain/model.ts'
import { phrases } from '../i18n/phrases.ts'

export function failureWords(failure: Failure): string {
  if (failure.code === 'too_many_requests') return phrases.failure.too_many_requests(failure.retryAfterMs)
  return phrases.failure[failure.code]
}

const OFFLINE = {
  network: 'network',
  server: 'server',
  no_webrtc: 'noWebrtc',
  no_crypto: 'noCrypto',
  version: 'version',
  no_mode: 'noMode',
  not_proven: 'notProven',
} as const
const CLOSED = {
  room_gone: 'roomGone',
  room_deleted: 'roomDeleted',
  words_burned: 'wordsBurned',
  mismatch: 'mismatch',
  their_mismatch: 'theirMismatch',
  no_keys: 'noKeys',
} as const

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
    case 'securing':
      if (state.why === 'handshake') return sentence.securing
      return state.why === 'words' ? sentence.words : sentence.theirWords
    case 'connected':
      return state.path === 'direct' ? sentence.direct : sentence.relayed
    case 'away':
      if (state.why === 'not_here_yet') return sentence.notHereYet
      return state.why === 'left'
        ? sentence.left(phrases.time(state.since))
        : sentence.lost(phrases.time(state.since))
    case 'offline':
      return sentence[OFFLINE[state.why]]
    case 'closed':
      return sentence[CLOSED[state.reason]]
    default:
      return unreachable(state)
  }
}
