/** What was taken back before anybody looked at it needs no looking at. */
import type { TimelineItem } from './conversation.model.ts'

/** How many of the other person's newest `arrived` messages were taken back. */
export function takenBack(items: readonly TimelineItem[], arrived: number): number {
  let [left, gone] = [arrived, 0]
  for (let at = items.length - 1; at >= 0 && left > 0; at -= 1) {
    const item = items[at]
    const isUnsent = item?.kind === 'unsent' && item.by === 'you'
    if (!isUnsent && item?.kind !== 'theirs') continue
    left -= 1
    if (isUnsent) gone += 1
  }
  return gone
}
