/** Where messages are written: it sits on the on-screen keyboard, which stays open from one message to the next. */
import { ArrowUp, Smile, X } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isBlank } from '../../../base/blank-text.ts'
import type { MessageId } from '../../../protocol/ids.ts'
import type { Reference } from '../../../protocol/message.ts'
import type { Emoji } from '../../../protocol/reaction.ts'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { quoteIn } from '../../domain/conversation/timeline.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { IconButton } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { isDesk, TWO_PANES } from '../../ui/navigation/view-transition.ts'
import { AttachButton } from '../attachments/AttachButton.tsx'
import { actFailureText } from '../timeline/chat-text.ts'
import { quoteText, replyText } from '../timeline/Quote.tsx'
import { useView } from '../view-context.ts'

/** Measuring the field at every key costs frames; most current browsers size it by themselves. */
const SIZES_ITSELF = CSS.supports('field-sizing', 'content')

/** Emoji used lately: two rows of them. */
const RECENT_MAX = 16

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

function useFocusToWrite(
  field: RefObject<HTMLTextAreaElement | null>,
  answering: Reference | null,
  editing: MessageId | null,
): void {
  const first = useRef(true)
  useLayoutEffect(() => {
    // A person who chose Reply or Edit is about to write; a draft restored from storage is not. iOS shows its keyboard
    // only for a focus set in the same task as the tap, hence the layout effect.
    if ((answering || editing) && !first.current) field.current?.focus()
    first.current = false
  }, [answering, editing])
  useEffect(() => {
    // On a touch screen the keyboard would cover the chat.
    if (matchMedia(TWO_PANES).matches && isDesk()) field.current?.focus()
  }, [])
}

/** The message that the draft answers, with a button that answers nothing. */
function Answering(props: {
  readonly to: Reference
  readonly conversation: Conversation
  readonly name: string | null
}) {
  const { conversation } = props
  const hidden = useView().app.preferences.hideMessages.value
  const quote = quoteIn(conversation.timeline.value, props.to)
  return (
    <div class="answering">
      <p class="quote" data-gone={quote.text === null}>
        <span class="quote-who" dir="auto">
          {replyText(quote, props.name)}
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

/** The message that is being changed, as it says now, with a button that leaves it so. */
function Editing({ id, conversation }: { readonly id: MessageId; readonly conversation: Conversation }) {
  const hidden = useView().app.preferences.hideMessages.value
  const quote = quoteIn(conversation.timeline.value, { by: 'me', id })
  return (
    <div class="answering">
      <p class="quote" data-gone={quote.text === null}>
        <span class="quote-who">{conversationPhrases.editing}</span>
        <span class="quote-text" dir="auto" translate={false}>
          {quoteText(quote, hidden)}
        </span>
      </p>
      <IconButton name={phrases.cancel} onPress={() => conversation.edit(null)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}

const LocationSheet = lazyView(
  async () => (await import('../attachments/LocationSheet.tsx')).LocationSheet,
  phrases,
)
const EmojiPopup = lazyView(async () => (await import('../emoji/EmojiPopup.tsx')).EmojiPopup, phrases)

/** A desk has no emoji on its keyboard: a button in the field, and the picker above it. */
function EmojiButton(props: { readonly onPick: (emoji: Emoji) => void; readonly onClosed: () => void }) {
  const [open, setOpen] = useState(false)
  /** In memory only, and for as long as the chat is open: what somebody laughs about is nobody's business. */
  const [recent, setRecent] = useState<readonly string[]>([])
  const close = (): void => {
    setOpen(false)
    props.onClosed()
  }
  return (
    <div class="composer-emoji">
      <button
        type="button"
        class="composer-tool"
        aria-label={conversationPhrases.emoji}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Smile aria-hidden="true" />
      </button>
      {open && (
        <EmojiPopup
          recent={recent}
          onPick={(emoji) => {
            setRecent([emoji, ...recent.filter((one) => one !== emoji)].slice(0, RECENT_MAX))
            props.onPick(emoji)
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

export function Composer(props: { readonly conversation: Conversation; readonly name: string | null }) {
  const { conversation } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [locating, setLocating] = useState(false)
  const text = conversation.draft.value
  const answering = conversation.answering.value
  const editing = conversation.editing.value
  useFocusToWrite(field, answering, editing)
  useGrowing(field, text)
  const send = async (): Promise<void> => {
    const sent = await conversation.sendDraft()
    setWrong(sent.ok ? null : actFailureText(sent.error))
  }
  const insert = (emoji: Emoji): void => {
    const element = field.current
    if (!element) return
    element.setRangeText(emoji, element.selectionStart, element.selectionEnd, 'end')
    conversation.setDraft(element.value)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && (editing || answering)) {
      event.stopPropagation()
      setWrong(null)
      if (editing) conversation.edit(null)
      else conversation.answer(null)
    }
    if (event.key === 'ArrowUp' && text === '' && !editing && isDesk()) {
      const last = conversation.editable()
      if (last) {
        event.preventDefault()
        conversation.edit(last)
      }
    }
    if (!isSendKey(event)) return
    event.preventDefault()
    void send()
  }
  return (
    <>
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Alert text={wrong} />
        {editing && <Editing id={editing} conversation={conversation} />}
        {answering && !editing && <Answering to={answering} conversation={conversation} name={props.name} />}
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
          <AttachButton onLocation={() => setLocating(true)} />
          {isDesk() && <EmojiButton onPick={insert} onClosed={() => field.current?.focus()} />}
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
      {/* Beside the form, which a key in the sheet must not send. */}
      {locating && <LocationSheet conversation={conversation} onClose={() => setLocating(false)} />}
    </>
  )
}
