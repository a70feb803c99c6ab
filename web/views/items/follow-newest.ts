/** The newest message comes into sight by itself, unless the person is reading further up. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { keyOf } from './item-key.ts'
import type { ScrollAnchor } from './scroll-anchor.ts'

/** Scrolls to a new last message, or counts arrivals below the reading position; `below` is null at the end. */
export function useFollowNewest(items: readonly TimelineItem[], anchor: ScrollAnchor) {
  const [below, setBelow] = useState<number | null>(null)
  const last = items.at(-1)
  const lastKey = last && keyOf(last)
  const knownLast = useRef(lastKey)
  useLayoutEffect(() => {
    const known = knownLast.current
    knownLast.current = lastKey
    // When the last message was removed, the one before it is last now, but not new.
    const at = known === undefined ? -1 : items.findLastIndex((item) => keyOf(item) === known)
    const isNew = known === undefined || at >= 0
    if (!anchor.isAtEnd() && !isNew) return undefined
    if (!anchor.isAtEnd() && last?.kind !== 'own') {
      const arrived = items.slice(at + 1).filter(({ kind }) => kind === 'theirs').length
      return setBelow((before) => (before ?? 0) + arrived)
    }
    anchor.toEnd()
    setBelow(null)
    // By the next frame the browser has measured items whose height it had estimated (content-visibility).
    const frame = requestAnimationFrame(() => anchor.isAtEnd() && anchor.toEnd())
    return () => cancelAnimationFrame(frame)
  }, [lastKey])
  return { below, setBelow } as const
}
