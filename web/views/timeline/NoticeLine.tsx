/** One notice between the messages. */
import type { Conversation, TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { noticeText } from './chat-text.ts'

type NoticeItem = Extract<TimelineItem, { kind: 'notice' }>

/** Whether this notice's lifetime is the current one. */
const isNewestChange = (item: NoticeItem, items: readonly TimelineItem[]): boolean =>
  item.notice === 'lifetime_changed' &&
  items.findLast((other) => other.kind === 'notice' && other.notice === 'lifetime_changed') === item

export function NoticeLine(props: {
  readonly item: NoticeItem
  readonly items: readonly TimelineItem[]
  readonly conversation: Conversation
}) {
  const { item, items, conversation } = props
  const { seconds } = conversation.lifetime.value
  return (
    <p class="notice">
      {isNewestChange(item, items)
        ? conversationPhrases.nowKept(chatPhrases.lifetimeName[seconds])
        : noticeText(item.notice)}
    </p>
  )
}
