/** "Session options": the actions on this session. */
import { BellRing, DoorOpen, MapPinOff, Pencil, ServerOff, ShieldCheck, Timer, Trash2 } from 'lucide-preact'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { nudgePhrases } from '../../i18n/phrases/nudges.ts'
import { Menu, type MenuItem } from '../../ui/controls/Menu.tsx'
import { failureText } from '../failure-text.ts'
import { useView } from '../view-context.ts'

/** The dialogs that the menu opens. */
export type ChatDialog =
  | 'details'
  | 'rename'
  | 'leave'
  | 'delete'
  | 'safety'
  | 'lifetime'
  | 'address'
  | 'nudges'

/** The items that need the other person, so a closed session has none of them. */
function liveItems(
  conversation: Conversation,
  offersRinging: boolean,
  open: (dialog: ChatDialog) => void,
  say: (text: string) => void,
): MenuItem[] {
  const relay = conversation.relay.value
  const end = async (): Promise<void> => {
    const done = await conversation.answerRelay(false)
    if (!done.ok) say(failureText(done.error))
  }
  const endRelay: MenuItem = {
    label: chatPhrases.relay.end,
    icon: <ServerOff aria-hidden="true" />,
    act: () => void end(),
  }
  const ring: MenuItem = {
    label: nudgePhrases.ringThisPhone,
    icon: <BellRing aria-hidden="true" />,
    act: () => open('nudges'),
  }
  return [
    {
      label: chatPhrases.safetyCheck,
      icon: <ShieldCheck aria-hidden="true" />,
      act: () => open('safety'),
    },
    {
      label: chatPhrases.messageLifetime,
      icon: <Timer aria-hidden="true" />,
      act: () => open('lifetime'),
    },
    {
      label: chatPhrases.hideAddress,
      icon: <MapPinOff aria-hidden="true" />,
      act: () => open('address'),
    },
    ...(offersRinging ? [ring] : []),
    ...(relay === 'on' || relay === 'asking' ? [endRelay] : []),
    { label: chatPhrases.leave, icon: <DoorOpen aria-hidden="true" />, act: () => open('leave') },
  ]
}

export function ChatMenu(props: {
  readonly conversation: Conversation
  /** Whether ringing is loaded: its item would open nothing. */
  readonly offersRinging: boolean
  readonly at: { readonly x: number; readonly y: number }
  readonly onOpen: (dialog: ChatDialog) => void
  readonly onClose: () => void
}) {
  const { conversation, offersRinging, at, onOpen, onClose } = props
  const { say } = useView()
  const closed = conversation.connection.value.kind === 'closed'
  const items: readonly MenuItem[] = [
    { label: phrases.rename, icon: <Pencil aria-hidden="true" />, act: () => onOpen('rename') },
    ...(closed ? [] : liveItems(conversation, offersRinging, onOpen, say)),
    {
      label: chatPhrases.deleteSession,
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      act: () => onOpen('delete'),
    },
  ]
  return <Menu label={chatPhrases.sessionOptions} at={at} items={items} onClose={onClose} />
}
