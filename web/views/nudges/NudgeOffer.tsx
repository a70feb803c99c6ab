/** Under a message that did not arrive: asks once whether the two should ring each other. */
import { useRef } from 'preact/hooks'
import type { SessionNudges } from '../../domain/nudges/nudges.model.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useFocusAfter } from './focus-after.ts'

function Offer({ onOpen }: { readonly onOpen: () => void }) {
  const part = useRef<HTMLDivElement>(null)
  useFocusAfter(part)
  return (
    <div class="strip" ref={part}>
      <Button kind="plain" onPress={onOpen}>
        {nudgePhrases.offer}
      </Button>
    </div>
  )
}

export function NudgeOffer(props: { readonly nudges: SessionNudges | null; readonly onOpen: () => void }) {
  return props.nudges?.offered.value ? <Offer onOpen={props.onOpen} /> : null
}
