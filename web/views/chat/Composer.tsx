/** Where messages are written: it sits on the on-screen keyboard, which stays open from one message to the next. */
import { ArrowUp, X } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isBlank } from '../../../base/blank-text.ts'
import type { Reference } from '../../../protocol/message.ts'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { quoteIn } from '../../domain/conversation/timeline.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { isDesk, TWO_PANES } from '../../ui/navigation/view-transition.ts'
import { failureText } from '../failure-text.ts'
import { quoteText, whoSaid } from '../timeline/Quote.tsx'
import { useView } from '../view-context.ts'

/** Measuring the field at every key costs frames; most current browsers size it by themselves. */
const SIZES_ITSELF = CSS.supports('field-sizing', 'content')

/** Safari ends a composition before it reports the key that ended it; only that key's old code (229) tells. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229

/** With a real keyboard Enter sends. On a touch screen it breaks the line, and Command or Control with it sends. */
function isSendKey(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || isComposing(event)) return false
  return event.metaKey || event.ctrlKey || (!event.shiftKey && isDesk())
}

/** Makes the field as high as its text where the browser does not. */
function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  const grow = (): void => {
    const element = field.current
    if (!element || SIZES_ITSELF) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + 2}px`
  }
  useLayoutEffect(grow, [text])
  useEffect(() => {
    const element = field.current
    if (!element || SIZES_ITSELF) return undefined
    // A phone that is turned breaks the lines elsewhere.
    let width = element.clientWidth
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return
      width = element.clientWidth
      grow()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
}

function useFocusToWrite(field: RefObject<HTMLTextAreaElement | null>, answering: Reference | null): void {
  const first = useRef(true)
  useLayoutEffect(() => {
    // A person who chose Reply is about to write; a draft restored from storage is not. iOS shows its keyboard
    // only for a focus set in the same task as the tap, hence the layout effect.
    if (answering && !first.current) field.current?.focus()
    first.current = false
  }, [answering])
  useEffect(() => {
    // On a touch screen the keyboard would cover the chat.
    if (matchMedia(TWO_PANES).matches && isDesk()) field.current?.focus()
  }, [])
}

/** The message that the draft answers, with a button that answers nothing. */
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
        <span class="quote-text" dir="auto" translate={false}>
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
  useFocusToWrite(field, answering)
  useGrowing(field, text)
  const send = async (): Promise<void> => {
    const sent = await conversation.sendDraft()
    setWrong(sent.ok ? null : failureText(sent.error))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && answering) {
      event.stopPropagation()
      conversation.answer(null)
    }
    if (!isSendKey(event)) return
    event.preventDefault()
    void send()
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
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="send"
          aria-label={chatPhrases.send}
          disabled={isBlank(text)}
          onPointerDown={(event) => event.preventDefault()}
        >
          <ArrowUp aria-hidden="true" />
        </button>
      </div>
    </form>
  )
}
