/** Long press: held still for a moment; scrolling cancels it. */
export const HOLD_MS = 450
const STILL_PX = 8

export interface LongPress {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
  /** Eats the click that follows a long press. */
  readonly onClickCapture: (event: MouseEvent) => void
}

export function longPress(act: (at: { readonly x: number; readonly y: number }) => void): LongPress {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  let fired = false
  const cancel = (): void => clearTimeout(timer)
  return {
    onPointerDown({ clientX: x, clientY: y, button }) {
      cancel()
      fired = false
      if (button !== 0) return
      from = { x, y }
      timer = setTimeout(() => {
        fired = true
        act(from)
      }, HOLD_MS)
    },
    onPointerMove({ clientX, clientY }) {
      if (Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) cancel()
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onClickCapture(event) {
      if (!fired) return
      fired = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}

/** Where the menu of a button opens: under its outer corner, on whichever side that is. */
export function cornerOf(element: Element): { readonly x: number; readonly y: number } {
  const { left, right, bottom } = element.getBoundingClientRect()
  return { x: document.dir === 'rtl' ? left : right, y: bottom }
}
