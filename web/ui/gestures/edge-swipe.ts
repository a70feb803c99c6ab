/** The swipe back from the screen's edge, where the browser has none of its own: the screen follows the finger and uncovers the one below. */
import type { ScreenTransition } from '../navigation/view-transition.ts'
import { TWO_PANES } from '../navigation/view-transition.ts'
import { EDGE_PX } from './swipe-open.ts'

const SLOP_PX = 8
const FLICK_PX_PER_MS = 0.35
/** As long as .shell[data-edge-going] takes. */
const GOING_MS = 200

/** iOS and Android have this gesture themselves, iOS also for an installed app. */
const browserHasOwn = (): boolean =>
  CSS.supports('-webkit-touch-callout', 'none') || /Android/.test(navigator.userAgent)

interface Finger {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly sign: 1 | -1
  readonly shell: HTMLElement
  readonly width: number
  claimed: boolean
  last: { way: number; at: number; speed: number }
}

/** `depth` is how many screens lie below the one on top. */
export function followEdgeSwipe(depth: () => number, slide: ScreenTransition, back: () => void): () => void {
  if (browserHasOwn()) return () => {}
  let finger: Finger | null = null
  document.documentElement.setAttribute('data-own-edge', '')

  const down = (event: PointerEvent): void => {
    const shell = document.querySelector<HTMLElement>('.shell')
    const rtl = document.documentElement.dir === 'rtl'
    const { clientX: x, clientY: y, pointerId: id } = event
    const width = window.innerWidth
    const fromEdge = rtl ? width - x : x
    if (event.pointerType !== 'touch' || !event.isPrimary || fromEdge > EDGE_PX || depth() === 0) return
    if (!shell || document.querySelector('dialog[open]') || matchMedia(TWO_PANES).matches) return
    const last = { way: 0, at: event.timeStamp, speed: 0 }
    finger = { id, x, y, sign: rtl ? -1 : 1, shell, width, claimed: false, last }
  }
  const move = (event: PointerEvent): void => {
    if (!finger || event.pointerId !== finger.id) return
    const { shell, sign } = finger
    const way = Math.max(0, (event.clientX - finger.x) * sign)
    if (!finger.claimed) {
      const along = Math.abs(event.clientY - finger.y)
      if (along > SLOP_PX && along >= way) finger = null
      if (!finger || way <= SLOP_PX) return
      finger.claimed = true
      // Only the list stays rendered below; other screens are rendered when they are entered.
      shell.setAttribute('data-edge', depth() === 1 ? 'list' : 'plain')
    }
    const passed = event.timeStamp - finger.last.at
    if (passed > 0) finger.last = { way, at: event.timeStamp, speed: (way - finger.last.way) / passed }
    shell.style.setProperty('--edge-way', `${sign * way}px`)
  }
  const settle = (gone: boolean): void => {
    const ended = finger
    finger = null
    if (!ended?.claimed) return
    const { shell, sign, width } = ended
    shell.setAttribute('data-edge-going', '')
    shell.style.setProperty('--edge-way', `${gone ? sign * width : 0}px`)
    setTimeout(() => {
      if (gone && shell.isConnected) slide.still(back)
      shell.removeAttribute('data-edge')
      shell.removeAttribute('data-edge-going')
      shell.style.removeProperty('--edge-way')
    }, GOING_MS)
  }
  const up = (event: PointerEvent): void => {
    if (!finger || event.pointerId !== finger.id) return
    const { way, speed } = finger.last
    settle(Math.abs(speed) > FLICK_PX_PER_MS ? speed > 0 : way > finger.width / 2)
  }
  const cancel = (): void => settle(false)
  document.addEventListener('pointerdown', down)
  document.addEventListener('pointermove', move)
  document.addEventListener('pointerup', up)
  document.addEventListener('pointercancel', cancel)
  return () => {
    document.documentElement.removeAttribute('data-own-edge')
    document.removeEventListener('pointerdown', down)
    document.removeEventListener('pointermove', move)
    document.removeEventListener('pointerup', up)
    document.removeEventListener('pointercancel', cancel)
  }
}
