/** Drags a sheet by finger or mouse: it rests at full or, where it is tall, at half height, and closes when it is thrown down. */

/** Faster than this the direction decides where the sheet rests, not the distance. */
const FLICK_PX_PER_MS = 0.4
/** A shorter movement is a tap. */
const SLOP_PX = 6
/** The lower resting height, as a part of the window. */
const HALF = 0.55
/** Only a sheet taller than this part of the window has a lower resting height. */
const TALL = 0.75
/** As long as .sheet[data-going] takes. */
const GOING_MS = 200
/** Longer than --move: the sheet has arrived. */
const SETTLED_MS = 320
/** A short sheet closes when it is pulled down by this part of its height. */
const CLOSE_PART = 0.35
/** Speed is measured over the last moment, not over the whole way. */
const SPEED_OVER_MS = 80

interface Drag {
  readonly y: number
  /** Visible height when the drag began, in px. */
  readonly from: number
  /** Height of the whole sheet, in px. */
  readonly full: number
  /** The lower resting height in px; null where there is none. */
  readonly half: number | null
  readonly trail: { y: number; at: number }[]
}

export interface SheetDrag {
  readonly stop: () => void
  /** Returns the sheet to the height of its content. */
  readonly reset: () => void
}

interface Parts {
  readonly sheet: HTMLElement
  readonly head: HTMLElement
  readonly body: HTMLElement
}

/** What the handle and the body tell of a finger. */
interface DragHandlers {
  readonly begin: (y: number, at: number) => void
  readonly move: (y: number, at: number) => void
  readonly end: (at: number) => void
  readonly cancel: () => void
}

/** Where a sheet comes to rest when it is let go: the visible height in px, 0 for closed. */
function restOf({ from, full, half, trail, y }: Drag, at: number): number {
  const [first, last] = [trail[0], trail.at(-1)]
  const passed = first && last ? at - first.at : 0
  const speed = first && last && passed > 0 ? (last.y - first.y) / passed : 0
  const visible = from - ((last?.y ?? y) - y)
  if (speed < -FLICK_PX_PER_MS) return full
  if (speed > FLICK_PX_PER_MS) return half !== null && visible > half ? half : 0
  if (half === null) return full - visible > full * CLOSE_PART ? 0 : full
  if (visible < half / 2) return 0
  return visible > (full + half) / 2 ? full : half
}

function dragOf({ sheet, head, body }: Parts, y: number, at: number): Drag {
  const { maxHeight } = getComputedStyle(sheet)
  const full = Math.min(head.offsetHeight + body.scrollHeight, Number.parseFloat(maxHeight) || Infinity)
  // A sheet that floats in a wide window has one height.
  const onFloor = sheet.getBoundingClientRect().bottom >= window.innerHeight - 1
  const half = onFloor && full > window.innerHeight * TALL ? window.innerHeight * HALF : null
  return { y, from: sheet.offsetHeight, full, half, trail: [{ y, at }] }
}

function place(sheet: HTMLElement, visible: number, { full, half }: Drag): void {
  const floor = half ?? full
  sheet.style.height = half === null ? '' : `${Math.min(full, Math.max(floor, visible))}px`
  sheet.style.setProperty('--dragged', `${Math.max(0, floor - visible)}px`)
  sheet.style.setProperty('--gone', String(Math.min(1, Math.max(0, 1 - visible / floor))))
}

