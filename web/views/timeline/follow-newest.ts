/** The newest message comes into sight by itself, unless the person is reading further up. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { keyOf } from './chat-text.ts'
import type { ScrollAnchor } from './scroll-anchor.ts'

/** Scrolls to a new last message, or reports that one arrived below what the person is reading. */
export function useFollowNewest(items: readonly TimelineItem[], anchor: ScrollAnchor) {
  const [behind, setBehind] = useState(false)
  const last = items.at(-1)
  const lastKey = last && keyOf(last)
  const knownLast = useRef(lastKey)
  useLayoutEffect(() => {
    const known = knownLast.current
    knownLast.current = lastKey
    // When the last message was removed, the one before it is last now, but not new.
    const isNew = known === undefined || items.findLastIndex((item) => keyOf(item) === known) >= 0
    if (!anchor.isAtEnd() && !isNew) return undefined
    if (!anchor.isAtEnd() && last?.kind !== 'own') return setBehind(true)
    anchor.toEnd()
    // By the next frame the browser has measured items whose height it had estimated (content-visibility).
    const frame = requestAnimationFrame(anchor.toEnd)
    return () => cancelAnimationFrame(frame)
  }, [lastKey])
  return [behind, setBehind] as const
}
