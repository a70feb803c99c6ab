/** Asks a guest for the words of the invite, after joining with digits alone or with wrong words. */
import { useState } from 'preact/hooks'
import type { Conversation, WordsAsked } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'
import { WordsField } from './WordsField.tsx'

export function WordsSheet(props: {
  readonly conversation: Conversation
  readonly asked: WordsAsked
  readonly onClose: () => void
}) {
  const { app } = useView()
  const [typed, setTyped] = useState('')
  const [slip, setSlip] = useState<string | null>(null)
  const wrong = props.asked.wrong ? invitePhrases.wordsWrong(props.asked.left) : null
  const enter = async (): Promise<void> => {
    const words = await app.invites.words.read(typed)
    if (words) await props.conversation.enterWords(words)
    else setSlip(failureText({ code: 'words_unknown' }))
  }
  return (
    <Sheet title={phrases.join} closeName={phrases.close} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void enter()
        }}
      >
        <p>{invitePhrases.wordsTitle}</p>
        <WordsField
          value={typed}
          describedBy="words-wrong words-hint"
          onValue={(value) => {
            setTyped(value)
            setSlip(null)
          }}
        />
        <p class="quiet" id="words-hint">
          {invitePhrases.wordsHint}
        </p>
        <Alert text={slip ?? wrong} id="words-wrong" />
        <Button kind="main" submit>
          {phrases.join}
        </Button>
      </form>
    </Sheet>
  )
}
