/** Shrinks a large title while its list is scrolled, and restores it at the top. */

/** The title shrinks beyond this scroll position and grows only at zero, so that it does not flicker between the two. */
const SMALL_FROM_PX = 24
/** A list that hardly overflows would stop overflowing when the title shrinks. */
const OVERFLOW_MIN_PX = 120

/** For the scroller's onScroll; marks the screen around it with data-scrolled. */
export function shrinkTitle({ currentTarget: scroller }: { readonly currentTarget: HTMLElement }): void {
  const screen = scroller.parentElement
  const overflow = scroller.scrollHeight - scroller.clientHeight
  if (scroller.scrollTop > SMALL_FROM_PX && overflow > OVERFLOW_MIN_PX)
    screen?.setAttribute('data-scrolled', '')
  else if (scroller.scrollTop <= 0) screen?.removeAttribute('data-scrolled')
}
