/** Ringing for views: its code comes with the first conversation, so it may be a moment before it is there. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Nudges, SessionNudges } from '../../domain/nudges/nudges.model.ts'
import type { SessionId } from '../../domain/sessions/session.ts'
import { useView } from '../view-context.ts'

/** `failed`: its code could not be loaded, and `again` tries once more. */
export function useNudgesLoad(): {
  readonly nudges: Nudges | null
  readonly failed: boolean
  readonly again: () => void
} {
  const { app } = useView()
  const [nudges, setNudges] = useState<Nudges | null>(null)
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let shown = true
    setFailed(false)
    app.nudges.load().then(
      (opened) => shown && setNudges(opened),
      () => shown && setFailed(true),
    )
    return () => {
      shown = false
    }
  }, [tries])
  return { nudges, failed, again: () => setTries((count) => count + 1) }
}

/** Null until it is loaded, and when it could not be. */
export const useNudges = (): Nudges | null => useNudgesLoad().nudges

export function useSessionNudges(id: SessionId): SessionNudges | null {
  const nudges = useNudges()
  return useMemo(() => nudges?.of(id) ?? null, [nudges, id])
}
