/** On the sheet of an invite: lets this phone ring when somebody accepts the code while the app is closed. */
import { BellRing } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { SessionId } from '../../domain/sessions/session.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { NudgeSheet } from './NudgeSheet.tsx'
import { useNudges } from './use-nudges.ts'
import './nudges.css'

/** `name`: null for a session that nobody has named. */
export function InviteRing({ id, name }: { readonly id: SessionId; readonly name: string | null }) {
  const all = useNudges()
  const [asking, setAsking] = useState(false)
  if (!all || all.push.value === 'absent' || all.push.value === 'denied') return null
  const nudges = all.of(id)
  return (
    <>
      {nudges.on.value && (
        <p class="invite-hint" role="status">
          {nudgePhrases.ringsWhenAccepted}
        </p>
      )}
      <Button kind="plain" onPress={() => setAsking(true)}>
        <BellRing aria-hidden="true" />
        {nudgePhrases.ringThisPhone}
      </Button>
      {asking && <NudgeSheet {...{ nudges, name }} invited onClose={() => setAsking(false)} />}
    </>
  )
}
