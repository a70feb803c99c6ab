/** The jump from a quote to the message that it quotes. */
import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import type { Reference } from '../../../protocol/message.ts'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { keyOf } from './item-key.ts'
import type { ScrollAnchor } from './scroll-anchor.ts'

/** Messages shown before the one that is jumped to, so that it does not stand at the very top. */
const SOUGHT_WITH = 20
/** How long the message stays marked. */
const SOUGHT_MS = 1_600

/**
 * Jumps to a quoted message and highlights it for a moment. Returns the highlighted message's key, the jump, and the way back
 * to the reply where it began (`origin`, null when there is none).
 * `reach` makes at least that many of the newest messages visible.
 */
export function useSeekMessage(
  scroller: RefObject<HTMLElement | null>,
  items: readonly TimelineItem[],
  reach: (least: number) => void,
  goTo: ScrollAnchor['goTo'],
) {
  const [sought, setSought] = useState<string | null>(null)
  const [origin, setOrigin] = useState<string | null>(null)
  const goToKey = (key: string): boolean => {
    const at = items.findIndex((item) => keyOf(item) === key)
    if (at < 0) return false
    reach(items.length - at + SOUGHT_WITH)
    setSought(key)
    return true
  }
  const seek = (to: Reference, from: string): void => {
    if (goToKey(`${to.by}-${to.id}`)) setOrigin(from)
  }
  const goBack = (): void => {
    if (origin !== null) goToKey(origin)
    setOrigin(null)
  }
  useLayoutEffect(() => {
    if (sought === null) return undefined
    const element = scroller.current?.querySelector<HTMLElement>(`article[data-key="${sought}"]`)
    const item = element?.closest('.timeline-item')
    if (item) goTo(item)
    element?.focus({ preventScroll: true })
    const timer = setTimeout(() => setSought(null), SOUGHT_MS)
    return () => clearTimeout(timer)
  }, [sought])
  return { sought, seek, origin, goBack } as const
}
