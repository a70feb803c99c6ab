/** Which of the newest messages are drawn: as many as a phone lays out without a pause. */
import { useState } from 'preact/hooks'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'

/** Messages shown at first, and added each time the person reaches the top; and their text together (UTF-16 units). */
export const PAGE_ITEMS = 200
export const PAGE_CHARS = 200_000

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

/** What of the items is drawn now. `showMore`: the person reached the top. `reach`: so many of the newest are wanted. */
export function useNewestItems(items: readonly TimelineItem[]) {
  const [pages, setPages] = useState(1)
  const [least, setLeast] = useState(0)
  const visible = newestItems(items, pages, least)
  return {
    visible,
    showMore: () => visible.length < items.length && setPages(pages + 1),
    reach: (many: number) => setLeast(Math.max(least, many)),
  }
}
