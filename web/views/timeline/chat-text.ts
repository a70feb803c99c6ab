/** From what the app knows to what a person reads. */
import { unreachable } from '../../../base/result.ts'
import type {
  ActFailure,
  AwayReason,
  ConnectionState,
  MessageState,
  Notice,
  Reactions,
} from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { spokenText } from '../attachments/location-words.ts'
import { failureText } from '../failure-text.ts'
import { byOf, type Said } from '../items/item-key.ts'
import { reactionToWords } from './reaction-emoji.ts'

const OFFLINE = {
  network: 'network',
  server: 'server',
  trouble: 'trouble',
  room_unknown: 'roomUnknown',
  no_webrtc: 'noWebrtc',
  no_crypto: 'noCrypto',
  version: 'version',
  no_mode: 'noMode',
  not_proven: 'notProven',
  not_stored: 'notStored',
  unsealed: 'unsealed',
} as const
const CLOSED = {
  room_gone: 'roomGone',
  room_deleted: 'roomDeleted',
  words_burned: 'wordsBurned',
  mismatch: 'mismatch',
  their_mismatch: 'theirMismatch',
  no_keys: 'noKeys',
} as const

export const noticeText = (notice: Notice): string => chatPhrases.notice[notice]

/** `rang`: when the other phone was rung for a message that waits (wall clock, milliseconds); null if it was not. */
export const markText = (state: MessageState, rang: number | null = null): string =>
  state === 'waiting' && rang !== null
    ? nudgePhrases.rang(chatPhrases.mark.waiting, rang)
    : chatPhrases.mark[state]

/** The time of the last ring, if it was for this message too. */
export const rangFor = (item: Said, rang: number | null): number | null =>
  rang !== null && rang >= item.at ? rang : null

export const unsentText = ({ asked }: Extract<Said, { kind: 'unsent' }>): string =>
  asked ? chatPhrases.askedToUnsend : chatPhrases.unsent

/** "Anna reacted with heart", for each who did. */
export function reactionText({ me, you }: Reactions, them: string): readonly string[] {
  const mine = me ? [chatPhrases.reacted(chatPhrases.you, reactionToWords(me))] : []
  return you ? [...mine, chatPhrases.reacted(them, reactionToWords(you))] : mine
}

/** A message to whoever hears it, `name` being the session's, null when nobody has named it: who, what, when, how it stands, who reacted. Hidden, what it says stays so. */
export function messageName(
  item: Said,
  name: string | null,
  hidden: boolean,
  rang: number | null = null,
): string {
  const them = name ?? chatPhrases.them
  const who = byOf(item) === 'me' ? chatPhrases.you : them
  const at = phrases.time(item.at)
  if (item.kind === 'unsent') return [who, unsentText(item), at].join(', ')
  const text = hidden ? chatPhrases.hiddenMessage : spokenText(item)
  const edited = item.earlier ? [conversationPhrases.edited] : []
  const state = item.kind === 'own' ? [markText(item.state, rangFor(item, rang))] : []
  return [who, text, at, ...edited, ...state, ...reactionText(item.reactions, them)].join(', ')
}

/** Why a message was not sent, changed or reacted to. */
export function actFailureText(failure: ActFailure): string {
  if (failure.code === 'edit_over') return conversationPhrases.editOver
  if (failure.code === 'not_understood') return conversationPhrases.notUnderstood
  return failureText(failure)
}

/** The word of the status line. */
export const statusWord = (state: ConnectionState): string =>
  state.kind === 'connecting' && state.again ? chatPhrases.statusReconnecting : chatPhrases.status[state.kind]

/** How what is said travels; null while it does not. */
export const pathWord = (state: ConnectionState): string | null =>
  state.kind === 'connected' ? chatPhrases.path[state.path] : null

/** "Connected · Direct": the word, and the path where there is one. */
export const statusText = (state: ConnectionState): string =>
  [statusWord(state), pathWord(state)].filter((part) => part !== null).join(' · ')

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
      if (state.stuck) return sentence.stuck
      return state.again ? sentence.reconnecting : sentence.connecting
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
