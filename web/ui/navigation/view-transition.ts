/** One screen slides over another, by the browser's view transitions where it has them; how it looks is in views.css. */

/** Wider, two panes stand side by side and nothing slides. */
export const TWO_PANES = '(min-width: 900px)'

export interface ScreenTransition {
  /** Calls `update` in the middle of the movement, or at once where there is none. */
  readonly run: (way: 'push' | 'pop', update: () => void) => void
  /** What `act` changes does not slide: a finger has moved it already. */
  readonly still: (act: () => void) => void
  /** No picture of the screen before is shown any longer. */
  readonly stop: () => void
}

/** Preact renders in a microtask; no frame comes before the browser has its second picture. */
const rendered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

export function createViewTransition(): ScreenTransition {
  let running: ViewTransition | null = null
  let still = false
  // While pictures move nothing under them can be hit, and the page itself gets the tap: it ends the movement and goes on to its aim.
  const isLost = ({ target }: Event): boolean => target === document.documentElement
  document.addEventListener('pointerdown', (event) => isLost(event) && running?.skipTransition(), true)
  document.addEventListener(
    'click',
    (event) => {
      const aim = isLost(event) ? document.elementFromPoint(event.clientX, event.clientY) : null
      if (!aim || aim === document.documentElement) return
      aim.closest<HTMLElement>('button, a, input, textarea')?.focus()
      aim.dispatchEvent(new MouseEvent('click', event))
    },
    true,
  )
  return {
    run(way, update) {
      const can = 'startViewTransition' in document && document.visibilityState === 'visible'
      if (!can || still || matchMedia(TWO_PANES).matches) return update()
      document.documentElement.dataset.slide = way
      const transition = document.startViewTransition(() => {
        update()
        return rendered()
      })
      running = transition
      // Skipped, it fails to get ready; that is no fault.
      transition.ready.catch(() => {})
      void transition.finished.then(() => {
        if (running !== transition) return
        running = null
        delete document.documentElement.dataset.slide
      })
    },
    still(act) {
      still = true
      act()
      still = false
    },
    stop() {
      running?.skipTransition()
    },
  }
}
