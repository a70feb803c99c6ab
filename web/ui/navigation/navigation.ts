/** The stack of places, in step with the browser's history: one entry for each place, so that the system's way back goes one step. */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Navigation<P> {
  /** The places from the root to the top one, as shown on the screen. */
  readonly stack: ReadonlySignal<readonly P[]>
  readonly push: (place: P) => void
  readonly back: () => void
  /** Replaces `instead`, or the top place, by another; never the root, nor a place that was left meanwhile. */
  readonly replace: (place: P, instead?: P) => void
  /** Back to the root at once, however deep. */
  readonly reset: () => void
  /** Adds a history step for something over the place, such as a sheet: going back closes it first. The value removes the step. */
  readonly layer: (close: () => void) => () => void
}

export interface Change<P> {
  readonly from: readonly P[]
  readonly to: readonly P[]
  /** The browser has animated the change itself, as Safari does for an edge swipe. */
  readonly moved: boolean
}
/** Calls `update` once, now or a frame later; `update` sets `stack` to the latest places, even if they changed meanwhile. */
export type Show<P> = (change: Change<P>, update: () => void) => void

interface Entry {
  readonly depth: number
}
const depthOf = (state: unknown): number =>
  typeof state === 'object' && state !== null && 'depth' in state && typeof state.depth === 'number'
    ? state.depth
    : 0

export function createNavigation<P>(root: P, show: Show<P> = (_, update) => update()): Navigation<P> {
  const stack = signal<readonly P[]>([root])
  /** The current places; `stack` follows when the screen is ready to move. */
  let places = stack.value
  let layers: readonly (() => void)[] = []
  // A reload starts at the root, so the depth starts at zero too.
  history.replaceState({ depth: 0 } satisfies Entry, '')
  const depthNow = (): number => places.length - 1 + layers.length
  /** The browser made an entry by itself: the next place or layer takes it. */
  let isSpare = false
  const enter = (): void => {
    const entry: Entry = { depth: depthNow() }
    if (isSpare) history.replaceState(entry, '')
    else history.pushState(entry, '')
    isSpare = false
  }
  const go = (to: readonly P[], moved = false): void => {
    const from = places
    places = to
    show({ from, to, moved }, () => {
      stack.value = places
    })
  }
  /** Layers go before the places under them. */
  const cut = (depth: number, moved = false): void => {
    const surplus = depthNow() - depth
    const closing = layers.slice(Math.max(0, layers.length - surplus))
    layers = layers.slice(0, layers.length - closing.length)
    if (surplus > closing.length) go(places.slice(0, depth - layers.length + 1), moved)
    for (const close of closing.toReversed()) close()
  }
  window.addEventListener('popstate', ({ state, hasUAVisualTransition }) => {
    // A link to this page was opened in it: the browser went one entry on, and nothing here closes.
    isSpare = state === null
    if (isSpare) return history.replaceState({ depth: depthNow() } satisfies Entry, '')
    const depth = depthOf(state)
    // Forward, to a place that no longer exists.
    if (depth > depthNow()) history.back()
    else cut(depth, hasUAVisualTransition)
  })
  return {
    stack,
    push(place) {
      go([...places, place])
      enter()
    },
    back() {
      const depth = depthNow()
      if (depth === 0) return
      // Change the screen at once. The popstate event that follows then has nothing left to do.
      cut(depth - 1)
      history.back()
    },
    replace(place, instead = places.at(-1)) {
      const at = instead === undefined ? -1 : places.lastIndexOf(instead)
      if (at > 0) go(places.with(at, place))
    },
    reset() {
      const depth = depthNow()
      if (depth === 0) return
      cut(0)
      history.go(-depth)
    },
    layer(close) {
      layers = [...layers, close]
      enter()
      return () => {
        if (!layers.includes(close)) return
        layers = layers.filter((other) => other !== close)
        history.back()
      }
    },
  }
}
