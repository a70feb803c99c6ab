/** The other person proposed how long messages are kept: what it is, and the two answers. */
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

export function LifetimeBanner({ conversation }: { readonly conversation: Conversation }) {
  const { say } = useView()
  const { theirs, differs } = conversation.lifetime.value
  if (theirs === null) return null
  const answer = async (accepted: boolean): Promise<void> => {
    const answered = await conversation.answerLifetime(accepted)
    if (!answered.ok) say(failureText(answered.error))
  }
  return (
    <div class="banner lost-banner" role="alert">
      <p>
        {differs
          ? chatPhrases.lifetimeDiffers(chatPhrases.lifetimeName[theirs])
          : chatPhrases.lifetimeAsked(chatPhrases.lifetimeName[theirs])}
      </p>
      <Button kind="plain" onPress={() => void answer(true)}>
        {chatPhrases.accept}
      </Button>
      <Button kind="plain" onPress={() => void answer(false)}>
        {chatPhrases.decline}
      </Button>
    </div>
  )
}
