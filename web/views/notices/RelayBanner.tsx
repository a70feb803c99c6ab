/** Offers sealed messages through the server when nothing else works, and asks the other person to agree. */
import { useState } from 'preact/hooks'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

/** Whether the two phones cannot reach each other directly. */
function isStuck(conversation: Conversation): boolean {
  const state = conversation.connection.value
  if (state.kind === 'connecting') return state.stuck
  if (state.kind !== 'offline') return false
  return state.why === 'no_webrtc' || state.why === 'no_relay' || state.why === 'unsealed'
}

export function RelayBanner({ conversation }: { readonly conversation: Conversation }) {
  const [asking, setAsking] = useState(false)
  const texts = chatPhrases.relay
  const path = conversation.relay.value
  const { say } = useView()
  const answer = async (yes: boolean): Promise<void> => {
    const done = await conversation.answerRelay(yes)
    if (!done.ok) say(failureText(done.error))
  }
  const question = asking && (
    <Dialog title={texts.title} text={texts.text} onClose={() => setAsking(false)}>
      <div class="answers">
        <Button
          kind="main"
          onPress={() => {
            setAsking(false)
            void answer(true)
          }}
        >
          {texts.yes}
        </Button>
        <Button onPress={() => setAsking(false)}>{phrases.cancel}</Button>
      </div>
    </Dialog>
  )
  if (path === 'asked')
    return (
      <div class="banner lost-banner" role="alert">
        <p>{texts.asked}</p>
        <Button kind="plain" onPress={() => void answer(true)}>
          {chatPhrases.accept}
        </Button>
        <Button kind="plain" onPress={() => void answer(false)}>
          {chatPhrases.decline}
        </Button>
      </div>
    )
  if (path === 'asking' && conversation.connection.value.kind !== 'connected')
    return (
      <div class="banner lost-banner" role="status">
        <p>{texts.asking}</p>
        <Button kind="plain" onPress={() => void answer(false)}>
          {phrases.cancel}
        </Button>
      </div>
    )
  if (path === 'possible' && isStuck(conversation))
    return (
      <div class="banner lost-banner" role="status">
        <p>{texts.possible}</p>
        <Button kind="plain" onPress={() => setAsking(true)}>
          {texts.offer}
        </Button>
        {question}
      </div>
    )
  return null
}
