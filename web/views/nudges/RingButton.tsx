/** "Ring", where the other phone gave a ticket, and what became of the press. */
import { BellRing } from 'lucide-preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { RingAnswer, SessionNudges } from '../../domain/nudges/nudges.model.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useFocusAfter } from './focus-after.ts'
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
  const canRing = nudges.canRing.value
  const told = useRef<HTMLParagraphElement>(null)
  const part = useRef<HTMLDivElement>(null)
  useFocusAfter(part)
  // A button that goes takes the focus with it, so whoever pressed it goes on at what became of that.
  const could = useRef(canRing)
  useLayoutEffect(() => {
    if (could.current && !canRing && document.activeElement === document.body) told.current?.focus()
    could.current = canRing
  }, [canRing])
  return (
    <div class="ring" ref={part}>
      {canRing && (
        // Not disabled while it rings, which would take the focus too: a press then does nothing.
        <Button kind="soft" onPress={nudges.ring}>
          <BellRing size={16} aria-hidden="true" />
          {nudgePhrases.ring}
        </Button>
      )}
      <p role="status" ref={told} tabIndex={-1}>
        {ringing ? nudgePhrases.ringing : answer ? textOf(answer, name) : ''}
      </p>
    </div>
  )
}
