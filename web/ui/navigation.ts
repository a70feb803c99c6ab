/** Where the person is, in step with the browser's history: one entry a place, so that the edge swipe goes one step back. */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Navigation<P> {
  /** From the root to what is on top. */
  readonly stack: ReadonlySignal<readonly P[]>
  readonly push: (place: P) => void
  readonly back: () => void
  /** Puts another place where the top one is. */
  readonly replace: (place: P) => void
  /** Back to the root at once, however deep. */
  readonly reset: () => void
}

interface Entry {
  readonly depth: number
}
const depthOf = (state: unknown): number =>
  typeof state === 'object' && state !== null && 'depth' in state && typeof state.depth === 'number'
    ? state.depth
    : 0

export function createNavigation<P>(root: P): Navigation<P> {
  const stack = signal<readonly P[]>([root])
  // A reload begins at the root again, and so must the depth.
  history.replaceState({ depth: 0 } satisfies Entry, '')
  const cut = (depth: number): void => {
    stack.value = stack.value.slice(0, depth + 1)
  }
  window.addEventListener('popstate', ({ state }) => {
    const depth = depthOf(state)
    // Forward to a place that is gone: there is nothing to show there.
    if (depth >= stack.value.length) history.back()
    else cut(depth)
  })
  return {
    stack,
    push(place) {
      stack.value = [...stack.value, place]
      history.pushState({ depth: stack.value.length - 1 } satisfies Entry, '')
    },
    back() {
      const depth = stack.value.length - 1
      if (depth === 0) return
      // Shown at once; the history follows, and its event finds nothing left to do.
      cut(depth - 1)
      history.back()
    },
    replace(place) {
      stack.value = [...stack.value.slice(0, -1), place]
    },
    reset() {
      const depth = stack.value.length - 1
      if (depth === 0) return
      cut(0)
      history.go(-depth)
    },
  }
}
