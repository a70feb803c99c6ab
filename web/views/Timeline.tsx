/** What was said: grouped bubbles, days between them, the newest in sight unless the person reads further up. */
import { ArrowDown, Link2 } from 'lucide-preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Conversation } from '../domain/conversation.model.ts'
import { chatPhrases } from '../i18n/chat-phrases.ts'
import { Message } from './Message.tsx'
import { MessageMenu, type Pressed } from './MessageMenu.tsx'
import { noticeWords } from './words.ts'

/** As many as a session holds; what is older fell out. */
const ITEMS_MAX = 5_000
/** Nearer to the end than this counts as being at the end. */
const NEAR_END_PX = 80
/** Messages shown at first, and more of them each time the person reaches the top. */
const PAGE_ITEMS = 200

function Day({ at, before }: { readonly at: number; readonly before: number | undefined }) {
  if (before !== undefined && new Date(before).toDateString() === new Date(at).toDateString()) return null
  return <p class="day">{chatPhrases.day(at, Date.now())}</p>
}

function emptyWords(conversation: Conversation, ephemeral: boolean): string {
  if (ephemeral) return chatPhrases.ephemeralLoses
  return conversation.lifetime.value.seconds === 0 ? chatPhrases.noMessages : chatPhrases.noMessagesKept
}

/** Up and Down go from message to message, Home and End to the first and the last that are shown. */
function moveFocus(event: KeyboardEvent): void {
  const { key, target, currentTarget } = event
  if (!(currentTarget instanceof Element) || !(target instanceof HTMLElement) || !target.matches('article'))
    return
  const all = [...currentTarget.querySelectorAll<HTMLElement>('article')]
  const at = all.indexOf(target)
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[key]
  if (to === undefined) return
  event.preventDefault()
  all[to]?.focus()
}

export function Timeline(props: {
  readonly conversation: Conversation
  readonly name: string
  readonly ephemeral: boolean
}) {
  const { conversation } = props
  const items = conversation.timeline.value
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [shown, setShown] = useState(PAGE_ITEMS)
  const [behind, setBehind] = useState(false)
  const [pressed, setPressed] = useState<Pressed | null>(null)
  /** The message that was in focus last; Tab comes back to it, else to the newest. */
  const [focused, setFocused] = useState<string | null>(null)
  const visible = items.slice(-shown)
  const said = visible.filter(({ kind }) => kind !== 'notice')
  const current = (said.find(({ id }) => id === focused) ?? said.at(-1))?.id
  const toEnd = (): void => {
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
  }
  useLayoutEffect(() => {
    const last = items.at(-1)
    if (!atEnd.current && last?.kind !== 'own') return setBehind(true)
    toEnd()
    // What was only guessed to be so high (content-visibility) is measured by then.
    const frame = requestAnimationFrame(toEnd)
    return () => cancelAnimationFrame(frame)
  }, [items.length])
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    // The keyboard, a rotation or a longer composer: the newest stays in sight.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const onScroll = (): void => {
    const element = scroller.current
    if (!element) return
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
    if (atEnd.current) setBehind(false)
    if (element.scrollTop === 0 && shown < items.length) {
      const before = element.scrollHeight
      setShown(shown + PAGE_ITEMS)
      requestAnimationFrame(() => {
        element.scrollTop = element.scrollHeight - before
      })
    }
  }
  return (
    <div class="timeline">
      <div
        class="timeline-scroll"
        ref={scroller}
        role="log"
        aria-label={chatPhrases.messages}
        tabIndex={current === undefined ? 0 : -1}
        onScroll={onScroll}
        onKeyDown={moveFocus}
        onFocusIn={({ target }) => {
          const id = target instanceof HTMLElement ? target.closest('article')?.dataset.id : undefined
          if (id) setFocused(id)
        }}
      >
        {items.length === 0 && conversation.connection.value.kind !== 'closed' && (
          <p class="empty">{emptyWords(conversation, props.ephemeral)}</p>
        )}
        {items.length >= ITEMS_MAX && visible.length === items.length && (
          <p class="notice">{chatPhrases.olderFell}</p>
        )}
        {visible.map((item, index) => {
          const before = visible[index - 1]
          return (
            <div key={item.id} class="timeline-item">
              <Day at={item.at} before={before?.at} />
              {item.kind === 'notice' ? (
                <p class="notice">{noticeWords(item.notice)}</p>
              ) : (
                <Message
                  item={item}
                  joined={before?.kind === item.kind}
                  name={props.name}
                  current={item.id === current}
                  conversation={conversation}
                  onPress={setPressed}
                />
              )}
            </div>
          )
        })}
      </div>
      {conversation.typing.value && (
        <p class="typing" aria-live="polite">
          {chatPhrases.typing}
        </p>
      )}
      {conversation.same.value && !conversation.typing.value && (
        <p class="same">
          <Link2 size={12} aria-hidden="true" /> {chatPhrases.same}
        </p>
      )}
      {pressed && <MessageMenu {...pressed} onClose={() => setPressed(null)} />}
      {behind && (
        <button
          type="button"
          class="pill"
          onClick={() => {
            toEnd()
            setBehind(false)
          }}
        >
          <ArrowDown size={16} aria-hidden="true" /> {chatPhrases.newMessages}
        </button>
      )}
    </div>
  )
}
