/** The host's invite has words: asked for here when somebody came with the digits alone, or with wrong words. */
import { useState } from 'preact/hooks'
import type { Conversation, WordsAsked } from '../domain/conversation.model.ts'
import { phrases } from '../i18n/phrases.ts'
import { Button } from '../ui/Controls.tsx'
import { Alert } from '../ui/Fields.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { useView } from './context.ts'
import { WordsField } from './WordsField.tsx'
import { failureWords } from './words.ts'

export function WordsSheet(props: {
  readonly conversation: Conversation
  readonly asked: WordsAsked
  readonly onClose: () => void
}) {
  const { app } = useView()
  const [typed, setTyped] = useState('')
  const [slip, setSlip] = useState<string | null>(null)
  const wrong = props.asked.wrong ? phrases.wordsWrong(props.asked.left) : null
  const enter = async (): Promise<void> => {
    const words = await app.words.read(typed)
    if (words) await props.conversation.enterWords(words)
    else setSlip(failureWords({ code: 'words_unknown' }))
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
        <p>{phrases.wordsTitle}</p>
        <WordsField
          value={typed}
          describedBy="words-wrong words-hint"
          onValue={(value) => {
            setTyped(value)
            setSlip(null)
          }}
        />
        <p class="quiet" id="words-hint">
          {phrases.wordsHint}
        </p>
        <Alert text={slip ?? wrong} id="words-wrong" />
        <Button kind="main" submit>
          {phrases.join}
        </Button>
      </form>
    </Sheet>
  )
}
