/** Applies an appearance at once, and stores it for the next start's first paint (public/first-paint.js). */

export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark'
  /** A multiple of the system's text size. */
  readonly textScale: number
  /** True to turn transparency off. */
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
    // Without storage the appearance lasts until the page closes.
  }
}

/** Applies a changed system text size when the page is visible again. */
export function followSystemText(): () => void {
  const again = (): void => {
    if (document.visibilityState === 'visible' && document.documentElement.style.fontSize !== '')
      globalThis.showAppearance?.()
  }
  document.addEventListener('visibilitychange', again)
  return () => document.removeEventListener('visibilitychange', again)
}
