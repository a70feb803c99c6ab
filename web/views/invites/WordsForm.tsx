/** The form for the two words of an invite. A wrong try stays in the field for correction. */
import { Check } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { invitePhrases } from '../../i18n/phrases/invites.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Alert } from '../../ui/controls/Fields.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'
import { WordsField } from './WordsField.tsx'

/** `code`: the digits used to join; null when they are no longer known. */
export function WordsForm(props: { readonly conversation: Conversation; readonly code: string | null }) {
  const { app } = useView()
  const { conversation, code } = props
  const [typed, setTyped] = useState('')
  const [slip, setSlip] = useState<string | null>(null)
  const [edited, setEdited] = useState(false)
  const asked = conversation.wordsAsked.value
  const wrong = asked?.wrong && !edited ? invitePhrases.wordsWrong(asked.left) : null
  const enter = async (): Promise<void> => {
    if (!asked) return
    const words = await app.invites.words.read(typed)
    if (!words) return setSlip(failureText({ code: 'words_unknown' }))
    setEdited(false)
    await conversation.enterWords(words)
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void enter()
      }}
    >
      {code && (
        <p class="joined-code" dir="ltr">
          <Check aria-hidden="true" />
          {`${code.slice(0, 3)} ${code.slice(3)}`}
        </p>
      )}
      <WordsField
        value={typed}
        describedBy="words-wrong words-hint"
        onValue={(value) => {
          setTyped(value)
          setSlip(null)
          setEdited(true)
        }}
      />
      <Alert text={slip ?? wrong} id="words-wrong" of="field" />
      <p class="quiet small" id="words-hint">
        {invitePhrases.wordsHint}
      </p>
      <Button kind="main" submit disabled={!asked}>
        {asked ? phrases.join : invitePhrases.connecting}
      </Button>
    </form>
  )
}
