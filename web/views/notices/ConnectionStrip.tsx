/** The strip above the composer while messages would wait: the reason and the next step. */
import type { ConnectionState, Conversation } from '../../domain/conversation/conversation.model.ts'
import type { SessionNudges } from '../../domain/nudges/nudges.model.ts'
import { RingButton } from '../nudges/RingButton.tsx'
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

/** `nudges`: null until ringing is loaded. `name`: null for a session that nobody has named. */
export function ConnectionStrip(props: {
  readonly conversation: Conversation
  readonly nudges: SessionNudges | null
  readonly name: string | null
}) {
  const { conversation, nudges, name } = props
  const state = conversation.connection.value
  if (!lasts(state)) return null
  const rings = state.kind === 'away' && nudges && (nudges.canRing.value || nudges.answer.value)
  return (
    <div class="strip">
      <p>{statusSentence(state)}</p>
      {rings && <RingButton nudges={nudges} name={name} />}
    </div>
  )
}
