/** Where the person is, in step with the browser's history: one entry a place, so that the edge swipe goes one step back. */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Navigation<P> {
  /** From the root to what is on top, as it is on the screen. */
  readonly stack: ReadonlySignal<readonly P[]>
  readonly push: (place: P) => void
  readonly back: () => void
  /** Puts another place where `instead` is, or where the top one is; the root stays, and what was left meanwhile stays left. */
  readonly replace: (place: P, instead?: P) => void
  /** Back to the root at once, however deep. */
  readonly reset: () => void
  /** Something that lies over the place: the way back closes it first. The value takes its step out again. */
  readonly layer: (close: () => void) => () => void
}

export interface Change<P> {
  readonly from: readonly P[]
  readonly to: readonly P[]
  /** The browser moved the picture already, as Safari does under an edge swipe. */
  readonly moved: boolean
}
/** Calls `update` once, now or a frame later; then `stack` is what it should be, also when more has changed meanwhile. */
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
  /** What is so; `stack` follows when the screen is ready to move. */
  let places = stack.value
  let layers: readonly (() => void)[] = []
  // A reload begins at the root again, and so must the depth.
  history.replaceState({ depth: 0 } satisfies Entry, '')
  const depthNow = (): number => places.length - 1 + layers.length
  const enter = (): void => history.pushState({ depth: depthNow() } satisfies Entry, '')
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
    const depth = depthOf(state)
    // Forward to a place that is gone: there is nothing to show there.
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
      // Shown at once; the history follows, and its event finds nothing left to do.
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
