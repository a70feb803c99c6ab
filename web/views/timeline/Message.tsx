/** One message: its bubble, its mark, and every way to open its actions (long press, swipe, right click, keyboard, screen reader). */
import { CircleAlert, Clock3, Ellipsis, Reply, SmilePlus } from 'lucide-preact'
import { useErrorBoundary, useMemo, useRef, useState } from 'preact/hooks'
import type { Reference } from '../../../protocol/message.ts'
import type { Conversation, MessageState, Reactions } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { longPress } from '../../ui/gestures/long-press.ts'
import { useSwipeOnce } from '../../ui/gestures/swipe-once.ts'
import { LocationCard } from '../attachments/LocationCard.tsx'
import { isBare } from '../items/groups.ts'
import { byOf, keyOf, type Said } from '../items/item-key.ts'
import { useView } from '../view-context.ts'
import { markText, messageName, rangFor, unsentText } from './chat-text.ts'
import type { Asked, Pressed } from './MessageMenu.tsx'
import { MessageText } from './MessageText.tsx'
import { Quote } from './Quote.tsx'
import { reactionToEmoji } from './reaction-emoji.ts'
import { Undelivered } from './Undelivered.tsx'
import './message.css'

/** Icons beside the word for the state, only for a waiting or undelivered message. */
const MARK_ICONS = { waiting: Clock3, failed: CircleAlert } as const

function Mark({ state, rang }: { readonly state: MessageState; readonly rang: number | null }) {
  const Icon = state === 'waiting' || state === 'failed' ? MARK_ICONS[state] : null
  return (
    <span class="mark" data-state={state} aria-hidden="true">
      {Icon && <Icon />}
      <span key={state}>{markText(state, rang)}</span>
    </span>
  )
}

/** Handles a long press or right click; a link and a selection keep the browser's own menu. A mouse held down selects text. */
function pressOf(act: (at: Pressed['at']) => void) {
  const hold = longPress(act)
  return {
    ...hold,
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== 'mouse') hold.onPointerDown(event)
    },
    onContextMenu(event: MouseEvent) {
      const own = event.target instanceof Element && event.target.closest('a') !== null
      if (own || getSelection()?.isCollapsed === false) return
      event.preventDefault()
      act({ x: event.clientX, y: event.clientY })
    },
  }
}

const opensMenu = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && shiftKey)

/** The reactions to a message, small at its edge; the message's name says them in words. One that is there from the first does not land. */
function Badge({ me, you }: Reactions) {
  const [stood] = useState(Boolean(me || you))
  if (!me && !you) return null
  return (
    <span class="reactions" aria-hidden="true" data-mine={me !== undefined} data-lands={!stood}>
      {you && <span>{reactionToEmoji(you)}</span>}
      {me && <span>{reactionToEmoji(me)}</span>}
    </span>
  )
}

export interface MessageProps {
  readonly item: Said
  /** Whether it joins the group of the message above, and whether it ends the group and shows its time. */
  readonly joined: boolean
  readonly last: boolean
  /** Shows its state as a word. */
  readonly marked: boolean
  /** Null for a session that nobody has named. */
  readonly name: string | null
  /** Came while the talk was on the screen. */
  readonly fresh: boolean
  /** True for the message that Tab reaches. */
  readonly current: boolean
  /** True right after the person jumped here from a reply. */
  readonly sought: boolean
  readonly conversation: Conversation
  readonly onPress: (pressed: Pressed) => void
  readonly onAsk: (asked: Asked) => void
  /** Jumps to a quoted message; `from`: key of the reply. */
  readonly onSeek: (to: Reference, from: string) => void
}

function Time({ at, last }: { readonly at: number; readonly last: boolean }) {
  return (
    <time class="bubble-time" data-beside={!last} dateTime={new Date(at).toISOString()}>
      {phrases.time(at)}
    </time>
  )
}

/** Says that the message was changed; a press shows what it said before. The menu offers the same to the keyboard. */
function Edited({ onPress }: { readonly onPress: (() => void) | null }) {
  if (!onPress) return <span class="bubble-edited">{conversationPhrases.edited}</span>
  return (
    <button type="button" class="bubble-edited" tabIndex={-1} onClick={onPress}>
      {conversationPhrases.edited}
    </button>
  )
}

