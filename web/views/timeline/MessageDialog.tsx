/** Dialogs of one message: confirms removing or unsending it, shows what it said before, asks for an emoji. */
import type { Emoji } from '../../../protocol/reaction.ts'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { conversationPhrases } from '../../i18n/phrases/conversation.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { Dialog } from '../../ui/controls/Sheet.tsx'
import { failureText } from '../failure-text.ts'
import { byOf } from '../items/item-key.ts'
import { useView } from '../view-context.ts'
import { actFailureText } from './chat-text.ts'
import type { Asked } from './MessageMenu.tsx'
import { emojiToReaction, SIX_EMOJI } from './reaction-emoji.ts'

function textFor({ item, what }: Asked): readonly [title: string, text: string, yes: string] {
  if (what === 'remove') return [chatPhrases.removeTitle, chatPhrases.removeText, phrases.remove]
  const waits = item.kind === 'own' && (item.state === 'waiting' || item.state === 'sent')
  const text = waits ? chatPhrases.unsendWaitingText : chatPhrases.unsendText
  return [chatPhrases.unsendTitle, text, chatPhrases.unsend]
}

const EmojiDialog = lazyView(async () => (await import('../emoji/EmojiDialog.tsx')).EmojiDialog, phrases)

interface MessageDialogProps {
  readonly asked: Asked
  readonly conversation: Conversation
  readonly onClose: () => void
}

function React({ asked: { item }, conversation, onClose }: MessageDialogProps) {
  const { say } = useView()
  const react = async (emoji: Emoji): Promise<void> => {
    onClose()
    const done = await conversation.react({ by: byOf(item), id: item.id }, emojiToReaction(emoji))
    if (!done.ok) say(actFailureText(done.error))
  }
  return (
    <EmojiDialog
      few={conversation.takesEmoji() ? null : SIX_EMOJI}
      onPick={(emoji) => void react(emoji)}
      onClose={onClose}
    />
  )
}

function Earlier({ asked: { item }, onClose }: MessageDialogProps) {
  const texts = item.kind === 'unsent' ? [] : (item.earlier ?? [])
  return (
    <Dialog title={conversationPhrases.earlierTexts} onClose={onClose}>
      {texts.length === 0 && <p>{conversationPhrases.earlierGone}</p>}
      <ol class="earlier-texts">
        {texts.map((text, at) => (
          // The index is a valid key: texts are only added at the end.
          <li key={at} dir="auto" translate={false}>
            {text}
          </li>
        ))}
      </ol>
      <form>
        <Button onPress={onClose}>{phrases.close}</Button>
      </form>
    </Dialog>
  )
}

export function MessageDialog(props: MessageDialogProps) {
  if (props.asked.what === 'earlier') return <Earlier {...props} />
  if (props.asked.what === 'react') return <React {...props} />
  return <Question {...props} />
}

function Question(props: MessageDialogProps) {
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
