/** Asks the person to decide before anything is sent: the other device lost its keys, or its owner reported a mismatch. */
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'

export function TrustBanner(props: {
  readonly conversation: Conversation
  readonly onCheck: () => void
  readonly onDelete: () => void
}) {
  const { conversation } = props
  const trust = conversation.security.value?.trust
  if (trust !== 'lost' && trust !== 'disputed') return null
  return (
    <div class="banner lost-banner" role="alert">
      <p>{trust === 'lost' ? chatPhrases.lostText : chatPhrases.disputedText}</p>
      <Button kind="plain" onPress={props.onCheck}>
        {chatPhrases.safetyCheck}
      </Button>
      <Button kind="plain" onPress={() => void conversation.sendAnyway()}>
        {chatPhrases.sendAnyway}
      </Button>
      {trust === 'disputed' && (
        <Button kind="plain" onPress={props.onDelete}>
          {chatPhrases.deleteSession}
        </Button>
      )}
    </div>
  )
}
