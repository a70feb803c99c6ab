/** "This phone stopped ringing": the browser lost a subscription; one tap makes all of them anew. */
import { useRef } from 'preact/hooks'
import type { NudgeFailure, Nudges } from '../../domain/nudges/nudges.model.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { useFocusAfter } from './focus-after.ts'

/** `onMended`: why it did not work; null when it did. */
type Mended = (wrong: NudgeFailure | null) => void

function Lost({ nudges, onMended }: { readonly nudges: Nudges; readonly onMended: Mended }) {
  const part = useRef<HTMLDivElement>(null)
  useFocusAfter(part)
  const repair = async (): Promise<void> => {
    const mended = await nudges.repair()
    onMended(mended.ok ? null : mended.error)
  }
  return (
    <div class="banner" role="status" ref={part}>
      <p>{nudgePhrases.lost}</p>
      <Button kind="plain" onPress={() => void repair()}>
        {nudgePhrases.turnOnAgain}
      </Button>
    </div>
  )
}

export function LostBanner(props: { readonly nudges: Nudges | null; readonly onMended: Mended }) {
  const { nudges, onMended } = props
  return nudges?.ringing.value.some(({ lost }) => lost) ? <Lost {...{ nudges, onMended }} /> : null
}
