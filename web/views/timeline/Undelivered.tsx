/** Under an own message that did not arrive: say it once more, or take the words elsewhere. */
import { useState } from 'preact/hooks'
import type { Conversation, TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { copiedText } from '../attachments/location-words.ts'
import { useView } from '../view-context.ts'

export function Undelivered(props: {
  readonly item: Extract<TimelineItem, { kind: 'own' }>
  readonly conversation: Conversation
}) {
  const { item, conversation } = props
  const { app } = useView()
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async (): Promise<void> => setCopied(await app.device.copy(copiedText(item)))
  return (
    <div class="undelivered">
      {conversation.connection.value.kind !== 'closed' && (
        <Button kind="plain" onPress={() => conversation.resend(item.id)}>
          {chatPhrases.resend}
        </Button>
      )}
      <Button kind="plain" onPress={() => void copy()}>
        {copied ? phrases.copied : phrases.copy}
      </Button>
      {copied === false && <p role="alert">{phrases.notCopied}</p>}
    </div>
  )
}
