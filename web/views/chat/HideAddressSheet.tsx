/** "Hide my address": explains effect and cost before the person turns it on. */
import { useState } from 'preact/hooks'
import type { Conversation, HideFailure } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Alert, Switch } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import '../../ui/controls/list.css'
import './details.css'

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
        <div class="group">
          <div class="switch-item">
            <Switch
              label={chatPhrases.hideAddress}
              checked={asking || conversation.hideAddress.value}
              onChange={(hidden) => void hide(hidden)}
            />
          </div>
        </div>
        <Alert text={wrong} />
        <p role="status" class="group-hint">
          {asking ? chatPhrases.hideAddressAsking : ''}
        </p>
        <p class="group-hint explains">{chatPhrases.hideAddressText}</p>
        <p class="group-hint">{chatPhrases.hideAddressCost}</p>
      </div>
    </Sheet>
  )
}
