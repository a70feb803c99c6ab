/** Which messages came while the talk was on the screen: these move to their place, the others stand there from the first. */
import { useRef } from 'preact/hooks'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { keyOf } from './item-key.ts'

/** Keys of the items below the one that was last before; none when that one is gone. `lastBefore`: null when there were none. */
export function arrivedBelow(items: readonly TimelineItem[], lastBefore: string | null): readonly string[] {
  const at = lastBefore === null ? -1 : items.findLastIndex((item) => keyOf(item) === lastBefore)
  return lastBefore !== null && at < 0 ? [] : items.slice(at + 1).map(keyOf)
}

/** The keys of all that arrived since the talk was opened. An older page, drawn above, is no arrival. */
export function useArrivals(items: readonly TimelineItem[]): ReadonlySet<string> {
  const last = items.at(-1)
  const lastKey = last ? keyOf(last) : null
  const seen = useRef({ lastKey, arrived: new Set<string>() })
  if (seen.current.lastKey !== lastKey) {
    for (const key of arrivedBelow(items, seen.current.lastKey)) seen.current.arrived.add(key)
    seen.current.lastKey = lastKey
  }
  return seen.current.arrived
}
