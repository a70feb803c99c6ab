/** Buttons over the messages while the person reads further up: to the latest message, and back from a jump. */
import { ChevronDown, CornerUpLeft } from 'lucide-preact'
import { phrases } from '../../i18n/phrases/app.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'

export function Floating(props: {
  /** Number of messages that arrived while the person reads further up. */
  readonly arrived: number
  readonly onLatest: () => void
  /** Null when no jump led here. */
  readonly onBack: (() => void) | null
}) {
  const { arrived, onLatest, onBack } = props
  return (
    <div class="floating">
      {onBack && (
        <button type="button" class="to-latest" aria-label={conversationPhrases.goBack} onClick={onBack}>
          <CornerUpLeft aria-hidden="true" class="mirrored" />
        </button>
      )}
      <button
        type="button"
        class="to-latest"
        aria-label={arrived > 0 ? phrases.unread(arrived) : conversationPhrases.toLatest}
        onClick={onLatest}
      >
        <ChevronDown aria-hidden="true" />
        {arrived > 0 && <span aria-hidden="true">{arrived}</span>}
      </button>
    </div>
  )
}
