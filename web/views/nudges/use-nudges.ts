/** Ringing for views: its code comes with the first conversation, so it may be a moment before it is there. */
import { useMemo } from 'preact/hooks'
import type { Nudges, SessionNudges } from '../../domain/nudges/nudges.model.ts'
import type { SessionId } from '../../domain/sessions/session.ts'
import { useView } from '../view-context.ts'
import { useLoaded } from './use-loaded.ts'

/** `failed`: its code could not be loaded, and `again` tries once more. */
export function useNudgesLoad(): {
  readonly nudges: Nudges | null
  readonly failed: boolean
  readonly again: () => void
} {
  const { app } = useView()
  const { value, ...rest } = useLoaded(app.nudges.load)
  return { nudges: value, ...rest }
}

/** Null until it is loaded, and when it could not be. */
export const useNudges = (): Nudges | null => useNudgesLoad().nudges

export function useSessionNudges(id: SessionId): SessionNudges | null {
  const nudges = useNudges()
  return useMemo(() => nudges?.of(id) ?? null, [nudges, id])
}
