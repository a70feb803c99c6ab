/** "This phone stopped ringing": the browser lost a subscription; one tap makes all of them anew. */
import type { NudgeFailure, Nudges } from '../../domain/nudges/nudges.model.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'

/** `onMended`: why it did not work; null when it did. */
export function LostBanner(props: {
  readonly nudges: Nudges | null
  readonly onMended: (wrong: NudgeFailure | null) => void
}) {
  const { nudges, onMended } = props
  if (!nudges?.ringing.value.some(({ lost }) => lost)) return null
  const repair = async (): Promise<void> => {
    const mended = await nudges.repair()
    onMended(mended.ok ? null : mended.error)
  }
  return (
    <div class="banner" role="status">
      <p>{nudgePhrases.lost}</p>
      <Button kind="plain" onPress={() => void repair()}>
        {nudgePhrases.turnOnAgain}
      </Button>
    </div>
  )
}
