/** On the sheet of an invite: lets this phone ring when somebody accepts the code while the app is closed. */
import { Check } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { SessionId } from '../../domain/sessions/session.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { useView } from '../view-context.ts'
import { NudgeSheet } from './NudgeSheet.tsx'
import { useNudges } from './use-nudges.ts'

export function InviteRing(props: {
  readonly id: SessionId
  /** Null for a session that nobody has named. */
  readonly name: string | null
  /** Whether the code lives long enough; an open sheet stays. */
  readonly offered: boolean
}) {
  const { id, name, offered } = props
  const { say } = useView()
  const all = useNudges()
  const [asking, setAsking] = useState(false)
  if (!all || all.push.value === 'absent' || all.push.value === 'denied') return null
  const nudges = all.of(id)
  const close = (): void => {
    setAsking(false)
    if (nudges.on.peek()) say(nudgePhrases.ringsWhenAccepted)
  }
  return (
    <>
      {offered && (
        // The check mark alone would tell a screen reader nothing.
        <button
          class="button"
          data-kind="plain"
          type="button"
          aria-pressed={nudges.on.value}
          onClick={() => setAsking(true)}
        >
          {nudges.on.value && <Check aria-hidden="true" />}
          {nudgePhrases.ringThisPhone}
        </button>
      )}
      {asking && <NudgeSheet {...{ nudges, name }} invited onClose={close} />}
    </>
  )
}
