/** Parts loaded shortly after the first screen, in one chunk: the swipe back, the system's text size, keyboard shortcuts, browser translation, the window's title, and changes of the appearance. */
import './slides.css'

export { followEdgeSwipe } from '../../ui/gestures/edge-swipe.ts'
export { applyAppearance, followSystemText } from '../../ui/theme/appearance.ts'
export { followTranslation } from '../../ui/theme/follow-translation.ts'
export { listenForShortcuts } from './keyboard-shortcuts.ts'
export { followWindowSigns } from './window-signs.ts'
