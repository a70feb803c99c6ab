/** The screen's view of a ledger: what was said, each own message with its mark. */
import type { MessageId } from '../../protocol/ids.ts'
import type { MessageState, TimelineItem } from './conversation.model.ts'
import type { LedgerItem, LedgerState } from './ledger.types.ts'

/** Marks of own messages; what is not in it has arrived. */
function marksOf({ own, failed }: LedgerState): ReadonlyMap<MessageId, MessageState> {
  const marks = new Map<MessageId, MessageState>(failed.map((id) => [id, 'failed']))
  for (const { id, state } of own.entries) marks.set(id, state === 'again' ? 'delivered' : state)
  return marks
}

function toTimelineItem(item: LedgerItem, marks: ReadonlyMap<MessageId, MessageState>): TimelineItem {
  const { at } = item
  switch (item.kind) {
    case 'notice':
      return { kind: 'notice', id: `notice-${item.k}`, notice: item.notice, at }
    case 'theirs':
      return { kind: 'theirs', id: item.id, text: item.text, at }
    default:
      return {
        kind: 'own',
        id: item.id,
        text: item.text,
        at,
        state: marks.get(item.id) ?? (item.read ? 'read' : 'delivered'),
      }
  }
}

/** Items that did not change stay the same objects, so that the screen draws only what did. */
export function createTimelineView(): (state: LedgerState) => readonly TimelineItem[] {
  let known = new WeakMap<LedgerItem, TimelineItem>()
  return (state) => {
    const marks = marksOf(state)
    const next = new WeakMap<LedgerItem, TimelineItem>()
    const items = state.items.map((item) => {
      const before = known.get(item)
      const mark = item.kind === 'own' ? (marks.get(item.id) ?? (item.read ? 'read' : 'delivered')) : null
      const same = before && (before.kind !== 'own' || before.state === mark)
      const shown = same ? before : toTimelineItem(item, marks)
      next.set(item, shown)
      return shown
    })
    known = next
    return items
  }
}
