/** "Notifications": which sessions ring this phone, and what keeps it from ringing. */
import { useState } from 'preact/hooks'
import type { NudgeFailure, Nudges, RingingSession } from '../../domain/nudges/nudges.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, Switch } from '../../ui/controls/Fields.tsx'
import { LostBanner } from '../nudges/LostBanner.tsx'
import { oldestText } from '../nudges/oldest-text.ts'
import { useNudgesLoad } from '../nudges/use-nudges.ts'
import { useNow } from '../use-now.ts'

const HOUR_MS = 3_600_000

function Session(props: {
  readonly nudges: Nudges
  readonly session: RingingSession
  readonly onWrong: (wrong: NudgeFailure | null) => void
}) {
  const { nudges, session, onWrong } = props
  const off = async (): Promise<void> => {
    // Also so that a second failure draws the switch again, which the browser has flipped already.
    onWrong(null)
    const turned = await nudges.of(session.id).turnOff()
    onWrong(turned.ok ? null : turned.error)
  }
  return (
    <li class="switch-item">
      <Switch
        label={session.name}
        hint={session.lost ? nudgePhrases.sessionLost : nudgePhrases.since(session.madeAt)}
        checked
        onChange={() => void off()}
      />
    </li>
  )
}

/** Why this phone cannot ring at all, if so. */
function stateFailure({ push }: Nudges): 'not_installed' | 'absent' | 'denied' | null {
  const state = push.value
  return state === 'prompt' || state === 'granted' ? null : state
}

export function NotificationsPage() {
  const { nudges, failed, again } = useNudgesLoad()
  const now = useNow(HOUR_MS)
  const [wrong, setWrong] = useState<NudgeFailure | null>(null)
  if (!nudges && failed)
    return (
      <div class="lazy" role="alert">
        <p>{phrases.loadFailed}</p>
        <Button onPress={again}>{phrases.again}</Button>
      </div>
    )
  if (!nudges) return <p class="quiet">{phrases.loading}</p>
  const sessions = nudges.ringing.value
  const failure = wrong ?? stateFailure(nudges)
  return (
    <div class="stack">
      <p class="quiet">{nudgePhrases.pageText}</p>
      <LostBanner nudges={nudges} onMended={setWrong} />
      <Alert text={failure && nudgePhrases.failure[failure]} />
      {sessions.length === 0 ? (
        <p>{nudgePhrases.none}</p>
      ) : (
        <>
          <ul class="group" aria-label={nudgePhrases.notifications}>
            {sessions.map((session) => (
              <Session key={session.id} {...{ nudges, session }} onWrong={setWrong} />
            ))}
          </ul>
          <p class="quiet">{oldestText(sessions, now)}</p>
        </>
      )}
    </div>
  )
}
