/** The messages as grouped bubbles with days between them; stays at the newest unless the person reads further up. */
import { ArrowDown, Link2 } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import type { Reference } from '../../../protocol/message.ts'
import type { Conversation, TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { useView } from '../view-context.ts'
import { byOf, keyOf, noticeText, type Said } from './chat-text.ts'
import { useFollowNewest } from './follow-newest.ts'
import { Message } from './Message.tsx'
import { MessageDialog } from './MessageDialog.tsx'
import { type Asked, MessageMenu, type Pressed } from './MessageMenu.tsx'
import { useNewestItems } from './newest-items.ts'
import { useScrollAnchor } from './scroll-anchor.ts'
import { useSeekMessage } from './seek-message.ts'
import './timeline.css'

/** The most a session keeps; older messages were dropped. */
const ITEMS_MAX = 5_000
/** What the dialog decided is done by then. */
const REFOCUS_MS = 150

function Day({ at, before }: { readonly at: number; readonly before: number | undefined }) {
  if (before !== undefined && new Date(before).toDateString() === new Date(at).toDateString()) return null
  return <p class="day">{chatPhrases.day(at, Date.now())}</p>
}

/** Above the messages: why there are none, or why there are no older ones. `all`: every message is shown. */
function AboveItems(props: {
  readonly conversation: Conversation
  readonly ephemeral: boolean
  readonly all: boolean
}) {
  const { timeline, connection, lifetime } = props.conversation
  const isNew = useView().app.launch.newcomer.value
  const count = timeline.value.length
  if (count >= ITEMS_MAX && props.all) return <p class="notice">{chatPhrases.olderFell}</p>
  if (count > 0 || connection.value.kind === 'closed') return null
  const kept = lifetime.value.seconds === 0 ? chatPhrases.noMessages : chatPhrases.noMessagesKept
  return (
    <>
      {isNew && <p class="empty">{invitePhrases.whatThisIs}</p>}
      <p class="empty">{props.ephemeral ? chatPhrases.ephemeralLoses : kept}</p>
    </>
  )
}

function refocus(scroller: HTMLElement | null): void {
  if (document.activeElement !== document.body) return
  scroller?.querySelector<HTMLElement>('article[tabindex="0"]')?.focus({ preventScroll: true })
}

/** Up and Down go from message to message, Home and End to the first and last shown. */
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

interface ItemsProps {
  readonly items: readonly TimelineItem[]
  readonly conversation: Conversation
  readonly name: string
  /** Key of the message that Tab reaches. */
  readonly current: string | undefined
  readonly sought: string | null
  readonly onPress: (pressed: Pressed) => void
  readonly onSeek: (to: Reference) => void
}

function Items({ items, current, sought, ...rest }: ItemsProps) {
  return items.map((item, index) => {
    const before = items[index - 1]
    const joined = before !== undefined && before.kind !== 'notice'
    return (
      <div key={keyOf(item)} class="timeline-item">
        <Day at={item.at} before={before?.at} />
        {item.kind === 'notice' ? (
          <p class="notice">{noticeText(item.notice)}</p>
        ) : (
          <Message
            {...rest}
            item={item}
            joined={joined && byOf(before) === byOf(item)}
            current={keyOf(item) === current}
            sought={keyOf(item) === sought}
          />
        )}
      </div>
    )
  })
}

/** Below the messages: that the other person is typing, or that both phones have the same messages. */
function BelowItems({ conversation }: { readonly conversation: Conversation }) {
  if (conversation.typing.value)
    return (
      <p class="typing" aria-live="polite">
        {chatPhrases.typing}
      </p>
    )
  if (!conversation.same.value) return null
  return (
    <p class="same">
      <Link2 size={12} aria-hidden="true" /> {chatPhrases.same}
    </p>
  )
}

function NewMessages({ onPress }: { readonly onPress: () => void }) {
  return (
    <button type="button" class="pill" onClick={onPress}>
      <ArrowDown size={16} aria-hidden="true" /> {chatPhrases.newMessages}
    </button>
  )
}

/** The menu of the pressed message, and the question that some of its items ask. */
function MessageActions(props: {
  readonly conversation: Conversation
  readonly said: readonly Said[]
  readonly pressed: Pressed | null
  readonly onClose: () => void
  readonly onDecided: () => void
}) {
  const { conversation, said, pressed } = props
  const [asked, setAsked] = useState<Asked | null>(null)
  // The message as it is now: its state may have changed since the press.
  const item = said.find((other) => pressed && keyOf(other) === keyOf(pressed.item))
  return (
    <>
      {pressed && item && (
        <MessageMenu
          item={item}
          at={pressed.at}
          conversation={conversation}
          onAsk={setAsked}
          onClose={props.onClose}
        />
      )}
      {asked && (
        <MessageDialog
          asked={asked}
          conversation={conversation}
          onClose={() => {
            setAsked(null)
            props.onDecided()
          }}
        />
      )}
    </>
  )
}

export function Timeline(props: {
  readonly conversation: Conversation
  readonly name: string
  readonly ephemeral: boolean
}) {
  const { conversation, name } = props
  const items = conversation.timeline.value
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [pressed, setPressed] = useState<Pressed | null>(null)
  /** Key of the message that had the focus last: Tab returns to it, else to the newest. */
  const [focused, setFocused] = useState<string | null>(null)
  const { visible, showMore, reach } = useNewestItems(items)
  const said = visible.filter((item) => item.kind !== 'notice')
  const stop = said.find((item) => keyOf(item) === focused) ?? said.at(-1)
  const current = stop && keyOf(stop)
  const anchor = useScrollAnchor(scroller, content, visible[0] && keyOf(visible[0]))
  // After the anchor's effect: a jump to a quoted message overrides the place that was being read.
  const [sought, seek] = useSeekMessage(scroller, items, reach, anchor.goTo)
  const [behind, setBehind] = useFollowNewest(items, anchor)
  const onScroll = (): void => {
    anchor.onScroll()
    if (anchor.isAtEnd()) setBehind(false)
    if (scroller.current && scroller.current.scrollTop <= 0) showMore()
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
          <AboveItems
            conversation={conversation}
            ephemeral={props.ephemeral}
            all={visible.length === items.length}
          />
          <Items
            items={visible}
            onPress={setPressed}
            onSeek={seek}
            {...{ conversation, name, current, sought }}
          />
        </div>
      </div>
      <BelowItems conversation={conversation} />
      <MessageActions
        {...{ conversation, said, pressed }}
        onClose={() => setPressed(null)}
        // The message may be gone, and the focus with it.
        onDecided={() => setTimeout(() => refocus(scroller.current), REFOCUS_MS)}
      />
      {behind && (
        <NewMessages
          onPress={() => {
            anchor.toEnd()
            setBehind(false)
          }}
        />
      )}
    </div>
  )
}
