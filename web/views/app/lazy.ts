/** Loads what the page needs only after its first screen is shown. */
export const loadLater = () => import('./later.ts')
