/** One message: its bubble, its mark, and the ways to what can be done with it: a long press, the other button, a key, a reader. */
import { Check, CheckCheck, CircleAlert, Clock3, Ellipsis } from 'lucide-preact'
import { useMemo, useRef } from 'preact/hooks'
import type { Conversation, MessageState, TimelineItem } from '../domain/conversation.model.ts'
import { chatPhrases } from '../i18n/chat-phrases.ts'
import { phrases } from '../i18n/phrases.ts'
import { longPress } from '../ui/gestures.ts'
import { useView } from './context.ts'
import type { Pressed } from './MessageMenu.tsx'
import { MessageText } from './MessageText.tsx'
import { Undelivered } from './Undelivered.tsx'
import { markWords, messageName } from './words.ts'

export type Said = Exclude<TimelineItem, { kind: 'notice' }>

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

const opensMenu = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && shiftKey)

export function Message(props: {
  readonly item: Said
  readonly joined: boolean
  readonly name: string
  /** The one that Tab comes to. */
  readonly current: boolean
  readonly conversation: Conversation
  readonly onPress: (pressed: Pressed) => void
}) {
  const { item, joined, name, onPress } = props
  const { app } = useView()
  const hidden = app.hideMessages.value
  const bubble = useRef<HTMLDivElement>(null)
  const press = useMemo(() => pressOf((at) => onPress({ item, at })), [item])
  const own = item.kind === 'own'
  const open = (): void => {
    const { left, right, bottom } = bubble.current?.getBoundingClientRect() ?? new DOMRect()
    onPress({ item, at: { x: document.dir === 'rtl' ? right : left, y: bottom } })
  }
  return (
    <article
      class="bubble-line"
      data-own={own}
      data-joined={joined}
      data-testid="message"
      data-state={own ? item.state : undefined}
      data-id={item.id}
      aria-label={messageName(item, name, hidden)}
      tabIndex={props.current ? 0 : -1}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || hidden || !opensMenu(event)) return
        event.preventDefault()
        open()
      }}
    >
      {/* Hidden, a press shows it; there is no menu then. */}
      <div class="bubble" ref={bubble} {...(hidden ? {} : press)}>
        <span class="hush">{`${own ? chatPhrases.you : chatPhrases.them}: `}</span>
        <MessageText text={item.text} hidden={hidden} />
        <span class="bubble-foot">
          <time dateTime={new Date(item.at).toISOString()}>{phrases.time(item.at)}</time>
          {own && <Mark state={item.state} />}
        </span>
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
      {own && item.state === 'failed' && <Undelivered item={item} conversation={props.conversation} />}
    </article>
  )
}
