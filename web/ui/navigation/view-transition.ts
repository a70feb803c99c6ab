/** One screen slides over another, by the browser's view transitions where it has them; how it looks is in views/app/views.css. */

/** Wider, two panes stand side by side and nothing slides. */
export const TWO_PANES = '(min-width: 900px)'
/** A mouse or a pad: there is no Home Screen here, and another window in front covers nothing. */
export const isDesk = (): boolean => matchMedia('(pointer: fine)').matches

export interface ScreenTransition {
  /** Calls `update` between the old and the new picture, or at once where nothing is animated. */
  readonly run: (way: 'push' | 'pop', update: () => void) => void
  /** Runs `act` without animation: a finger has already moved the screen. */
  readonly still: (act: () => void) => void
  /** Removes the picture of the previous screen at once. */
  readonly stop: () => void
}

/** Preact renders in a microtask; no frame comes before the browser has its second picture. */
const rendered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

export function createViewTransition(): ScreenTransition {
  let running: ViewTransition | null = null
  let still = false
  // During the animation the browser sends every tap to the page itself: end the animation and pass the tap on to its target.
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
      // A skipped transition rejects `ready`; that is no fault.
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
