/** The quoted message above a reply: its author and beginning, if this device still has it. */
import type { Quote as QuoteOf } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'

/** As much as two lines show. */
const QUOTE_CHARS = 120
const MASK = '•••••••'

/** `name`: null for a session that nobody has named. */
const whoSaid = ({ to }: QuoteOf, name: string | null): string =>
  to.by === 'me' ? chatPhrases.you : (name ?? chatPhrases.them)

/** "Reply to Anna", "Reply to yourself". */
export const replyText = ({ to }: QuoteOf, name: string | null): string =>
  to.by === 'me' ? chatPhrases.replyToYou : chatPhrases.replyTo(name)

/** What a reader hears has the words that are seen (WCAG 2.5.3): "You" is not in "Reply to yourself". */
const heardAs = (quote: QuoteOf, name: string | null, shown: string): string =>
  quote.to.by === 'me'
    ? `${chatPhrases.replyToYou}. ${chatPhrases.you}: ${shown}`
    : `${replyText(quote, name)}: ${shown}`

/** Hidden, it stays so here too. */
export function quoteText({ text }: QuoteOf, hidden: boolean): string {
  if (text === null) return chatPhrases.quoteGone
  if (hidden) return MASK
  const whole = [...text.slice(0, 2 * QUOTE_CHARS)]
  return whole.length > QUOTE_CHARS ? `${whole.slice(0, QUOTE_CHARS).join('')}…` : whole.join('')
}

export function Quote(props: {
  readonly quote: QuoteOf
  readonly name: string | null
  readonly hidden: boolean
  readonly onPress: () => void
}) {
  const { quote, name, hidden } = props
  const shown = quoteText(quote, hidden)
  if (quote.text === null) return <span class="quote quote-gone">{shown}</span>
  return (
    <button
      type="button"
      class="quote"
      tabIndex={-1}
      aria-label={heardAs(quote, name, shown)}
      onClick={props.onPress}
    >
      <span class="quote-who" dir="auto" translate={false}>
        {whoSaid(quote, name)}
      </span>{' '}
      <span class="quote-text" dir="auto" translate={false}>
        {shown}
      </span>
    </button>
  )
}