/** Beside the message while a pointer of a desk is over it. */
function Tools({ item, conversation, onAsk }: MessageProps) {
  if (item.kind === 'unsent' || conversation.connection.value.kind === 'closed') return null
  return (
    <>
      <button
        type="button"
        class="bubble-tool"
        tabIndex={-1}
        aria-label={chatPhrases.reply}
        onClick={() => conversation.answer({ by: byOf(item), id: item.id })}
      >
        <Reply size={18} aria-hidden="true" class="mirrored" />
      </button>
      <button
        type="button"
        class="bubble-tool"
        tabIndex={-1}
        aria-label={conversationPhrases.react}
        onClick={() => onAsk({ item, what: 'react' })}
      >
        <SmilePlus size={18} aria-hidden="true" />
      </button>
    </>
  )
}

function Inside({ item, last, name, onAsk, onSeek }: MessageProps) {
  const hidden = useView().app.preferences.hideMessages.value
  if (item.kind === 'unsent') return <span class="unsent">{unsentText(item)}</span>
  const own = item.kind === 'own'
  const { quote, reactions } = item
  return (
    <>
      <span class="hush">{`${own ? chatPhrases.you : chatPhrases.them}: `}</span>
      {quote && (
        <Quote quote={quote} name={name} hidden={hidden} onPress={() => onSeek(quote.to, keyOf(item))} />
      )}
      <div class="bubble-said" dir="auto">
        {item.location && !hidden ? (
          <LocationCard location={item.location} text={item.text} state={own ? item.state : null} />
        ) : (
          <MessageText text={item.text} hidden={hidden} />
        )}
        <span class="bubble-end">
          {item.earlier && <Edited onPress={hidden ? null : () => onAsk({ item, what: 'earlier' })} />}
          <Time at={item.at} last={last} />
        </span>
      </div>
      <Badge {...reactions} />
    </>
  )
}

export function Message(props: MessageProps) {
  const { item, name, onPress, conversation } = props
  // A message that fails to render does not take the others with it.
  const [fault] = useErrorBoundary()
  const { app } = useView()
  const hidden = app.preferences.hideMessages.value && item.kind !== 'unsent'
  const bubble = useRef<HTMLDivElement>(null)
  // Kept for as long as the message, so that a press survives a change of its mark. The receiver looks the message up by its key.
  const press = useMemo(
    () => pressOf((at) => bubble.current && onPress({ item, at, bubble: bubble.current })),
    [keyOf(item)],
  )
  const answers = item.kind !== 'unsent' && !hidden && conversation.connection.value.kind !== 'closed'
  const [pulled, pull] = useSwipeOnce(
    answers ? () => conversation.answer({ by: byOf(item), id: item.id }) : null,
  )
  const open = (): void => {
    if (!bubble.current) return
    const { left, right, bottom } = bubble.current.getBoundingClientRect()
    onPress({ item, at: { x: document.dir === 'rtl' ? right : left, y: bottom }, bubble: bubble.current })
  }
  if (fault) return <p class="notice">{chatPhrases.notShown}</p>
  return (
    <article
      class="bubble-line"
      data-own={byOf(item) === 'me'}
      data-joined={props.joined}
      data-last={props.last}
      data-fresh={props.fresh}
      data-bare={isBare(item) && !hidden}
      data-testid={item.kind === 'unsent' ? 'unsent' : 'message'}
      data-state={item.kind === 'own' ? item.state : undefined}
      data-key={keyOf(item)}
      data-sought={props.sought}
      data-pull={pulled === 'no' ? undefined : pulled}
      aria-label={messageName(item, name, hidden, conversation.rang.value)}
      tabIndex={props.current ? 0 : -1}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || hidden || !opensMenu(event)) return
        event.preventDefault()
        open()
      }}
      {...pull}
    >
      {pulled !== 'no' && (
        <span class="pull-mark" aria-hidden="true">
          <Reply size={18} class="mirrored" />
        </span>
      )}
      {/* A hidden message shows its text while pressed, so it has no menu. */}
      <div class="bubble" ref={bubble} {...(hidden ? {} : press)}>
        <Inside {...props} />
      </div>
      {!hidden && (
        <button
          type="button"
          class="bubble-actions"
          tabIndex={-1}
          aria-haspopup="menu"
          aria-label={chatPhrases.actions}
          onClick={open}
        >
          <Ellipsis size={18} aria-hidden="true" />
        </button>
      )}
      {!hidden && <Tools {...props} />}
      {item.kind === 'own' && props.marked && (
        <Mark state={item.state} rang={rangFor(item, conversation.rang.value)} />
      )}
      {item.kind === 'own' && item.state === 'failed' && (
        <Undelivered item={item} conversation={conversation} />
      )}
    </article>
  )
}
