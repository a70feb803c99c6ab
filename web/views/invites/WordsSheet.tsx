/** Asks a guest for the words of the invite, in a chat that was entered without them. */
import { useState } from 'preact/hooks'
import type { Conversation, WordsAsked } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Sheet } from '../../ui/controls/Sheet.tsx'
import { WordsForm } from './WordsForm.tsx'

/** Closing the sheet leaves a button that opens it again. */
export function WordsQuestion({ conversation }: { readonly conversation: Conversation }) {
  const [closedFor, setClosedFor] = useState<WordsAsked | null>(null)
  /** While words are tried, nobody asks for any; what was typed stays until they are known to be right. */
  const [trying, setTrying] = useState(false)
  const asked = conversation.wordsAsked.value
  const isSecuring = ['securing', 'connecting'].includes(conversation.connection.value.kind)
  if (asked && !trying) setTrying(true)
  if (!asked && trying && !isSecuring) setTrying(false)
  if (!asked && !(trying && isSecuring)) return null
  if (asked && asked === closedFor)
    return (
      <Button kind="plain" onPress={() => setClosedFor(null)}>
        {chatPhrases.enterWords}
      </Button>
    )
  const close = (): void => {
    setClosedFor(asked)
    if (!asked) setTrying(false)
  }
  return (
    <Sheet title={phrases.join} closeName={phrases.close} onClose={close}>
      <WordsForm conversation={conversation} code={null} />
    </Sheet>
  )
}
