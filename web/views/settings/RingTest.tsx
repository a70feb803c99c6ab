/** In Diagnostics: rings this phone now, and says which step failed. */
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { oldestText } from '../nudges/oldest-text.ts'
import { useNudges } from '../nudges/use-nudges.ts'
import { useNow } from '../use-now.ts'

const HOUR_MS = 3_600_000

export function RingTest() {
  const nudges = useNudges()
  const now = useNow(HOUR_MS)
  if (!nudges) return null
  const state = nudges.test.value
  const text = (): string => {
    switch (state.kind) {
      case 'running':
        return nudgePhrases.step[state.step]
      case 'failed':
        return nudgePhrases.stepFailed[state.step]
      case 'good':
        return nudgePhrases.testGood
      default:
        return ''
    }
  }
  return (
    <section class="stack">
      <h2 class="group-title">{nudgePhrases.testTitle}</h2>
      <p class="quiet">
        {nudgePhrases.testText} {oldestText(nudges.ringing.value, now)}
      </p>
      <Button disabled={state.kind === 'running'} onPress={() => void nudges.runTest()}>
        {nudgePhrases.test}
      </Button>
      <p role="status" class="quiet center">
        {text()}
      </p>
    </section>
  )
}
