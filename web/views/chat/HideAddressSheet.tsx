/** "Hide my address": explains effect and cost before the person turns it on. */
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Switch } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

export function HideAddressSheet(props: {
  readonly conversation: Conversation
  readonly onClose: () => void
}) {
  const { conversation, onClose } = props
  const { say } = useView()
  const hide = async (hidden: boolean): Promise<void> => {
    const kept = await conversation.setHideAddress(hidden)
    if (!kept.ok) say(failureText(kept.error))
  }
  return (
    <Sheet title={chatPhrases.hideAddress} closeName={phrases.close} onClose={onClose}>
      <div class="stack">
        <Switch
          label={chatPhrases.hideAddress}
          checked={conversation.hideAddress.value}
          onChange={(hidden) => void hide(hidden)}
        />
        <p>{chatPhrases.hideAddressText}</p>
        <p class="quiet">{chatPhrases.hideAddressCost}</p>
      </div>
    </Sheet>
  )
}
