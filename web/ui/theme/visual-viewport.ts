/** Keeps the shell above the on-screen keyboard, which on iOS shrinks only the visual viewport. */

/** A smaller difference is a browser bar, or a height that WebKit has not restored yet. */
const KEYBOARD_MIN_PX = 100
/** WebKit reports the old height during its animation, so measure again after these delays. */
const LATER_MS = [100, 300] as const

const isEditable = (element: Element | null): boolean =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement

/** Writes the keyboard's height to --keyboard; returns the function that stops it. */
export function followVisualViewport(): () => void {
  const viewport = window.visualViewport
  if (!viewport) return () => {}
  let frame = 0
  const read = (): void => {
    frame = 0
    if (viewport.scale > 1.01) return
    const hidden = window.innerHeight - viewport.height - viewport.offsetTop
    const height = isEditable(document.activeElement) && hidden > KEYBOARD_MIN_PX ? Math.round(hidden) : 0
    document.documentElement.style.setProperty('--keyboard', `${height}px`)
    if (height === 0 && window.scrollY !== 0) window.scrollTo(0, 0)
  }
  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(read)
  }
  let later: readonly ReturnType<typeof setTimeout>[] = []
  const settle = (): void => {
    soon()
    for (const timer of later) clearTimeout(timer)
    later = LATER_MS.map((ms) => setTimeout(soon, ms))
  }
  viewport.addEventListener('resize', settle)
  viewport.addEventListener('scroll', settle)
  document.addEventListener('focusin', settle)
  document.addEventListener('focusout', settle)
  window.addEventListener('pageshow', settle)
  return () => {
    viewport.removeEventListener('resize', settle)
    viewport.removeEventListener('scroll', settle)
    document.removeEventListener('focusin', settle)
    document.removeEventListener('focusout', settle)
    window.removeEventListener('pageshow', settle)
  }
}
