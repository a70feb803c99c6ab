/** After the digits were accepted: the same sheet asks for the words if the invite has some, else the chat replaces it. */
import { useEffect, useState } from 'preact/hooks'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import type { SessionId } from '../../domain/sessions/session.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { type Place, screenOf, useView } from '../view-context.ts'
import { WordsForm } from './WordsForm.tsx'

export interface Joined {
  readonly id: SessionId
  readonly code: string
}

/** Whether there are words is known once the two phones have met. Where that takes longer, the chat says how it stands, and asks there. */
const WAIT_MS = 2_500

const isOnTheWay = (conversation: Conversation): boolean => {
  const state = conversation.connection.value
  // The host enters the room a moment after the guest; until then the peer is absent.
  if (state.kind === 'away') return state.why === 'not_here_yet'
  return state.kind === 'connecting' || (state.kind === 'securing' && state.why !== 'their_words')
}

export function JoinedStep({ joined, place }: { readonly joined: Joined; readonly place: Place }) {
  const { app, navigation } = useView()
  const { id, code } = joined
  const [conversation, setConversation] = useState<Conversation | null>(null)
  const [hasWords, setHasWords] = useState(false)
  const [late, setLate] = useState(false)
  const asked = conversation?.wordsAsked.value ?? null
  if (asked && !hasWords) setHasWords(true)
  const moves = conversation !== null && !asked && (!isOnTheWay(conversation) || (late && !hasWords))
  useEffect(() => {
    const toChat = (): void => setLate(true)
    app.conversations.look(id)
    app.conversations.enter(id).then((entered) => (entered ? setConversation(entered) : toChat()), toChat)
    const timer = setTimeout(toChat, WAIT_MS)
    return () => {
      clearTimeout(timer)
      const beneath = screenOf(navigation.stack.value)
      app.conversations.look(beneath?.kind === 'chat' ? beneath.id : null)
    }
  }, [])
  useEffect(() => {
    if (moves || (late && conversation === null)) navigation.replace({ kind: 'chat', id }, place)
  }, [moves, late])
  if (conversation && hasWords) return <WordsForm conversation={conversation} code={code} />
  return (
    <p class="center quiet" role="status">
      {invitePhrases.connecting}
    </p>
  )
}
