/** Opens the session's conversation for a screen. */
import { useEffect, useState } from 'preact/hooks'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import type { SessionId } from '../../domain/sessions/session.ts'
import { useView } from '../view-context.ts'

/** The session's conversation once it is read; a failure is told, and `again` tries once more. */
export function useEntered(id: SessionId) {
  const { app } = useView()
  const [entered, setEntered] = useState<Conversation | 'loading' | 'failed'>('loading')
  const enter = (): void => {
    setEntered('loading')
    app.conversations.enter(id).then(
      (conversation) => conversation && setEntered(conversation),
      () => setEntered('failed'),
    )
  }
  useEffect(enter, [id])
  return { entered, again: enter }
}
