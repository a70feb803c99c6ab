/** A row that gives way sideways to what lies behind it: follows the finger, snaps open or shut, and gives up when the list is scrolled. */
import { HOLD_MS } from './long-press.ts'

/** Nearer to the edge begins the system's own way back. */
export const EDGE_PX = 24
/** Less is a tap, or not decided yet. */
const SLOP_PX = 8
/** Faster than this the direction decides, not the distance. */
const FLICK_PX_PER_MS = 0.35
/** Beyond its end a row follows with this part of the finger's way. */
const RESISTANCE = 0.25

export interface SwipeOpen {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: (event: PointerEvent) => void
  readonly onPointerCancel: (event: PointerEvent) => void
  readonly onClickCapture: (event: MouseEvent) => void
  readonly close: () => void
}

interface Finger {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly at: number
  readonly row: HTMLElement
  /** -1 where rows open to the left. */
  readonly sign: 1 | -1
  readonly from: number
  claimed: boolean
  last: { x: number; at: number; speed: number }
}

/** `widthOf` is how far a row opens, in px; `onChange` hears when what lies behind is needed, and when no longer. */
export function createSwipeOpen(
  widthOf: () => number,
  onChange: (state: 'moving' | 'open' | 'shut') => void,
): SwipeOpen {
  let finger: Finger | null = null
  let opened: { readonly row: HTMLElement; readonly sign: 1 | -1 } | null = null
  let eatClick = false

  const place = (row: HTMLElement, sign: 1 | -1, offset: number): void =>
    row.style.setProperty('--swiped', `${sign * offset}px`)
  const outside = (event: Event): void => {
    if (opened && event.target instanceof Node && !opened.row.contains(event.target)) close()
  }
  const settle = (row: HTMLElement, sign: 1 | -1, open: boolean): void => {
    row.removeAttribute('data-swiping')
    place(row, sign, open ? widthOf() : 0)
    opened = open ? { row, sign } : null
    document[open ? 'addEventListener' : 'removeEventListener']('pointerdown', outside, true)
    onChange(open ? 'open' : 'shut')
  }
  const close = (): void => {
    if (opened) settle(opened.row, opened.sign, false)
  }
  const wayOf = ({ clientX }: PointerEvent, { x, sign, from }: Finger): number => {
    const way = Math.max(0, from + (clientX - x) * sign)
    const width = widthOf()
    return way > width ? width + (way - width) * RESISTANCE : way
  }

  return {
    close,
    onPointerDown(event) {
      eatClick = false
      const row = event.currentTarget
      if (event.pointerType === 'mouse' || !event.isPrimary || !(row instanceof HTMLElement)) return
      const rtl = getComputedStyle(row).direction === 'rtl'
      const { clientX: x, clientY: y, pointerId: id } = event
      if (x < EDGE_PX || (rtl && x > window.innerWidth - EDGE_PX)) return
      const last = { x, at: event.timeStamp, speed: 0 }
      finger = {
        ...{ id, x, y, at: last.at, row, last },
        ...{ sign: rtl ? 1 : -1, from: opened ? widthOf() : 0, claimed: false },
      }
    },
    onPointerMove(event) {
      if (!finger || event.pointerId !== finger.id) return
      const { x, y, row, sign } = finger
      if (!finger.claimed) {
        const [aside, along] = [Math.abs(event.clientX - x), Math.abs(event.clientY - y)]
        // Held still for so long, it has opened a menu.
        const rested = event.timeStamp - finger.at > HOLD_MS
        if (rested || (along > SLOP_PX && along >= aside)) finger = null
        if (aside <= SLOP_PX || !finger) return
        finger.claimed = true
        row.setPointerCapture(event.pointerId)
        row.setAttribute('data-swiping', '')
        onChange('moving')
      }
      const passed = event.timeStamp - finger.last.at
      if (passed > 0)
        finger.last = {
          x: event.clientX,
          at: event.timeStamp,
          speed: ((event.clientX - finger.last.x) * sign) / passed,
        }
      place(row, sign, wayOf(event, finger))
    },
    onPointerUp(event) {
      if (!finger?.claimed || event.pointerId !== finger.id) return
      const { row, sign, last } = finger
      const flicked = Math.abs(last.speed) > FLICK_PX_PER_MS
      const open = flicked ? last.speed > 0 : wayOf(event, finger) > widthOf() / 2
      finger = null
      eatClick = true
      settle(row, sign, open)
    },
    onPointerCancel(event) {
      if (finger?.claimed && event.pointerId === finger.id) settle(finger.row, finger.sign, finger.from > 0)
      finger = null
    },
    onClickCapture(event) {
      // The end of a swipe is no tap; a tap on an open row only shuts it.
      const shuts = opened && event.target instanceof Element && event.target.closest('.row-slide')
      if (!eatClick && !shuts) return
      if (!eatClick) close()
      eatClick = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
