/** Long press: a finger held still for a moment. Moving it cancels. */
export const HOLD_MS = 450
const STILL_PX = 8

export interface LongPress {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
}

/** Swallows the click that ends a long press: it would hit whatever the press has opened under the finger. */
function eatClick(): void {
  const eat = (event: MouseEvent): void => {
    // Keyboards and screen readers click without a pointer (detail 0).
    if (event.detail === 0) return
    event.preventDefault()
    event.stopPropagation()
    stop()
  }
  const stop = (): void => {
    document.removeEventListener('click', eat, true)
    document.removeEventListener('pointerdown', stop, true)
  }
  document.addEventListener('click', eat, true)
  document.addEventListener('pointerdown', stop, true)
}

export function longPress(act: (at: { readonly x: number; readonly y: number }) => void): LongPress {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  const cancel = (): void => clearTimeout(timer)
  return {
    onPointerDown({ clientX: x, clientY: y, button }) {
      cancel()
      if (button !== 0) return
      from = { x, y }
      timer = setTimeout(() => {
        eatClick()
        act(from)
      }, HOLD_MS)
    },
    onPointerMove({ clientX, clientY }) {
      if (Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) cancel()
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  }
}

/** Where the menu of a button opens: under its outer corner, on whichever side that is. */
export function cornerOf(element: Element): { readonly x: number; readonly y: number } {
  const { left, right, bottom } = element.getBoundingClientRect()
  return { x: document.dir === 'rtl' ? left : right, y: bottom }
}
