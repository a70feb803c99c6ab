/** A full-screen alarm after a failed safety check: what happened, what holds, what to do now, two ways out. */
import { ShieldX } from 'lucide-preact'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import './mismatch-alarm.css'

/** `name`: the session's, null when nobody has named it. `onNew`: begins another one with the same person. */
export function MismatchAlarm(props: {
  readonly name: string | null
  readonly onNew: () => void
  readonly onClose: () => void
}) {
  const { alarm, newSessionWith } = chatPhrases
  return (
    <Dialog
      title={alarm.title(props.name)}
      alert
      kind="alarm"
      icon={<ShieldX aria-hidden="true" />}
      onClose={props.onClose}
    >
      <div class="alarm-text" tabIndex={0}>
        <p>{alarm.done}</p>
        <p>{alarm.what}</p>
        <ol aria-label={alarm.stepsTitle}>
          {alarm.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <div class="alarm-acts">
        <Button
          onPress={() => {
            props.onClose()
            props.onNew()
          }}
        >
          {newSessionWith(props.name)}
        </Button>
        <Button kind="plain" onPress={props.onClose}>
          {alarm.understood}
        </Button>
      </div>
    </Dialog>
  )
}
