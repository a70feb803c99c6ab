/** Loads what only the roof can put together, on first use. */
import type { NudgesPart, NudgesParts } from './domain/nudges/nudges.types.ts'

export const openNudges = async (parts: NudgesParts): Promise<NudgesPart> =>
  (await import('./nudging.ts')).openNudges(parts)
