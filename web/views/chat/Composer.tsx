/** Where messages are written; it sits on the keyboard, and keeps it open while one message follows another. */
import { ArrowUp, X } from 'lucide-preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Reference } from '../../../protocol/message.ts'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { quoteIn } from '../../domain/conversation/timeline.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { TWO_PANES } from '../../ui/navigation/view-transition.ts'
import { failureText } from '../failure-text.ts'
import { quoteText, whoSaid } from '../timeline/Quote.tsx'
import { useView } from '../view-context.ts'

/** Asking for a height at every key costs frames; most browsers of now know it by themselves. */
const GROWS = CSS.supports('field-sizing', 'content')

/** An input method of Safari ends its word before it says which key did it; only the old code of that key (229) tells. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229

/** What the draft answers, and the way to answer nothing. */
function Answering(props: {
  readonly to: Reference
  readonly conversation: Conversation
  readonly name: string
}) {
  const { conversation } = props
  const hidden = useView().app.preferences.hideMessages.value
  const quote = quoteIn(conversation.timeline.value, props.to)
  return (
    <div class="answering">
      <p class="quote" data-gone={quote.text === null}>
        <span class="quote-who" dir="auto">
          {chatPhrases.replyTo(whoSaid(quote, props.name))}
        </span>
        <span class="quote-text" dir="auto">
          {quoteText(quote, hidden)}
        </span>
      </p>
      <IconButton name={phrases.cancel} onPress={() => conversation.answer(null)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}

export function Composer(props: { readonly conversation: Conversation; readonly name: string }) {
  const { conversation } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const text = conversation.draft.value
  const answering = conversation.answering.value
  const first = useRef(true)
  useLayoutEffect(() => {
    // Who answers is about to write; a draft that was kept waits for its person. Later than this iOS shows no keyboard.
    if (answering && !first.current) field.current?.focus()
    first.current = false
  }, [answering])
  const grow = (): void => {
    const element = field.current
    if (!element || GROWS) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + 2}px`
  }
  useLayoutEffect(grow, [text])
  useEffect(() => {
    const element = field.current
    if (!element || GROWS) return undefined
    // A phone that is turned breaks the same lines elsewhere.
    let width = element.clientWidth
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return
      width = element.clientWidth
      grow()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    // With a keyboard of keys at hand, who opens a chat is about to write; on glass the keyboard would cover it.
    if (matchMedia(TWO_PANES).matches && matchMedia('(pointer: fine)').matches) field.current?.focus()
  }, [])
  const send = async (): Promise<void> => {
    const sent = await conversation.sendDraft()
    setWrong(sent.ok ? null : failureText(sent.error))
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Alert text={wrong} />
      {answering && <Answering to={answering} conversation={conversation} name={props.name} />}
      <div class="composer-line">
        <textarea
          ref={field}
          rows={1}
          aria-label={chatPhrases.message}
          placeholder={chatPhrases.message}
          value={text}
          dir="auto"
          enterkeyhint="enter"
          onInput={(event) => conversation.setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && answering) {
              event.stopPropagation()
              conversation.answer(null)
            }
            // With a keyboard of keys, Enter sends; on glass it makes a new line, and a keyboard beside it has Command or Control.
            const keys = matchMedia('(pointer: fine)').matches
            if (event.key !== 'Enter' || isComposing(event)) return
            if (!event.metaKey && !event.ctrlKey && (event.shiftKey || !keys)) return
            event.preventDefault()
            void send()
          }}
        />
        <button
          type="submit"
          class="send"
          aria-label={chatPhrases.send}
          disabled={text.trim() === ''}
          onPointerDown={(event) => event.preventDefault()}
        >
          <ArrowUp aria-hidden="true" />
        </button>
      </div>
    </form>
  )
}
