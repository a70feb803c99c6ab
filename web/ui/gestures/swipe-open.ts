/** A row that slides sideways under a finger to show what lies behind it, and snaps open or shut when it is let go. */
import { HOLD_MS } from './long-press.ts'

/** Closer to the screen's edge a swipe is the system's own way back. */
export const EDGE_PX = 24
/** A shorter movement is a tap, or not decided yet. */
const SLOP_PX = 8
/** Faster than this the direction decides whether the row opens, not the distance. */
const FLICK_PX_PER_MS = 0.35
/** Pulled further than fully open, the row follows with this part of the finger's way. */
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
  /** How far the row was open when the finger came down, in px. */
  readonly from: number
  claimed: boolean
  last: { x: number; at: number; speed: number }
}

/** Null when this press cannot become a swipe. */
function fingerOf(event: PointerEvent, from: number): Finger | null {
  const { currentTarget: row, clientX: x, clientY: y, pointerId: id, timeStamp: at } = event
  if (event.pointerType === 'mouse' || !event.isPrimary || !(row instanceof HTMLElement)) return null
  const rtl = getComputedStyle(row).direction === 'rtl'
  if (x < EDGE_PX || (rtl && x > window.innerWidth - EDGE_PX)) return null
  return { id, x, y, at, row, sign: rtl ? 1 : -1, from, claimed: false, last: { x, at, speed: 0 } }
}

/** Whether the movement so far is a swipe, something else (a scroll, a long press), or still open. */
function verdictOn({ x, y, at }: Finger, event: PointerEvent): 'swipe' | 'other' | 'undecided' {
  const [aside, along] = [Math.abs(event.clientX - x), Math.abs(event.clientY - y)]
  // A finger that rested this long has opened the row's menu.
  if (event.timeStamp - at > HOLD_MS || (along > SLOP_PX && along >= aside)) return 'other'
  return aside > SLOP_PX ? 'swipe' : 'undecided'
}

function noteSpeed(finger: Finger, { clientX: x, timeStamp: at }: PointerEvent): void {
  const passed = at - finger.last.at
  if (passed > 0) finger.last = { x, at, speed: ((x - finger.last.x) * finger.sign) / passed }
}

/** How far the row is open under the finger, in px. */
function wayOf({ clientX }: PointerEvent, { x, sign, from }: Finger, width: number): number {
  const way = Math.max(0, from + (clientX - x) * sign)
  return way > width ? width + (way - width) * RESISTANCE : way
}

const place = (row: HTMLElement, sign: 1 | -1, offset: number): void =>
  row.style.setProperty('--swiped', `${sign * offset}px`)

/** Opens and shuts one row; a press anywhere else shuts it. */
function createSnap(widthOf: () => number, onChange: (state: 'open' | 'shut') => void) {
  let opened: { readonly row: HTMLElement; readonly sign: 1 | -1 } | null = null
  const outside = (event: Event): void => {
    if (opened && event.target instanceof Node && !opened.row.contains(event.target)) close()
  }
  const snap = (row: HTMLElement, sign: 1 | -1, open: boolean): void => {
    row.removeAttribute('data-swiping')
    place(row, sign, open ? widthOf() : 0)
    opened = open ? { row, sign } : null
    document[open ? 'addEventListener' : 'removeEventListener']('pointerdown', outside, true)
    onChange(open ? 'open' : 'shut')
  }
  const close = (): void => {
    if (opened) snap(opened.row, opened.sign, false)
  }
  return { snap, close, isOpen: () => opened !== null }
}

/**
 * `widthOf`: how far a row opens, in px. `onChange` is told when what lies behind the row is needed
 * (`moving`, `open`) and when it no longer is (`shut`).
 */
export function createSwipeOpen(
  widthOf: () => number,
  onChange: (state: 'moving' | 'open' | 'shut') => void,
): SwipeOpen {
  const { snap, close, isOpen } = createSnap(widthOf, onChange)
  let finger: Finger | null = null
  let eatClick = false
  const claim = (claimed: Finger): void => {
    claimed.claimed = true
    claimed.row.setPointerCapture(claimed.id)
    claimed.row.setAttribute('data-swiping', '')
    onChange('moving')
  }
  return {
    close,
    onPointerDown(event) {
      eatClick = false
      // A second finger does not take over from the first.
      finger = fingerOf(event, isOpen() ? widthOf() : 0) ?? finger
    },
    onPointerMove(event) {
      if (!finger || event.pointerId !== finger.id) return
      if (!finger.claimed) {
        const verdict = verdictOn(finger, event)
        if (verdict === 'other') finger = null
        if (verdict !== 'swipe' || !finger) return
        claim(finger)
      }
      noteSpeed(finger, event)
      place(finger.row, finger.sign, wayOf(event, finger, widthOf()))
    },
    onPointerUp(event) {
      if (!finger?.claimed || event.pointerId !== finger.id) return
      const { row, sign, last } = finger
      const flicked = Math.abs(last.speed) > FLICK_PX_PER_MS
      const open = flicked ? last.speed > 0 : wayOf(event, finger, widthOf()) > widthOf() / 2
      finger = null
      eatClick = true
      snap(row, sign, open)
    },
    onPointerCancel(event) {
      if (finger?.claimed && event.pointerId === finger.id) snap(finger.row, finger.sign, finger.from > 0)
      finger = null
    },
    onClickCapture(event) {
      // The click that ends a swipe is not a tap; a tap on an open row only shuts it.
      const shuts = isOpen() && event.target instanceof Element && event.target.closest('.row-slide')
      if (!eatClick && !shuts) return
      if (!eatClick) close()
      eatClick = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
