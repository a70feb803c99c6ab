/** A large title gives its room to the list once that is scrolled, and takes it back at the top. */

/** Scrolled further, the title is small; back at zero it is large: two places, so that it does not flutter between them. */
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
