/** What was said: grouped bubbles, days between them, the newest in sight unless the person reads further up. */
import { ArrowDown, Link2 } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Reference } from '../../../protocol/message.ts'
import type { Conversation, TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { byOf, keyOf, noticeText } from './chat-text.ts'
import { Message } from './Message.tsx'
import { MessageDialog } from './MessageDialog.tsx'
import { type Asked, MessageMenu, type Pressed } from './MessageMenu.tsx'
import { type ScrollAnchor, useScrollAnchor } from './scroll-anchor.ts'

/** As many as a session holds; what is older fell out. */
const ITEMS_MAX = 5_000
/** Messages shown at first, and more of them each time the person reaches the top. */
const PAGE_ITEMS = 200
/** As many before a message that is sought, so that it is not the first in sight. */
const SOUGHT_WITH = 20

function Day({ at, before }: { readonly at: number; readonly before: number | undefined }) {
  if (before !== undefined && new Date(before).toDateString() === new Date(at).toDateString()) return null
  return <p class="day">{chatPhrases.day(at, Date.now())}</p>
}

function emptyText(conversation: Conversation, ephemeral: boolean): string {
  if (ephemeral) return chatPhrases.ephemeralLoses
  return conversation.lifetime.value.seconds === 0 ? chatPhrases.noMessages : chatPhrases.noMessagesKept
}

/** Long enough for what was decided to be done. */
const REFOCUS_MS = 150
/** How long a message that was sought is marked. */
const SOUGHT_MS = 1_600

function refocus(scroller: HTMLElement | null): void {
  if (document.activeElement !== document.body) return
  scroller?.querySelector<HTMLElement>('article[tabindex="0"]')?.focus({ preventScroll: true })
}

/** Brings a message that was answered into sight, and marks it for a moment. `reach` shows at least so many of the newest. */
function useSought(
  scroller: RefObject<HTMLElement | null>,
  items: readonly TimelineItem[],
  reach: (least: number) => void,
  goTo: ScrollAnchor['goTo'],
) {
  const [sought, setSought] = useState<string | null>(null)
  const seek = (to: Reference): void => {
    const key = `${to.by}-${to.id}`
    const at = items.findIndex((item) => keyOf(item) === key)
    if (at < 0) return
    reach(items.length - at + SOUGHT_WITH)
    setSought(key)
  }
  useLayoutEffect(() => {
    if (sought === null) return undefined
    const element = scroller.current?.querySelector<HTMLElement>(`article[data-key="${sought}"]`)
    const item = element?.closest('.timeline-item')
    if (item) goTo(item)
    element?.focus({ preventScroll: true })
    const timer = setTimeout(() => setSought(null), SOUGHT_MS)
    return () => clearTimeout(timer)
  }, [sought])
  return [sought, seek] as const
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
  const content = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(PAGE_ITEMS)
  const [behind, setBehind] = useState(false)
  const [pressed, setPressed] = useState<Pressed | null>(null)
  /** The message that was in focus last; Tab comes back to it, else to the newest. */
  const [focused, setFocused] = useState<string | null>(null)
  const visible = items.slice(-shown)
  const said = visible.filter((item) => item.kind !== 'notice')
  const stop = said.find((item) => keyOf(item) === focused) ?? said.at(-1)
  const current = stop && keyOf(stop)
  const [asked, setAsked] = useState<Asked | null>(null)
  const pressedItem = said.find((item) => pressed && keyOf(item) === keyOf(pressed.item))
  const stay = useScrollAnchor(scroller, content, visible[0] && keyOf(visible[0]))
  // After the place was kept for what came above: what is sought goes before what was read.
  const [sought, seek] = useSought(scroller, items, (least) => setShown(Math.max(shown, least)), stay.goTo)
  const last = items.at(-1)
  const lastKey = last && keyOf(last)
  const knownLast = useRef(lastKey)
  useLayoutEffect(() => {
    const known = knownLast.current
    knownLast.current = lastKey
    // The last one was removed: what is last now is nothing new.
    const isNew = known === undefined || items.findLastIndex((item) => keyOf(item) === known) >= 0
    if (!stay.isAtEnd() && !isNew) return undefined
    if (!stay.isAtEnd() && last?.kind !== 'own') return setBehind(true)
    stay.toEnd()
    // What was only guessed to be so high (content-visibility) is measured by then.
    const frame = requestAnimationFrame(stay.toEnd)
    return () => cancelAnimationFrame(frame)
  }, [lastKey])
  const onScroll = (): void => {
    stay.onScroll()
    if (stay.isAtEnd()) setBehind(false)
    if (scroller.current && scroller.current.scrollTop <= 0 && shown < items.length)
      setShown(shown + PAGE_ITEMS)
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
          const key = target instanceof HTMLElement ? target.closest('article')?.dataset.key : undefined
          if (key) setFocused(key)
        }}
      >
        <div ref={content}>
          {items.length === 0 && conversation.connection.value.kind !== 'closed' && (
            <p class="empty">{emptyText(conversation, props.ephemeral)}</p>
          )}
          {items.length >= ITEMS_MAX && visible.length === items.length && (
            <p class="notice">{chatPhrases.olderFell}</p>
          )}
          {visible.map((item, index) => {
            const before = visible[index - 1]
            return (
              <div key={keyOf(item)} class="timeline-item">
                <Day at={item.at} before={before?.at} />
                {item.kind === 'notice' ? (
                  <p class="notice">{noticeText(item.notice)}</p>
                ) : (
                  <Message
                    item={item}
                    joined={before !== undefined && before.kind !== 'notice' && byOf(before) === byOf(item)}
                    name={props.name}
                    current={keyOf(item) === current}
                    sought={keyOf(item) === sought}
                    conversation={conversation}
                    onPress={setPressed}
                    onSeek={seek}
                  />
                )}
              </div>
            )
          })}
        </div>
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
      {pressed && pressedItem && (
        <MessageMenu
          item={pressedItem}
          at={pressed.at}
          conversation={conversation}
          onAsk={setAsked}
          onClose={() => setPressed(null)}
        />
      )}
      {asked && (
        <MessageDialog
          asked={asked}
          conversation={conversation}
          onClose={() => {
            setAsked(null)
            // The message may be gone, and the focus with it.
            setTimeout(() => refocus(scroller.current), REFOCUS_MS)
          }}
        />
      )}
      {behind && (
        <button
          type="button"
          class="pill"
          onClick={() => {
            stay.toEnd()
            setBehind(false)
          }}
        >
          <ArrowDown size={16} aria-hidden="true" /> {chatPhrases.newMessages}
        </button>
      )}
    </div>
  )
}
