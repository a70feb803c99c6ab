/** A full-screen alarm that explains a failed safety check and what to do now. */
import { ShieldAlert } from 'lucide-preact'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import './mismatch-alarm.css'

export function MismatchAlarm({ onClose }: { readonly onClose: () => void }) {
  const { alarm } = chatPhrases
  return (
    <Dialog title={alarm.title} alert kind="alarm" onClose={onClose}>
      <div class="alarm-text">
        <ShieldAlert aria-hidden="true" size={40} />
        <p>{alarm.what}</p>
        <p>{alarm.done}</p>
        <h3>{alarm.stepsTitle}</h3>
        <ol>
          {alarm.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <Button kind="main" onPress={onClose}>
          {alarm.understood}
        </Button>
      </div>
    </Dialog>
  )
}
