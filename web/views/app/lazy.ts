/** Loads what the page needs only after its first screen is shown. */
export const loadLater = () => import('./later.ts')
/** What applies a changed look; no more than that, since a chosen one is applied at each start. */
export const loadAppearance = () => import('../../ui/theme/appearance.ts')
