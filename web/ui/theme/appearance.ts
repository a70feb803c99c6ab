/** Shows a look at once, and leaves it where the next start finds it before its first paint (public/first-paint.js). */

export interface Look {
  readonly theme: 'system' | 'light' | 'dark'
  /** 1: as the system has it. */
  readonly textScale: number
  /** Nothing shines through. */
  readonly solid: boolean
}

declare global {
  var showAppearance: ((look?: Look) => void) | undefined
}

const KEY = 'appearance'

export function showLook(look: Look): void {
  globalThis.showAppearance?.(look)
  const plain = look.theme === 'system' && look.textScale === 1 && !look.solid
  try {
    if (plain) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(look))
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
