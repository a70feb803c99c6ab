/** "Message lifetime": what holds now, and a proposal to the other person. */
import { useState } from 'preact/hooks'
import { LIFETIMES, type LifetimeSeconds } from '../../../protocol/limits.ts'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { safetyCheckPhrases } from '../../i18n/phrases/safety-check.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Choice } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

export function LifetimeSheet(props: { readonly conversation: Conversation; readonly onClose: () => void }) {
  const { conversation, onClose } = props
  const { say } = useView()
  const now = conversation.lifetime.value
  const [chosen, setChosen] = useState<LifetimeSeconds>(now.mine ?? now.seconds)
  return (
    <Sheet title={chatPhrases.messageLifetime} closeName={phrases.close} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void (async () => {
            const proposed = chosen === now.seconds || (await conversation.proposeLifetime(chosen))
            if (proposed === true || proposed.ok) onClose()
            else say(failureText(proposed.error))
          })()
        }}
      >
        <p>{safetyCheckPhrases.lifetimeNow(chatPhrases.lifetimeName[now.seconds])}</p>
        {now.mine !== null && (
          <p role="status">{safetyCheckPhrases.lifetimeWaits(chatPhrases.lifetimeName[now.mine])}</p>
        )}
        <Choice
          label={chatPhrases.messageLifetime}
          name="lifetime"
          list
          value={chosen}
          onChange={setChosen}
          options={LIFETIMES.map((value) => ({ value, label: chatPhrases.lifetimeName[value] }))}
        />
        <p class="quiet">{safetyCheckPhrases.lifetimeText}</p>
        <p class="quiet small">{safetyCheckPhrases.lifetimeLimits}</p>
        <Button kind="main" submit>
          {safetyCheckPhrases.lifetimePropose}
        </Button>
      </form>
    </Sheet>
  )
}
