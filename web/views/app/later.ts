/** What works from a moment after the first screen is shown, in one file: the swipe back, the system's text size, the keys, a browser's translation, the window's title, and a change of the appearance. */
import './slides.css'

export { followEdgeSwipe } from '../../ui/gestures/edge-swipe.ts'
export { applyAppearance, followSystemText } from '../../ui/theme/appearance.ts'
export { followTranslation } from '../../ui/theme/follow-translation.ts'
export { listenForShortcuts } from './keyboard-shortcuts.ts'
export { followWindowSigns } from './window-signs.ts'
