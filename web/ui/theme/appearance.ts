/** Shows a look at once, and leaves it where the next start finds it before its first paint (public/first-paint.js). */

export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark'
  /** 1: as the system has it. */
  readonly textScale: number
  /** Nothing shines through. */
  readonly solid: boolean
}

declare global {
  var showAppearance: ((appearance?: Appearance) => void) | undefined
}

const KEY = 'appearance'

export function applyAppearance(appearance: Appearance): void {
  globalThis.showAppearance?.(appearance)
  const plain = appearance.theme === 'system' && appearance.textScale === 1 && !appearance.solid
  try {
    if (plain) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(appearance))
  } catch {
    // A browser that keeps nothing shows it for as long as the page lives.
  }
}

/** A text size that the system changed meanwhile is taken up when the page is looked at again. */
export function followSystemText(): () => void {
  const again = (): void => {
    if (document.visibilityState === 'visible' && document.documentElement.style.fontSize !== '')
      globalThis.showAppearance?.()
  }
  document.addEventListener('visibilitychange', again)
  return () => document.removeEventListener('visibilitychange', again)
}
