/** The questions asked of a person before something that matters: rename, leave, delete. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SessionId } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert, TextField } from '../../ui/controls/Fields.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

/** What people often call a chat: one tap instead of typing. */
function NameIdeas({ onPick }: { readonly onPick: (name: string) => void }) {
  return (
    <div class="name-ideas">
      {invitePhrases.nameIdeas.map((idea) => (
        <Button key={idea} kind="soft" onPress={() => onPick(idea)}>
          {idea}
        </Button>
      ))}
    </div>
  )
}

function NameForm(props: {
  readonly id: SessionId
  readonly title: string
  readonly name: string
  readonly placeholder?: string
  readonly ideas: boolean
  readonly onClose: () => void
}) {
  const { app } = useView()
  const [name, setName] = useState(props.name)
  const [wrong, setWrong] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    const renamed = await app.sessions.rename(props.id, name)
    if (renamed.ok) props.onClose()
    else setWrong(failureText(renamed.error))
  }
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={phrases.name}
          value={name}
          onValue={setName}
          hint={invitePhrases.nameHint}
          {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
        />
        {props.ideas && <NameIdeas onPick={setName} />}
        <Alert text={wrong} />
        <Button kind="main" submit>
          {phrases.save}
        </Button>
        <Button onPress={props.onClose}>{phrases.cancel}</Button>
      </form>
    </Dialog>
  )
}

export const RenameDialog = (props: {
  readonly id: SessionId
  readonly name: string
  readonly onClose: () => void
}) => <NameForm {...props} title={phrases.rename} ideas={false} />

/** For a chat that nobody has named yet. `made`: the name that the app made up. */
export const NameDialog = (props: {
  readonly id: SessionId
  readonly made: string
  readonly onClose: () => void
}) => (
  <NameForm
    id={props.id}
    title={invitePhrases.nameThis}
    name=""
    placeholder={props.made}
    ideas
    onClose={props.onClose}
  />
)

export function LeaveDialog(props: {
  readonly ephemeral: boolean
  readonly onLeave: () => void
  readonly onClose: () => void
}) {
  const text = props.ephemeral ? chatPhrases.leaveTextEphemeral : chatPhrases.leaveText
  return (
    <Dialog title={chatPhrases.leaveTitle} text={text} alert onClose={props.onClose}>
      <form>
        <Button kind="danger" onPress={props.onLeave}>
          {chatPhrases.leave}
        </Button>
        <Button onPress={props.onClose}>{chatPhrases.stay}</Button>
      </form>
    </Dialog>
  )
}

export function DeleteDialog(props: {
  readonly id: SessionId
  readonly onDeleted: () => void
  readonly onClose: () => void
}) {
  const { app, say } = useView()
  const isShown = useRef(true)
  useEffect(
    () => () => {
      isShown.current = false
    },
    [],
  )
  const [wrong, setWrong] = useState<string | null>(null)
  const erase = async (): Promise<void> => {
    const erased = await app.sessions.erase(props.id)
    if (!erased.ok) {
      setWrong(failureText(erased.error))
      if (isShown.current) return
      // The record is gone, and the chat under this dialog with it; its messages could not be removed.
      say(failureText(erased.error))
    }
    props.onClose()
    props.onDeleted()
  }
  return (
    <Dialog title={chatPhrases.deleteTitle} text={chatPhrases.deleteText} alert onClose={props.onClose}>
      <form>
        <Alert text={wrong} />
        <Button kind="danger" onPress={() => void erase()}>
          {phrases.remove}
        </Button>
        <Button onPress={props.onClose}>{chatPhrases.keep}</Button>
      </form>
    </Dialog>
  )
}
