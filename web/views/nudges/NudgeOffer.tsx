/** Under a message that did not arrive: asks once whether the two should ring each other. */
import type { SessionNudges } from '../../domain/nudges/nudges.model.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'

export function NudgeOffer(props: { readonly nudges: SessionNudges | null; readonly onOpen: () => void }) {
  if (!props.nudges?.offered.value) return null
  return (
    <div class="strip">
      <Button kind="plain" onPress={props.onOpen}>
        {nudgePhrases.offer}
      </Button>
    </div>
  )
}
