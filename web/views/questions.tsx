/** The questions asked of a person before something that matters: rename, leave, delete. */
import { useState } from 'preact/hooks'
import type { SessionId } from '../domain/model.ts'
import { phrases } from '../i18n/phrases.ts'
import { Button } from '../ui/Controls.tsx'
import { Alert, TextField } from '../ui/Fields.tsx'
import { Question } from '../ui/Sheet.tsx'
import { useView } from './context.ts'
import { failureWords } from './words.ts'

export function RenameQuestion(props: {
  readonly id: SessionId
  readonly name: string
  readonly onClose: () => void
}) {
  const { app } = useView()
  const [name, setName] = useState(props.name)
  const [wrong, setWrong] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    const renamed = await app.rename(props.id, name)
    if (renamed.ok) props.onClose()
    else setWrong(failureWords(renamed.error))
  }
  return (
    <Question title={phrases.rename} onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField label={phrases.name} value={name} onValue={setName} />
        <Alert text={wrong} />
        <Button kind="main" submit>
          {phrases.save}
        </Button>
        <Button onPress={props.onClose}>{phrases.cancel}</Button>
      </form>
    </Question>
  )
}

export function LeaveQuestion(props: {
  readonly ephemeral: boolean
  readonly onLeave: () => void
  readonly onClose: () => void
}) {
  const text = props.ephemeral ? phrases.leaveTextEphemeral : phrases.leaveText
  return (
    <Question title={phrases.leaveTitle} text={text} alert onClose={props.onClose}>
      <form>
        <Button kind="danger" onPress={props.onLeave}>
          {phrases.leave}
        </Button>
        <Button onPress={props.onClose}>{phrases.stay}</Button>
      </form>
    </Question>
  )
}

export function DeleteQuestion(props: {
  readonly id: SessionId
  readonly onDeleted: () => void
  readonly onClose: () => void
}) {
  const { app } = useView()
  return (
    <Question title={phrases.deleteTitle} text={phrases.deleteText} alert onClose={props.onClose}>
      <form>
        <Button
          kind="danger"
          onPress={() => {
            props.onClose()
            props.onDeleted()
            void app.erase(props.id)
          }}
        >
          {phrases.remove}
        </Button>
        <Button onPress={props.onClose}>{phrases.keep}</Button>
      </form>
    </Question>
  )
}
