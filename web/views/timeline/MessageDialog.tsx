/** Confirms removing or unsending a message. */
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { byOf } from '../items/item-key.ts'
import { useView } from '../view-context.ts'
import type { Asked } from './MessageMenu.tsx'

function textFor({ item, what }: Asked): readonly [title: string, text: string, yes: string] {
  if (what === 'remove') return [chatPhrases.removeTitle, chatPhrases.removeText, phrases.remove]
  const waits = item.kind === 'own' && (item.state === 'waiting' || item.state === 'sent')
  const text = waits ? chatPhrases.unsendWaitingText : chatPhrases.unsendText
  return [chatPhrases.unsendTitle, text, chatPhrases.unsend]
}

export function MessageDialog(props: {
  readonly asked: Asked
  readonly conversation: Conversation
  readonly onClose: () => void
}) {
  const { asked, conversation, onClose } = props
  const { item, what } = asked
  const { say } = useView()
  const [title, text, yes] = textFor(asked)
  const act = async (): Promise<void> => {
    onClose()
    const done = await (what === 'unsend'
      ? conversation.unsend(item.id)
      : conversation.remove({ by: byOf(item), id: item.id }))
    if (!done.ok) say(failureText(done.error))
  }
  return (
    <Dialog title={title} text={text} alert onClose={onClose}>
      <form>
        <Button kind="danger" onPress={() => void act()}>
          {yes}
        </Button>
        <Button onPress={onClose}>{chatPhrases.keep}</Button>
      </form>
    </Dialog>
  )
}
