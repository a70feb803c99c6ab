/** The strip above the composer while messages would wait: the reason and the next step. */
import type { ConnectionState, Conversation } from '../../domain/conversation/conversation.model.ts'
import { statusSentence } from '../timeline/chat-text.ts'

/** Delay before the strip appears, since a short flash would move the text being read; the header shows the state at once. */
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
