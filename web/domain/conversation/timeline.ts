/** A ledger as the screen shows it: own messages with marks, replies with quotes, and the last words for the list of sessions. */
import type { MessageId } from '../../../protocol/ids.ts'
import type { Reference } from '../../../protocol/message.ts'
import { isMessage } from '../../ledger/content.ts'
import type { LedgerItem, LedgerState } from '../../ledger/ledger.types.ts'
import { locationText } from '../location/location-text.ts'
import type { Preview } from '../sessions/session.ts'
import type { MessageState, Quote, TimelineItem } from './conversation.model.ts'

const NO_REACTIONS = {}

/**
 * Marks of own messages that are undelivered or resent; all others were delivered. A changed message has the mark of its change.
 * Messages handed to a lost link wait again, since it is unknown whether they were sent.
 */
function marksOf({ own, failed }: LedgerState, linked: boolean): ReadonlyMap<MessageId, MessageState> {
  const marks = new Map<MessageId, MessageState>(failed.map((id) => [id, 'failed']))
  for (const entry of own.entries) {
    if (!isMessage(entry) && entry.kind !== 'edit') continue
    // The message itself was given up: its change goes nowhere.
    if (entry.kind === 'edit' && marks.get(entry.id) === 'failed') continue
    const state = entry.state === 'sent' && !linked ? 'waiting' : entry.state
    marks.set(entry.id, state === 'again' ? 'delivered' : state)
  }
  return marks
}

/** Number of messages and acts that the two devices have exchanged. */
export const saidIn = ({ own, theirs }: LedgerState): number => own.acked + theirs.n

/** Whether messages were exchanged and none of them is here any more. */
export function isForgotten(state: LedgerState): boolean {
  const marks = marksOf(state, false)
  const isHere = (item: LedgerItem): boolean =>
    item.kind === 'theirs' || (item.kind === 'own' && (marks.get(item.id) ?? 'delivered') === 'delivered')
  return saidIn(state) > 0 && !state.items.some(isHere)
}

const nameOf = ({ by, id }: Reference): string => `${by} ${id}`
const textOf = ({ text, location }: Extract<LedgerItem, { id: MessageId }>): string =>
  location ? locationText(location) : text
const quoteOf = (to: Reference, meant: LedgerItem | undefined): Quote => ({
  to,
  text: meant === undefined || meant.kind === 'notice' || meant.unsent ? null : textOf(meant),
})

function toTimelineItem(
  item: LedgerItem,
  mark: MessageState | null,
  meant: LedgerItem | undefined,
): TimelineItem {
  const { at } = item
  if (item.kind === 'notice') return { kind: 'notice', id: `notice-${item.k}`, notice: item.notice, at }
  const { id, location, reactions = NO_REACTIONS } = item
  const by = item.kind === 'own' ? 'me' : 'you'
  if (item.unsent) return { kind: 'unsent', id, by, asked: item.unsent === 'asked', at }
  const { earlier } = item
  const quote = item.re ? quoteOf(item.re, meant) : null
  const more = { ...(earlier && { earlier }), ...(location && { location }) }
  const said = { id, text: textOf(item), at, quote, reactions, ...more }
  return mark === null ? { kind: 'theirs', ...said } : { kind: 'own', ...said, state: mark }
}

interface Known {
  readonly shown: TimelineItem
  readonly mark: MessageState | null
  readonly meant: LedgerItem | undefined
}

/** Maps a ledger to items, reusing the objects of unchanged items so that the screen redraws only changes. */
export function createTimelineView(): (state: LedgerState, linked: boolean) => readonly TimelineItem[] {
  let known = new WeakMap<LedgerItem, Known>()
  return (state, linked) => {
    const marks = marksOf(state, linked)
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

/** The quoted message shown above a draft that answers it. */
export function quoteIn(items: readonly TimelineItem[], to: Reference): Quote {
  const kind = to.by === 'me' ? 'own' : 'theirs'
  const meant = items.find((item) => item.kind === kind && item.id === to.id)
  return { to, text: meant?.kind === 'own' || meant?.kind === 'theirs' ? meant.text : null }
}

/** Counts the unread messages, leaving out those that their author unsent. `arrived`: how many came since the person looked. */
export function unreadOf(items: readonly TimelineItem[], arrived: number): number {
  let left = arrived
  let unsent = 0
  for (let at = items.length - 1; at >= 0 && left > 0; at -= 1) {
    const item = items[at]
    const isUnsent = item?.kind === 'unsent' && item.by === 'you'
    const isUnknown = item?.kind === 'notice' && item.notice === 'unknown_message'
    if (!isUnsent && !isUnknown && item?.kind !== 'theirs') continue
    left -= 1
    if (isUnsent) unsent += 1
  }
  return arrived - unsent
}

/** Length of the last words: more than the widest row shows. */
const LAST_CHARS_MAX = 120
/** Items searched for the last message; seldom do so many notices and unsent messages follow it. */
const LOOK_BACK_ITEMS = 40

const toPreview = (by: Preview['by'], text: string, mark: Preview['mark']): Preview => ({
  by,
  text: text.slice(0, LAST_CHARS_MAX).replace(/\s+/g, ' ').trim(),
  mark,
})

/** Returns the preview of a conversation: its last readable message. */
export function previewOf(items: readonly TimelineItem[]): Preview | null {
  const item = items.findLast(({ kind }) => kind === 'own' || kind === 'theirs')
  if (item?.kind === 'theirs') return toPreview('you', item.text, null)
  if (item?.kind !== 'own') return null
  const { state } = item
  return toPreview('me', item.text, state === 'waiting' || state === 'failed' ? state : null)
}

/** Returns the preview of a ledger that is not on screen. */
export const previewIn = (ledger: LedgerState): Preview | null =>
  previewOf(createTimelineView()({ ...ledger, items: ledger.items.slice(-LOOK_BACK_ITEMS) }, false))
