/** Above the composer, for as long as a message would wait: why, and what comes next. */
import type { ConnectionState, Conversation } from '../../domain/conversation/conversation.model.ts'
import { statusSentence } from '../timeline/chat-text.ts'

/** A moment's connecting is told by the header alone: a strip that flashes moves what is being read. */
function lasts(state: ConnectionState): boolean {
  switch (state.kind) {
    case 'away':
    case 'offline':
      return true
    case 'connecting':
      return state.stuck
    case 'securing':
      return state.why !== 'handshake'
    default:
      return false
  }
}

export function ConnectionStrip({ conversation }: { readonly conversation: Conversation }) {
  const state = conversation.connection.value
  return lasts(state) ? <p class="strip">{statusSentence(state)}</p> : null
}
