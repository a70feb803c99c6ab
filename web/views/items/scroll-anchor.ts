/** Keeps the timeline's place when its size changes: at the end if it was there, else at the first visible message. Safari has no scroll anchoring. */
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/** Nearer to the end than this counts as being at the end. */
const NEAR_END_PX = 80
/** Items whose height was estimated (content-visibility) are measured within this time. */
const SETTLE_MS = 400
/** A smaller difference is rounding. */
const MOVED_PX = 1

export interface ScrollAnchor {
  readonly isAtEnd: () => boolean
  readonly toEnd: () => void
  /** Scrolls an item to the middle and keeps it there. */
  readonly goTo: (item: Element) => void
  /** The item at the top edge while the person reads further up; null at the end. */
  readonly place: () => Element | null
  /** For the scroller's onScroll. */
  readonly onScroll: () => void
}

/** `first`: key of the oldest shown item. When it changes, items were added or removed above. */
export function useScrollAnchor(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  first: string | undefined,
): ScrollAnchor {
  const now = useRef({
    atEnd: true,
    top: 0,
    width: 0,
    place: null as Element | null,
    offset: 0,
    until: 0,
    put: 0,
  })
  const offsetOf = (place: Element): number =>
    place.getBoundingClientRect().top - (scroller.current?.getBoundingClientRect().top ?? 0)
  const toEnd = (): void => {
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
  }
  const settle = (): void => {
    const { atEnd, place, offset, until } = now.current
    const element = scroller.current
    if (!element) return
    if (atEnd) toEnd()
    else if (place?.isConnected && performance.now() < until) {
      const moved = offsetOf(place) - offset
      if (Math.abs(moved) > MOVED_PX) element.scrollTop += moved
      now.current.put = element.scrollTop
    }
  }
  const hold = (): void => {
    now.current.until = performance.now() + SETTLE_MS
    settle()
  }
  useLayoutEffect(hold, [first])
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    // The keyboard, a rotation, a longer composer, larger text.
    const observer = new ResizeObserver(() => {
      const turned = element.clientWidth !== now.current.width
      now.current.width = element.clientWidth
      if (turned) hold()
      else settle()
    })
    for (const one of [element, content.current]) if (one) observer.observe(one)
    return () => observer.disconnect()
  }, [])
  const onScroll = (): void => {
    const element = scroller.current
    const is = now.current
    // The window was resized and the place is not restored yet: this scroll is not the person's.
    if (!element || element.clientWidth !== is.width) return
    const { scrollTop: top, scrollHeight, clientHeight } = element
    if (scrollHeight - top - clientHeight < NEAR_END_PX) is.atEnd = true
    // Only scrolling up leaves the end; growing content does not.
    else if (top < is.top) is.atEnd = false
    is.top = top
    // While the place is being restored, only the person scrolls it anywhere else.
    if (performance.now() < is.until && Math.abs(top - is.put) <= MOVED_PX) return
    is.until = 0
    const { left, top: edge, width } = element.getBoundingClientRect()
    is.place = document.elementFromPoint(left + width / 2, edge + MOVED_PX)?.closest('.timeline-item') ?? null
    is.offset = is.place ? offsetOf(is.place) : 0
  }
  const goTo = (item: Element): void => {
    const element = scroller.current
    if (!element) return
    item.scrollIntoView({ block: 'center' })
    const top = element.scrollTop
    const until = performance.now() + SETTLE_MS
    // Where the talk ends in sight of the item, what comes next still follows.
    const atEnd = element.scrollHeight - top - element.clientHeight < MOVED_PX
    Object.assign(now.current, { atEnd, place: item, offset: offsetOf(item), until, top, put: top })
  }
  const place = (): Element | null => (now.current.atEnd ? null : now.current.place)
  return { goTo, isAtEnd: () => now.current.atEnd, toEnd, place, onScroll }
}
