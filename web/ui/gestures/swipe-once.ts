/** A line that follows a finger sideways and springs back; let go past a mark, it acts. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { HOLD_MS } from './long-press.ts'
import { EDGE_PX } from './swipe-open.ts'

/** A shorter movement is a tap, or not decided yet. */
const SLOP_PX = 10
/** Let go beyond this, the line acts. */
const MARK_PX = 52
/** Beyond the mark the line follows with only this part of the finger's way. */
const RESISTANCE = 0.2
/** As long as .bubble-line[data-pull="back"] takes. */
const BACK_MS = 200

/** `ready`: letting go now acts. */
export type Pulled = 'no' | 'moving' | 'ready' | 'back'

interface Finger {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly at: number
  readonly line: HTMLElement
  /** -1 where lines are pulled to the left. */
  readonly sign: 1 | -1
  claimed: boolean
  ready: boolean
}

export interface SwipeOnceHandlers {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: (event: PointerEvent) => void
  readonly onPointerCancel: (event: PointerEvent) => void
}

/** The line's --pulled is how far it gives way, in px. */
export function createSwipeOnce(
  act: { readonly can: () => boolean; readonly run: () => void },
  tell: (state: Pulled) => void,
): SwipeOnceHandlers {
  let finger: Finger | null = null
  const end = (event: PointerEvent, done: boolean): void => {
    if (event.pointerId !== finger?.id) return
    const { line, claimed, ready } = finger
    finger = null
    if (!claimed) return
    line.style.setProperty('--pulled', '0px')
    tell('back')
    if (done && ready) act.run()
  }
  return {
    onPointerDown(event) {
      const { currentTarget: line, clientX: x, clientY: y, pointerId: id, timeStamp: at } = event
      if (event.pointerType === 'mouse' || !event.isPrimary || !(line instanceof HTMLElement)) return
      if (!act.can()) return
      const rtl = getComputedStyle(line).direction === 'rtl'
      // At the edge the swipe back begins.
      if ((rtl ? window.innerWidth - x : x) < EDGE_PX) return
      finger = { id, x, y, at, line, sign: rtl ? -1 : 1, claimed: false, ready: false }
    },
    onPointerMove({ pointerId, clientX, clientY, timeStamp }) {
      if (pointerId !== finger?.id) return
      const { x, y, at, line, sign } = finger
      const way = (clientX - x) * sign
      if (!finger.claimed) {
        const along = Math.abs(clientY - y)
        // A finger that rested this long has opened the menu.
        if (timeStamp - at > HOLD_MS || way < -SLOP_PX || (along > SLOP_PX && along >= way)) finger = null
        if (way <= SLOP_PX || !finger) return
        finger.claimed = true
        line.setPointerCapture(pointerId)
        tell('moving')
      }
      const pulled = Math.max(0, way - SLOP_PX)
      const shown = pulled > MARK_PX ? MARK_PX + (pulled - MARK_PX) * RESISTANCE : pulled
      line.style.setProperty('--pulled', `${sign * shown}px`)
      const ready = pulled >= MARK_PX
      if (ready !== finger.ready) tell(ready ? 'ready' : 'moving')
      finger.ready = ready
    },
    onPointerUp: (event) => end(event, true),
    onPointerCancel: (event) => end(event, false),
  }
}

/** `act` is null where nothing can be done. If it becomes null during a swipe, the line still springs back. */
export function useSwipeOnce(act: (() => void) | null): readonly [Pulled, SwipeOnceHandlers] {
  const [pulled, tell] = useState<Pulled>('no')
  const latest = useRef(act)
  latest.current = act
  const handlers = useRef<SwipeOnceHandlers | null>(null)
  handlers.current ??= createSwipeOnce(
    { can: () => latest.current !== null, run: () => latest.current?.() },
    tell,
  )
  useEffect(() => {
    if (pulled !== 'back') return undefined
    const timer = setTimeout(() => tell('no'), BACK_MS)
    return () => clearTimeout(timer)
  }, [pulled])
  return [pulled, handlers.current]
}
