/** Jumps in the messages: from a quote to the message that it quotes, and to what a search found. */
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

/** Key of the message at the reading place; null at the end of the talk. */
const keyAt = (place: Element | null): string | null =>
  place?.querySelector<HTMLElement>('article')?.dataset.key ?? null

/**
 * Jumps to a quoted message and highlights it for a moment. Returns the highlighted message's key, the jump, and the way back
 * to the reply where it began (`origin`, null when there is none); whoever goes to the newest message needs none (`forgetOrigin`).
 * `reach` makes at least that many of the newest messages visible. `find` goes to a found message, which stays marked (`found`)
 * until the search ends (null), and takes no focus: the person goes on typing.
 */
export function useSeekMessage(
  scroller: RefObject<HTMLElement | null>,
  items: readonly TimelineItem[],
  reach: (least: number) => void,
  { goTo, place }: ScrollAnchor,
) {
  const [sought, setSought] = useState<string | null>(null)
  const [found, setFound] = useState<string | null>(null)
  const [origin, setOrigin] = useState<string | null>(null)
  const reachKey = (key: string): boolean => {
    const at = items.findIndex((item) => keyOf(item) === key)
    if (at < 0) return false
    reach(items.length - at + SOUGHT_WITH)
    return true
  }
  const goToKey = (key: string): boolean => {
    const isHere = reachKey(key)
    if (isHere) setSought(key)
    return isHere
  }
  const find = (key: string | null): void => {
    if (key === null) return setFound(null)
    if (!reachKey(key)) return
    if (found === null) setOrigin((before) => keyAt(place()) ?? before)
    setFound(key)
  }
  const seek = (to: Reference, from: string): void => {
    if (goToKey(`${to.by}-${to.id}`)) setOrigin(from)
  }
  const goBack = (): void => {
    if (origin !== null) goToKey(origin)
    setOrigin(null)
  }
  const forgetOrigin = (): void => setOrigin(null)
  const show = (key: string): HTMLElement | null => {
    const element = scroller.current?.querySelector<HTMLElement>(`article[data-key="${key}"]`) ?? null
    const item = element?.closest('.timeline-item')
    if (item) goTo(item)
    return element
  }
  useLayoutEffect(() => {
    if (found !== null) show(found)
  }, [found])
  useLayoutEffect(() => {
    if (sought === null) return undefined
    show(sought)?.focus({ preventScroll: true })
    const timer = setTimeout(() => setSought(null), SOUGHT_MS)
    return () => clearTimeout(timer)
  }, [sought])
  return { sought, seek, found, find, origin, goBack, forgetOrigin } as const
}
