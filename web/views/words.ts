/** From what the app knows to what a person reads. */
import { unreachable } from '../../protocol/result.ts'
import type { AwayReason, ConnectionState, MessageState, Notice } from '../domain/conversation.model.ts'
import type { Failure } from '../domain/model.ts'
import { chatPhrases } from '../i18n/chat-phrases.ts'
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

export const noticeWords = (notice: Notice): string =>
  notice in chatPhrases.notice
    ? chatPhrases.notice[notice as keyof typeof chatPhrases.notice]
    : phrases.notice[notice as keyof typeof phrases.notice]

export const markWords = (state: MessageState): string =>
  state === 'failed' || state === 'read' ? chatPhrases.mark[state] : phrases.mark[state]

/** The one or two words of the status line. */
export function statusWords(state: ConnectionState): string {
  if (state.kind !== 'connected') return phrases.status[state.kind]
  return state.path === 'server' ? chatPhrases.statusServer : phrases.status.connected[state.path]
}

function awaySentence(why: AwayReason, since: string): string {
  switch (why) {
    case 'not_here_yet':
      return phrases.sentence.notHereYet
    case 'left':
      return phrases.sentence.left(since)
    case 'asleep':
      return chatPhrases.sentence.asleep(since)
    case 'closed':
      return chatPhrases.sentence.closedApp(since)
    case 'lost':
      return phrases.sentence.lost(since)
    default:
      return unreachable(why)
  }
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
      if (state.path === 'server') return chatPhrases.sentence.server
      return state.path === 'direct' ? sentence.direct : sentence.relayed
    case 'away':
      return awaySentence(state.why, phrases.time(state.since))
    case 'offline':
      return state.why === 'no_relay' ? chatPhrases.sentence.noRelay : sentence[OFFLINE[state.why]]
    case 'closed':
      return sentence[CLOSED[state.reason]]
    default:
      return unreachable(state)
  }
}
