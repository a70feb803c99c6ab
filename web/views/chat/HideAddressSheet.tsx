/** "Hide my address": explains effect and cost before the person turns it on. */
import { useState } from 'preact/hooks'
import type { Conversation, HideFailure } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Alert, Switch } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'

function textOf(failure: HideFailure): string {
  switch (failure.code) {
    case 'no_relay':
      return chatPhrases.hideAddressNoRelay
    case 'relay_unknown':
      return chatPhrases.hideAddressUnknown
    default:
      return failureText(failure)
  }
}

export function HideAddressSheet(props: {
  readonly conversation: Conversation
  readonly onClose: () => void
}) {
  const { conversation, onClose } = props
  const [wrong, setWrong] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const hide = async (hidden: boolean): Promise<void> => {
    setWrong(null)
    setAsking(hidden)
    const kept = await conversation.setHideAddress(hidden)
    setAsking(false)
    if (kept.ok) return
    setWrong(textOf(kept.error))
  }
  return (
    <Sheet title={chatPhrases.hideAddress} closeName={phrases.close} onClose={onClose}>
      <div class="stack">
        <Switch
          label={chatPhrases.hideAddress}
          checked={asking || conversation.hideAddress.value}
          onChange={(hidden) => void hide(hidden)}
        />
        <Alert text={wrong} />
        <p role="status" class="quiet">
          {asking ? chatPhrases.hideAddressAsking : ''}
        </p>
        <p>{chatPhrases.hideAddressText}</p>
        <p class="quiet">{chatPhrases.hideAddressCost}</p>
      </div>
    </Sheet>
  )
}
