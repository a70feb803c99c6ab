/** "Ring", where the other phone gave a ticket, and what became of the press. */
import { BellRing } from 'lucide-preact'
import type { RingAnswer, SessionNudges } from '../../domain/nudges/nudges.model.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'
import './nudges.css'

function textOf(answer: RingAnswer, name: string | null): string {
  return answer.kind === 'later'
    ? nudgePhrases.answer.later(answer.at)
    : answer.kind === 'unreachable'
      ? nudgePhrases.answer.unreachable
      : nudgePhrases.answer[answer.kind](name)
}

/** `name`: null for a session that nobody has named. */
export function RingButton(props: { readonly nudges: SessionNudges; readonly name: string | null }) {
  const { nudges, name } = props
  const answer = nudges.answer.value
  const ringing = nudges.isRinging.value
  return (
    <div class="ring">
      {nudges.canRing.value && (
        <Button kind="soft" disabled={ringing} onPress={nudges.ring}>
          <BellRing size={16} aria-hidden="true" />
          {nudgePhrases.ring}
        </Button>
      )}
      <p role="status">{ringing ? nudgePhrases.ringing : answer ? textOf(answer, name) : ''}</p>
    </div>
  )
}
