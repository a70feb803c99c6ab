/** The screen's view of a ledger: what was said, each own message with its mark, each answer with what it answers. */
import type { MessageId } from '../../../protocol/ids.ts'
import type { Reference } from '../../../protocol/message.ts'
import type { LedgerItem, LedgerState } from '../../ledger/ledger.types.ts'
import type { MessageState, Quote, TimelineItem } from './conversation.model.ts'

const NO_REACTIONS = {}

/** Marks of own messages; what is not in it has arrived. */
function marksOf({ own, failed }: LedgerState): ReadonlyMap<MessageId, MessageState> {
  const marks = new Map<MessageId, MessageState>(failed.map((id) => [id, 'failed']))
  for (const entry of own.entries)
    if (entry.kind === 'text') marks.set(entry.id, entry.state === 'again' ? 'delivered' : entry.state)
  return marks
}

const nameOf = ({ by, id }: Reference): string => `${by} ${id}`
const quoteOf = (to: Reference, meant: LedgerItem | undefined): Quote => ({
  to,
  text: meant === undefined || meant.kind === 'notice' || meant.unsent ? null : meant.text,
})

function toTimelineItem(
  item: LedgerItem,
  mark: MessageState | null,
  meant: LedgerItem | undefined,
): TimelineItem {
  const { at } = item
  if (item.kind === 'notice') return { kind: 'notice', id: `notice-${item.k}`, notice: item.notice, at }
  const { id, text, reactions = NO_REACTIONS } = item
  const by = item.kind === 'own' ? 'me' : 'you'
  if (item.unsent) return { kind: 'unsent', id, by, asked: item.unsent === 'asked', at }
  const said = { id, text, at, quote: item.re ? quoteOf(item.re, meant) : null, reactions }
  return mark === null ? { kind: 'theirs', ...said } : { kind: 'own', ...said, state: mark }
}

interface Known {
  readonly shown: TimelineItem
  readonly mark: MessageState | null
  readonly meant: LedgerItem | undefined
}

/** Items that did not change stay the same objects, so that the screen draws only what did. */
export function createTimelineView(): (state: LedgerState) => readonly TimelineItem[] {
  let known = new WeakMap<LedgerItem, Known>()
  return (state) => {
    const marks = marksOf(state)
    const next = new WeakMap<LedgerItem, Known>()
    const answered = new Set(
      state.items.flatMap((item) => (item.kind !== 'notice' && item.re ? [nameOf(item.re)] : [])),
    )
    const sources = new Map<string, LedgerItem>()
    if (answered.size > 0)
      for (const item of state.items) {
        if (item.kind === 'notice') continue
        const name = nameOf({ by: item.kind === 'own' ? 'me' : 'you', id: item.id })
        if (answered.has(name)) sources.set(name, item)
      }
    const items = state.items.map((item) => {
      const before = known.get(item)
      const mark = item.kind === 'own' ? (marks.get(item.id) ?? (item.read ? 'read' : 'delivered')) : null
      const meant = item.kind !== 'notice' && item.re ? sources.get(nameOf(item.re)) : undefined
      const same = before && before.mark === mark && before.meant === meant
      const shown = same ? before.shown : toTimelineItem(item, mark, meant)
      next.set(item, { shown, mark, meant })
      return shown
    })
    known = next
    return items
  }
}

/** What lies under a draft that answers something. */
export function quoteIn(items: readonly TimelineItem[], to: Reference): Quote {
  const kind = to.by === 'me' ? 'own' : 'theirs'
  const meant = items.find((item) => item.kind === kind && item.id === to.id)
  return { to, text: meant?.kind === 'own' || meant?.kind === 'theirs' ? meant.text : null }
}
