/** What was said: grouped bubbles, days between them, the newest in sight unless the person reads further up. */
import { ArrowDown, Check, CheckCheck, CircleAlert, Clock3, Link2 } from 'lucide-preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Conversation, MessageState, TimelineItem } from '../domain/conversation.model.ts'
import { chatPhrases } from '../i18n/chat-phrases.ts'
import { phrases } from '../i18n/phrases.ts'
import { useView } from './context.ts'
import { Undelivered } from './Undelivered.tsx'
import { markWords, noticeWords } from './words.ts'

/** As many as a session holds; what is older fell out. */
const ITEMS_MAX = 5_000
/** Nearer to the end than this counts as being at the end. */
const NEAR_END_PX = 80
/** Messages shown at first, and more of them each time the person reaches the top. */
const PAGE_ITEMS = 200

const MARK_ICONS = {
  waiting: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
} as const

function Mark({ state }: { readonly state: MessageState }) {
  const Icon = MARK_ICONS[state]
  return (
    <span class="mark" data-state={state}>
      <Icon size={14} aria-hidden="true" />
      <span>{markWords(state)}</span>
    </span>
  )
}

/** Long enough to read a message that was asked for without a finger on it. */
const SHOWN_FOR_MS = 5_000

/** The text, or a mask that gives way while it is held; a reader or a keyboard asks for it with a press. */
function Text({ text, hidden }: { readonly text: string; readonly hidden: boolean }) {
  const [held, setHeld] = useState(false)
  const mask = (): void => setHeld(false)
  useEffect(() => {
    if (!held) return undefined
    const timer = setTimeout(mask, SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [held])
  if (!hidden)
    return (
      <span class="bubble-text" dir="auto">
        {text}
      </span>
    )
  return (
    <button
      type="button"
      class="bubble-text masked"
      dir="auto"
      data-held={held}
      aria-label={held ? undefined : phrases.hiddenMessage}
      onPointerDown={() => setHeld(true)}
      onPointerUp={mask}
      onPointerLeave={mask}
      onPointerCancel={mask}
      onKeyDown={({ key }) => key === 'Enter' && setHeld(true)}
    >
      {held ? text : '•••••••'}
    </button>
  )
}

function Item(props: {
  readonly item: TimelineItem
  readonly joined: boolean
  readonly conversation: Conversation
}) {
  const { item, joined } = props
  const { app } = useView()
  if (item.kind === 'notice') return <p class="notice">{noticeWords(item.notice)}</p>
  const own = item.kind === 'own'
  return (
    <div
      class="bubble-line"
      data-own={own}
      data-joined={joined}
      data-testid="message"
      data-state={own ? item.state : undefined}
    >
      <div class="bubble">
        <span class="hush">{`${own ? phrases.you : phrases.them}: `}</span>
        <Text text={item.text} hidden={app.hideMessages.value} />
        <span class="bubble-foot">
          <time dateTime={new Date(item.at).toISOString()}>{phrases.time(item.at)}</time>
          {own && <Mark state={item.state} />}
        </span>
      </div>
      {own && item.state === 'failed' && <Undelivered item={item} conversation={props.conversation} />}
    </div>
  )
}

function Day({ at, before }: { readonly at: number; readonly before: number | undefined }) {
  if (before !== undefined && new Date(before).toDateString() === new Date(at).toDateString()) return null
  return <p class="day">{phrases.day(at, Date.now())}</p>
}

export function Timeline({ conversation }: { readonly conversation: Conversation }) {
  const items = conversation.timeline.value
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [shown, setShown] = useState(PAGE_ITEMS)
  const [behind, setBehind] = useState(false)
  const visible = items.slice(-shown)
  const toEnd = (): void => {
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
  }
  useLayoutEffect(() => {
    const last = items.at(-1)
    if (atEnd.current || last?.kind === 'own') toEnd()
    else setBehind(true)
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
        aria-label={phrases.messages}
        tabIndex={0}
        onScroll={onScroll}
      >
        {items.length === 0 && conversation.connection.value.kind !== 'closed' && (
          <p class="empty">
            {conversation.lifetime.value.seconds === 0 ? phrases.noMessages : phrases.noMessagesKept}
          </p>
        )}
        {items.length >= ITEMS_MAX && visible.length === items.length && (
          <p class="notice">{chatPhrases.olderFell}</p>
        )}
        {visible.map((item, index) => {
          const before = visible[index - 1]
          return (
            <div key={item.id} class="timeline-item">
              <Day at={item.at} before={before?.at} />
              <Item item={item} joined={before?.kind === item.kind} conversation={conversation} />
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
      {behind && (
        <button
          type="button"
          class="pill"
          onClick={() => {
            toEnd()
            setBehind(false)
          }}
        >
          <ArrowDown size={16} aria-hidden="true" /> {phrases.newMessages}
        </button>
      )}
    </div>
  )
}
