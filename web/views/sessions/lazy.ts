/** What the list of sessions loads after it is shown. */
export const loadSessionRowActions = () => import('./SessionRowActions.tsx')
