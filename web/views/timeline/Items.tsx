/** The shown messages with day headings, the divider "New", and the typing indicator. */
import { useCallback, useMemo, useRef } from 'preact/hooks'
import type { Reference } from '../../../protocol/message.ts'
import type { Conversation, TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { useArrivals } from '../items/arrivals.ts'
import { placeItems } from '../items/groups.ts'
import { keyOf } from '../items/item-key.ts'
import { useView } from '../view-context.ts'
import { Message, type MessageProps } from './Message.tsx'
import type { Asked, Pressed } from './MessageMenu.tsx'
import { NoticeLine } from './NoticeLine.tsx'

function Day({ at, before }: { readonly at: number; readonly before: number | undefined }) {
  const today = useView().app.today.value
  if (before !== undefined && new Date(before).toDateString() === new Date(at).toDateString()) return null
  return <p class="day">{chatPhrases.day(at, today)}</p>
}

interface ItemsProps {
  readonly items: readonly TimelineItem[]
  readonly conversation: Conversation
  /** Null for a session that nobody has named. */
  readonly name: string | null
  /** Key of the message that Tab reaches. */
  readonly current: string | undefined
  readonly sought: string | null
  /** Key of the message below the divider "New". */
  readonly firstNew: string | null
  readonly onPress: (pressed: Pressed) => void
  readonly onAsk: (asked: Asked) => void
  readonly onSeek: (to: Reference, from: string) => void
}

/** A message whose element is kept until something of it changes: each arrival draws one message, not all. */
function KeptMessage(props: MessageProps) {
  return useMemo(() => <Message {...props} />, Object.values(props))
}

export function Items({ items, current, sought, firstNew, onSeek, ...rest }: ItemsProps) {
  const { conversation } = rest
  const seek = useRef(onSeek)
  seek.current = onSeek
  const seekLatest = useCallback((to: Reference, from: string) => seek.current(to, from), [])
  const live = conversation.connection.value.kind === 'connected'
  const arrived = useArrivals(items)
  return placeItems(items, live, firstNew).map(({ item, joined, last, marked }, index) => {
    const key = keyOf(item)
    return (
      <div key={key} class="timeline-item">
        <Day at={item.at} before={items[index - 1]?.at} />
        {key === firstNew && <p class="new-line">{conversationPhrases.unread}</p>}
        {item.kind === 'notice' ? (
          <NoticeLine item={item} items={items} conversation={conversation} />
        ) : (
          <KeptMessage
            {...rest}
            {...{ item, joined, last, marked }}
            fresh={arrived.has(key)}
            current={key === current}
            sought={key === sought}
            onSeek={seekLatest}
          />
        )}
      </div>
    )
  })
}

/** The last entry while the other person types. */
export function Typing({ conversation }: { readonly conversation: Conversation }) {
  if (!conversation.typing.value) return null
  return (
    <p class="typing" aria-live="polite">
      <span class="hush">{chatPhrases.typing}</span>
      <i />
      <i />
      <i />
    </p>
  )
}
