/** Groups messages for the screen: which form one group, where a time is shown, and where a mark. */
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { isEmojiOnly } from '../message-text/emoji-only.ts'
import { byOf, keyOf, type Said } from './item-key.ts'

/** Messages of one sender further apart than this are in different groups. */
const GROUP_MS = 180_000

export interface Placed {
  readonly item: TimelineItem
  /** Joins the group of the item above. */
  readonly joined: boolean
  /** Ends its group and shows the group's time. */
  readonly last: boolean
  /** Shows its state as a word. */
  readonly marked: boolean
}

/** The own messages that show their state. `live`: messages sent now are delivered at once. */
export function markedOf(items: readonly TimelineItem[], live: boolean): ReadonlySet<string> {
  const marked = new Set<string>()
  let below: Extract<TimelineItem, { kind: 'own' }> | null = null
  let arrivedBelow = false
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at]
    if (item?.kind !== 'own') continue
    const { state } = item
    const arrived = state === 'delivered' || state === 'read'
    // Once for all delivered ones; when live, below the last message, so that the word moves as the new bubble appears.
    const tells = arrived ? !arrivedBelow && (below === null || !live) : state !== below?.state
    if (state === 'failed' || tells) marked.add(keyOf(item))
    arrivedBelow ||= arrived
    below = item
  }
  return marked
}

/** Cached for each message, since splitting a text into graphemes is expensive. */
const bare = new WeakMap<Said, boolean>()
export function isBare(item: Said): boolean {
  const known = bare.get(item) ?? (item.kind !== 'unsent' && isEmojiOnly(item.text))
  bare.set(item, known)
  return known
}
const hasReaction = (item: Said): boolean =>
  item.kind !== 'unsent' && (item.reactions.me !== undefined || item.reactions.you !== undefined)

/** A message that stands alone: a few emoji without a form around them, or one that was unsent and has no time to end a group with. */
const isAlone = (item: Said): boolean => item.kind === 'unsent' || isBare(item)

/** Whether two neighbours are in one group: nothing is between them, and neither stands alone. */
function isJoined(above: TimelineItem | undefined, item: TimelineItem, marked: ReadonlySet<string>): boolean {
  if (!above || above.kind === 'notice' || item.kind === 'notice') return false
  if (byOf(above) !== byOf(item) || item.at - above.at > GROUP_MS) return false
  if (new Date(above.at).toDateString() !== new Date(item.at).toDateString()) return false
  return !marked.has(keyOf(above)) && !hasReaction(above) && !isAlone(above) && !isAlone(item)
}

/** `firstNew`: key of the first message that was unread when the chat was opened; a divider stands above it. */
export function placeItems(
  items: readonly TimelineItem[],
  live: boolean,
  firstNew: string | null,
): readonly Placed[] {
  const marked = markedOf(items, live)
  const joins = items.map((item, at) => keyOf(item) !== firstNew && isJoined(items[at - 1], item, marked))
  return items.map((item, at) => ({
    item,
    joined: joins[at] === true,
    last: joins[at + 1] !== true,
    marked: marked.has(keyOf(item)),
  }))
}

/** Key of the first of the newest `unread` messages of the other person; null when there are none. */
export function firstUnread(items: readonly TimelineItem[], unread: number): string | null {
  let left = unread
  let first: string | null = null
  for (let at = items.length - 1; at >= 0 && left > 0; at -= 1) {
    const item = items[at]
    if (item?.kind !== 'theirs') continue
    first = keyOf(item)
    left -= 1
  }
  return first
}