export function createSheetDrag(parts: Parts & { readonly onClose: () => void }): SheetDrag {
  const { sheet, head, body, onClose } = parts
  let drag: Drag | null = null
  let going: ReturnType<typeof setTimeout> | undefined
  let settling: ReturnType<typeof setTimeout> | undefined
  let atHalf = false

  const reset = (): void => {
    atHalf = false
    sheet.style.height = ''
    sheet.style.setProperty('--dragged', '0px')
    sheet.style.setProperty('--gone', '0')
  }
  const close = (): void => {
    sheet.setAttribute('data-going', '')
    sheet.style.setProperty('--dragged', `${sheet.offsetHeight}px`)
    sheet.style.setProperty('--gone', '1')
    going = setTimeout(onClose, GOING_MS)
  }
  const handlers: DragHandlers = {
    begin(y, at) {
      clearTimeout(settling)
      drag = dragOf(parts, y, at)
      sheet.setAttribute('data-dragging', '')
    },
    move(y, at) {
      if (!drag) return
      drag.trail.push({ y, at })
      while (drag.trail.length > 2 && at - (drag.trail[0]?.at ?? at) > SPEED_OVER_MS) drag.trail.shift()
      place(sheet, Math.min(drag.full, drag.from - (y - drag.y)), drag)
    },
    end(at) {
      const ended = drag
      drag = null
      sheet.removeAttribute('data-dragging')
      if (!ended) return
      const target = restOf(ended, at)
      if (target === 0) return close()
      place(sheet, target, ended)
      atHalf = target !== ended.full
      // At full height the sheet is free again: its content may grow.
      if (!atHalf) settling = setTimeout(reset, SETTLED_MS)
    },
    cancel() {
      if (drag) place(sheet, drag.from, drag)
      drag = null
      sheet.removeAttribute('data-dragging')
    },
  }
  const isDragging = (): boolean => drag !== null
  const stops = [dragByHead(head, handlers), dragByBody(body, handlers, isDragging, () => atHalf)]
  return {
    reset,
    stop() {
      clearTimeout(going)
      clearTimeout(settling)
      for (const stop of stops) stop()
    },
  }
}

/** A body that is scrolled stays a list. At its top, pulling down drags the sheet; so does pushing up at half height. */
function dragByBody(
  body: HTMLElement,
  { begin, move, end, cancel }: DragHandlers,
  isDragging: () => boolean,
  isAtHalf: () => boolean,
): () => void {
  let from: { x: number; y: number; at: number; top: number } | null = null
  const started = (event: TouchEvent): void => {
    const touch = event.touches.length === 1 ? event.touches[0] : undefined
    // In a field that has the focus, a finger moves the caret.
    const writing = event.target === document.activeElement
    from =
      touch && !writing
        ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp, top: body.scrollTop }
        : null
    if (!touch) cancel()
  }
  const moved = (event: TouchEvent): void => {
    const touch = event.touches[0]
    if (!touch) return
    if (!isDragging() && from) {
      const [aside, down] = [Math.abs(touch.clientX - from.x), touch.clientY - from.y]
      if (Math.abs(down) < SLOP_PX && aside < SLOP_PX) return
      const pulls = down > 0 ? from.top <= 0 : isAtHalf()
      if (pulls && Math.abs(down) > aside) begin(from.y, from.at)
      from = null
    }
    if (!isDragging()) return
    if (event.cancelable) event.preventDefault()
    move(touch.clientY, event.timeStamp)
  }
  const ended = (event: TouchEvent): void => end(event.timeStamp)
  body.addEventListener('touchstart', started, { passive: true })
  body.addEventListener('touchmove', moved, { passive: false })
  body.addEventListener('touchend', ended)
  body.addEventListener('touchcancel', cancel)
  return () => {
    body.removeEventListener('touchstart', started)
    body.removeEventListener('touchmove', moved)
    body.removeEventListener('touchend', ended)
    body.removeEventListener('touchcancel', cancel)
  }
}

/** The handle drags the sheet by finger, pen and mouse. */
function dragByHead(head: HTMLElement, { begin, move, end, cancel }: DragHandlers): () => void {
  const down = (event: PointerEvent): void => {
    if (!event.isPrimary || event.button !== 0) return
    if (event.target instanceof Element && event.target.closest('button')) return
    head.setPointerCapture(event.pointerId)
    begin(event.clientY, event.timeStamp)
  }
  const moved = (event: PointerEvent): void => move(event.clientY, event.timeStamp)
  const up = (event: PointerEvent): void => end(event.timeStamp)
  head.addEventListener('pointerdown', down)
  head.addEventListener('pointermove', moved)
  head.addEventListener('pointerup', up)
  head.addEventListener('pointercancel', cancel)
  return () => {
    head.removeEventListener('pointerdown', down)
    head.removeEventListener('pointermove', moved)
    head.removeEventListener('pointerup', up)
    head.removeEventListener('pointercancel', cancel)
  }
}
