/** What was said: grouped bubbles, days between them, the newest in sight unless the person reads further up. */
import { ArrowDown, Check, CheckCheck, CircleAlert, Clock3, Link2 } from 'lucide-preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Conversation, MessageState, TimelineItem } from '../domain/conversation.model.ts'
import { chatPhrases } from '../i18n/chat-phrases.ts'
import { phrases } from '../i18n/phrases.ts'
import { longPress } from '../ui/gestures.ts'
import { useView } from './context.ts'
import { MessageMenu, type Pressed } from './MessageMenu.tsx'
import { MessageText } from './MessageText.tsx'
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

/** A long press, or the other button of a mouse; a link and a selection keep the browser's own menu. */
function pressOf(act: (at: Pressed['at']) => void) {
  return {
    ...longPress(act),
    onContextMenu(event: MouseEvent) {
      const own = event.target instanceof Element && event.target.closest('a') !== null
      if (own || getSelection()?.isCollapsed === false) return
      event.preventDefault()
      act({ x: event.clientX, y: event.clientY })
    },
  }
}

function Item(props: {
  readonly item: TimelineItem
  readonly joined: boolean
  readonly conversation: Conversation
  readonly onPress: (pressed: Pressed) => void
}) {
  const { item, joined, onPress } = props
  const { app } = useView()
  const text = item.kind === 'notice' ? '' : item.text
  const press = useMemo(() => pressOf((at) => onPress({ text, at })), [text])
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
      {/* Hidden, a press shows it; there is no menu then. */}
      <div class="bubble" {...(app.hideMessages.value ? {} : press)}>
        <span class="hush">{`${own ? chatPhrases.you : chatPhrases.them}: `}</span>
        <MessageText text={item.text} hidden={app.hideMessages.value} />
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
  return <p class="day">{chatPhrases.day(at, Date.now())}</p>
}

function emptyWords(conversation: Conversation, ephemeral: boolean): string {
  if (ephemeral) return chatPhrases.ephemeralLoses
  return conversation.lifetime.value.seconds === 0 ? chatPhrases.noMessages : chatPhrases.noMessagesKept
}

export function Timeline(props: { readonly conversation: Conversation; readonly ephemeral: boolean }) {
  const { conversation } = props
  const items = conversation.timeline.value
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [shown, setShown] = useState(PAGE_ITEMS)
  const [behind, setBehind] = useState(false)
  const [pressed, setPressed] = useState<Pressed | null>(null)
  const visible = items.slice(-shown)
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
        tabIndex={0}
        onScroll={onScroll}
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
              <Item
                item={item}
                joined={before?.kind === item.kind}
                conversation={conversation}
                onPress={setPressed}
              />
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
