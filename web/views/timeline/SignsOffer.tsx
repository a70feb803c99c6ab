/** One line at the end of the talk, once in each session: typing and read marks, which stay off until both people have turned them on. */
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { useKept } from '../use-kept.ts'
import { useView } from '../view-context.ts'

export function SignsOffer({ conversation }: { readonly conversation: Conversation }) {
  const { preferences } = useView().app
  const keep = useKept()
  if (!conversation.signsOffered.value) return null
  const turnOn = async (): Promise<void> => {
    await keep(preferences.setShowSigns(true))
    // Turned off later, they are not offered here again.
    if (preferences.showSigns.value) await keep(conversation.closeSignsOffer())
  }
  return (
    <div class="notice">
      {conversationPhrases.signsOffer}
      <div class="notice-acts">
        <button type="button" class="notice-act" onClick={() => void turnOn()}>
          {conversationPhrases.turnOn}
        </button>
        <button type="button" class="notice-act" onClick={() => void keep(conversation.closeSignsOffer())}>
          {phrases.later}
        </button>
      </div>
    </div>
  )
}
