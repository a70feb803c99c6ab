/** From what the app knows to what a person reads. */
import { unreachable } from '../../protocol/result.ts'
import type {
  AwayReason,
  ConnectionState,
  MessageState,
  Notice,
  TimelineItem,
} from '../domain/conversation.model.ts'
import { chatPhrases } from '../i18n/chat-phrases.ts'
import { phrases } from '../i18n/phrases.ts'

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

export const noticeWords = (notice: Notice): string => chatPhrases.notice[notice]

export const markWords = (state: MessageState): string => chatPhrases.mark[state]

/** A message to whoever hears it: who, what, when, how it stands. Hidden, what it says stays so. */
export function messageName(
  item: Exclude<TimelineItem, { kind: 'notice' }>,
  them: string,
  hidden: boolean,
): string {
  const own = item.kind === 'own'
  const text = hidden ? chatPhrases.hiddenMessage : item.text
  const parts = [own ? chatPhrases.you : them, text, phrases.time(item.at), own ? markWords(item.state) : '']
  return parts.filter((part) => part !== '').join(', ')
}

/** The one or two words of the status line. */
export function statusWords(state: ConnectionState): string {
  if (state.kind !== 'connected') return chatPhrases.status[state.kind]
  return state.path === 'server' ? chatPhrases.statusServer : chatPhrases.status.connected[state.path]
}

function awaySentence(why: AwayReason, since: string): string {
  switch (why) {
    case 'not_here_yet':
      return chatPhrases.sentence.notHereYet
    case 'left':
      return chatPhrases.sentence.left(since)
    case 'asleep':
      return chatPhrases.sentence.asleep(since)
    case 'closed':
      return chatPhrases.sentence.closedApp(since)
    case 'lost':
      return chatPhrases.sentence.lost(since)
    default:
      return unreachable(why)
  }
}

/** What it means, and what comes next. */
export function statusSentence(state: ConnectionState): string {
  const { sentence } = chatPhrases
  switch (state.kind) {
    case 'connecting':
      return state.stuck ? sentence.stuck : sentence.connecting
    case 'securing':
      if (state.why === 'handshake') return sentence.securing
      return state.why === 'words' ? sentence.words : sentence.theirWords
    case 'connected':
      if (state.path === 'server') return sentence.viaServer
      return state.path === 'direct' ? sentence.direct : sentence.relayed
    case 'away':
      return awaySentence(state.why, phrases.time(state.since))
    case 'offline':
      return state.why === 'no_relay' ? sentence.noRelay : sentence[OFFLINE[state.why]]
    case 'closed':
      return sentence[CLOSED[state.reason]]
    default:
      return unreachable(state)
  }
}
