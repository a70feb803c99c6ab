/** Which of the newest messages are drawn: as many as a phone lays out without a pause. */
import { useState } from 'preact/hooks'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { keyOf } from './item-key.ts'

/** Messages of one page; and their text together (UTF-16 units). A smaller first page opens sooner, but what is drawn later moves what a person reads. */
export const PAGE_ITEMS = 200
export const PAGE_CHARS = 200_000
/** Pages added each time the person reaches the top, and drawn beforehand in quiet moments. */
export const PAGES_AT_ONCE = 1
/** Messages drawn above the first unread one. */
const ABOVE_UNREAD = 20

const charsOf = (item: TimelineItem): number => ('text' in item ? item.text.length : 0)

/** The newest of `pages` pages, the last one always, and `least` items however long they are. */
export function newestItems(
  items: readonly TimelineItem[],
  pages: number,
  least: number,
): readonly TimelineItem[] {
  let from = items.length
  let chars = 0
  for (; from > 0 && items.length - from < pages * PAGE_ITEMS; from -= 1) {
    chars += charsOf(items[from - 1] as TimelineItem)
    if (chars > pages * PAGE_CHARS && from < items.length) break
  }
  return items.slice(Math.max(0, Math.min(from, items.length - least)))
}

/** How many of the newest items are drawn at first, so that the first unread one (its key) is among them unless it is far up. */
export function leastWithUnread(items: readonly TimelineItem[], firstNew: string | null): number {
  if (firstNew === null) return 0
  const at = items.findLastIndex((item) => keyOf(item) === firstNew)
  const least = at < 0 ? 0 : items.length - at + ABOVE_UNREAD
  return Math.min(least, PAGES_AT_ONCE * PAGE_ITEMS)
}

/**
 * What of the items is drawn now: at first one page, so that a long talk opens as soon as a short one.
 * `showMore`: the person reached the top. `reach`: so many of the newest are wanted.
 * `drawAhead`: one page more, for a quiet moment; null once what is drawn beforehand is there.
 */
export function useNewestItems(items: readonly TimelineItem[], firstNew: string | null) {
  const [pages, setPages] = useState(1)
  const [least, setLeast] = useState(() => leastWithUnread(items, firstNew))
  const visible = newestItems(items, pages, least)
  const isAll = visible.length === items.length
  return {
    visible,
    showMore: () => !isAll && setPages(pages + PAGES_AT_ONCE),
    drawAhead: isAll || pages >= PAGES_AT_ONCE ? null : () => setPages(pages + 1),
    reach: (many: number) => setLeast(Math.max(least, many)),
  }
}
