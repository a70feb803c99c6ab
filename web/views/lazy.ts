/** What the views load only when something failed. */
export const loadFailureText = () => import('./failure-text.ts')
