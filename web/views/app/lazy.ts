/** What the page loads after its first screen is shown. */
export const loadEdgeSwipe = () => import('../../ui/gestures/edge-swipe.ts')
export const loadAppearance = () => import('../../ui/theme/appearance.ts')
export const loadKeyboardShortcuts = () => import('./keyboard-shortcuts.ts')
