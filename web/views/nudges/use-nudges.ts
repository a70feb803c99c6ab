/** Ringing for views: its code comes with the first conversation, so it may be a moment before it is there. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Nudges, SessionNudges } from '../../domain/nudges/nudges.model.ts'
import type { SessionId } from '../../domain/sessions/session.ts'
import { useView } from '../view-context.ts'

/** Null until it is loaded, and when it could not be. */
export function useNudges(): Nudges | null {
  const { app } = useView()
  const [nudges, setNudges] = useState<Nudges | null>(null)
  useEffect(() => {
    let shown = true
    app.nudges.load().then(
      (opened) => shown && setNudges(opened),
      () => {},
    )
    return () => {
      shown = false
    }
  }, [])
  return nudges
}

export function useSessionNudges(id: SessionId): SessionNudges | null {
  const nudges = useNudges()
  return useMemo(() => nudges?.of(id) ?? null, [nudges, id])
}
