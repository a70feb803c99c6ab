/** The messages as grouped bubbles with days between them; stays at the newest unless the person reads further up. */
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Conversation, TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { whenIdle } from '../../ui/controls/idle.ts'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { useFollowNewest } from '../items/follow-newest.ts'
import { firstUnread } from '../items/groups.ts'
import { keyOf, type Said } from '../items/item-key.ts'
import { useNewestItems } from '../items/newest-items.ts'
import { type ScrollAnchor, useScrollAnchor } from '../items/scroll-anchor.ts'
import { useSeekMessage } from '../items/seek-message.ts'
import { AboveItems } from './AboveItems.tsx'
import { Floating } from './Floating.tsx'
import { Items, Typing } from './Items.tsx'
import { MessageDialog } from './MessageDialog.tsx'
import { type Asked, MessageMenu, type Pressed } from './MessageMenu.tsx'
import { SignsOffer } from './SignsOffer.tsx'
import './timeline.css'

export const SearchBar = lazyView(async () => (await import('../search/SearchBar.tsx')).SearchBar, phrases, {
  quiet: true,
})

/** What the dialog decided is done by then. */
const REFOCUS_MS = 150

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

/** Marks the chat when messages scroll under its bars, which then get a hairline. */
function tellEdges(scroller: HTMLElement | null): void {
  const chat = scroller?.closest<HTMLElement>('.chat')
  if (!scroller || !chat) return
  const { scrollTop, scrollHeight, clientHeight } = scroller
  chat.toggleAttribute('data-under-head', scrollTop > 0)
  chat.toggleAttribute('data-under-foot', scrollHeight - scrollTop - clientHeight > 1)
}

/** The menu of the pressed message, and the question that some of its items ask. */
function MessageActions(props: {
  readonly conversation: Conversation
  readonly said: readonly Said[]
  readonly pressed: Pressed | null
  readonly asked: Asked | null
  readonly onAsk: (asked: Asked | null) => void
  readonly onClose: () => void
  readonly onDecided: () => void
}) {
  const { conversation, said, pressed, asked, onAsk } = props
  // The message as it is now: its state may have changed since the press.
  const now = (item: Said | undefined): Said | undefined =>
    said.find((other) => item && keyOf(other) === keyOf(item))
  const item = now(pressed?.item)
  const askedItem = now(asked?.item)
  return (
    <>
      {pressed && item && (
        <MessageMenu
          item={item}
          at={pressed.at}
          bubble={pressed.bubble}
          conversation={conversation}
          onAsk={onAsk}
          onClose={props.onClose}
        />
      )}
      {asked && askedItem && (
        <MessageDialog
          asked={{ ...asked, item: askedItem }}
          conversation={conversation}
          onClose={() => {
            onAsk(null)
            props.onDecided()
          }}
        />
      )}
    </>
  )
}

/** Opens a chat at its first unread message, when that is above the first screenful. */
function useOpenAtUnread(
  content: RefObject<HTMLElement | null>,
  anchor: ScrollAnchor,
  leftEnd: () => void,
): void {
  useLayoutEffect(() => {
    const first = content.current?.querySelector('.new-line')?.closest('.timeline-item')
    const edge = content.current?.parentElement?.getBoundingClientRect().top ?? 0
    if (!first || first.getBoundingClientRect().top >= edge) return
    anchor.goTo(first)
    leftEnd()
  }, [])
}

/** Holds which messages are rendered, the reading position, and the targets of jumps. `firstNew`: key of the first unread message. */
function useReading(items: readonly TimelineItem[], firstNew: string | null) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { visible, showMore, reach, drawAhead } = useNewestItems(items, firstNew)
  const anchor = useScrollAnchor(scroller, content, visible[0] && keyOf(visible[0]))
  // After the anchor's effect, since a jump to a quoted message overrides the reading position.
  const jump = useSeekMessage(scroller, items, reach, anchor)
  const { below, setBelow } = useFollowNewest(items, anchor)
  useOpenAtUnread(content, anchor, () => setBelow(0))
  useLayoutEffect(() => tellEdges(scroller.current))
  useEffect(() => {
    if (!drawAhead) return undefined
    // Only at the end, whose place is held to the pixel: a person who scrolls is not disturbed.
    return whenIdle(() => anchor.isAtEnd() && drawAhead())
  }, [visible.length, items.length])
  const onScroll = (): void => {
    anchor.onScroll()
    tellEdges(scroller.current)
    setBelow((before) => (anchor.isAtEnd() ? null : (before ?? 0)))
    if (scroller.current && scroller.current.scrollTop <= 0) showMore()
  }
  const toLatest = (): void => {
    anchor.toEnd()
    setBelow(null)
    jump.forgetOrigin()
  }
  return { scroller, content, visible, anchor, jump, below, onScroll, toLatest }
}

export function Timeline(props: {
  readonly conversation: Conversation
  /** Null for a session that nobody has named. */
  readonly name: string | null
  readonly face: ComponentChildren
  readonly ephemeral: boolean
  /** How many messages were unread when the chat was opened. */
  readonly unread: number
  readonly onCheck: () => void
  readonly onKeep: () => void
  /** How often search was asked for; 0 while nobody searches. */
  readonly searching: number
  readonly onSearchEnd: () => void
}) {
  const { conversation, name, searching } = props
  const items = conversation.timeline.value
  const [firstNew] = useState(() => firstUnread(items, props.unread))
  const { scroller, content, visible, anchor, jump, below, onScroll, toLatest } = useReading(items, firstNew)
  const [pressed, setPressed] = useState<Pressed | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  /** Key of the message that had the focus last: Tab returns to it, else to the newest. */
  const [focused, setFocused] = useState<string | null>(null)
  const said = visible.filter((item) => item.kind !== 'notice')
  const stop = said.find((item) => keyOf(item) === focused) ?? said.at(-1)
  const current = stop && keyOf(stop)
  return (
    <div class="timeline">
      {searching > 0 && (
        <SearchBar
          {...{ items, scroller, asked: searching, found: jump.found }}
          place={anchor.place}
          onFind={jump.find}
          onClose={props.onSearchEnd}
        />
      )}
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
        <div ref={content} class="timeline-content">
          <AboveItems {...props} all={visible.length === items.length} />
          <Items
            items={visible}
            onPress={setPressed}
            onAsk={setAsked}
            onSeek={jump.seek}
            {...{ conversation, name, current, firstNew }}
            sought={jump.found ?? jump.sought}
          />
          <SignsOffer conversation={conversation} />
          <Typing conversation={conversation} />
        </div>
      </div>
      <MessageActions
        {...{ conversation, said, pressed, asked }}
        onAsk={setAsked}
        onClose={() => setPressed(null)}
        // The message may be gone, and the focus with it.
        onDecided={() => setTimeout(() => refocus(scroller.current), REFOCUS_MS)}
      />
      {below !== null && (
        <Floating arrived={below} onLatest={toLatest} onBack={jump.origin === null ? null : jump.goBack} />
      )}
    </div>
  )
}
