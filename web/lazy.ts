/** Loads what only the roof can put together, on first use. */

export const loadNudging = (): Promise<typeof import('./nudging.ts')> => import('./nudging.ts')
