/** Where messages are written; it sits on the keyboard, and keeps it open while one message follows another. */
import { ArrowUp } from 'lucide-preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Conversation } from '../domain/conversation.model.ts'
import { phrases } from '../i18n/phrases.ts'
import { Alert } from '../ui/Fields.tsx'
import { TWO_PANES } from '../ui/slide.ts'
import { failureWords } from './words.ts'

/** Higher, the text scrolls: the timeline must stay in sight on a small phone. */
const HEIGHT_MAX_PX = 140

export function Composer({ conversation }: { readonly conversation: Conversation }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const text = conversation.draft.value
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight + 2, HEIGHT_MAX_PX)}px`
  }, [text])
  useEffect(() => {
    // With a keyboard of keys at hand, who opens a chat is about to write; on glass the keyboard would cover it.
    if (matchMedia(TWO_PANES).matches && matchMedia('(pointer: fine)').matches) field.current?.focus()
  }, [])
  const send = async (): Promise<void> => {
    const sent = await conversation.sendDraft()
    setWrong(sent.ok ? null : failureWords(sent.error))
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
      <div class="composer-line">
        <textarea
          ref={field}
          rows={1}
          aria-label={phrases.message}
          placeholder={phrases.message}
          value={text}
          dir="auto"
          enterkeyhint="enter"
          onInput={(event) => conversation.setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            // With a keyboard of keys, Enter sends; on glass it makes a new line. An input method may be at work.
            const keys = matchMedia('(pointer: fine)').matches
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !keys) return
            event.preventDefault()
            void send()
          }}
        />
        <button
          type="submit"
          class="send"
          aria-label={phrases.send}
          disabled={text.trim() === ''}
          onPointerDown={(event) => event.preventDefault()}
        >
          <ArrowUp aria-hidden="true" />
        </button>
      </div>
    </form>
  )
}
