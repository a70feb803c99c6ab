/** A session: how the connection stands, what was said, and the composer. */
import { ChevronLeft, Ellipsis, EyeOff } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { unreachable } from '../../../base/result.ts'
import type { Conversation, WordsAsked } from '../../domain/conversation/conversation.model.ts'
import type { SessionId, SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button, IconButton } from '../../ui/controls/Button.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { cornerOf } from '../../ui/gestures/long-press.ts'
import { WordsSheet } from '../invites/WordsSheet.tsx'
import { DeleteDialog, LeaveDialog, RenameDialog } from '../sessions/session-dialogs.tsx'
import { Timeline } from '../timeline/Timeline.tsx'
import { useView } from '../view-context.ts'
import { type ChatDialog, ChatMenu } from './ChatMenu.tsx'
import { ChatStatus } from './ChatStatus.tsx'
import { Composer } from './Composer.tsx'
import { LifetimeBanner } from './LifetimeBanner.tsx'
import { MismatchAlarm } from './MismatchAlarm.tsx'
import { RelayBanner } from './RelayBanner.tsx'
import { TrustBanner } from './TrustBanner.tsx'
import { useEntered } from './use-entered.ts'
import './chat.css'

const SafetySheet = lazyView(async () => (await import('./SafetySheet.tsx')).SafetySheet, phrases)
const HideAddressSheet = lazyView(
  async () => (await import('./HideAddressSheet.tsx')).HideAddressSheet,
  phrases,
)
const LifetimeSheet = lazyView(async () => (await import('./LifetimeSheet.tsx')).LifetimeSheet, phrases)

interface ChatProps {
  readonly row: SessionRow
  readonly conversation: Conversation
}

/** Shown once, when this person has said that the pictures differ. */
function Alarm({ conversation }: { readonly conversation: Conversation }) {
  const state = conversation.connection.value
  const isMismatch = state.kind === 'closed' && state.reason === 'mismatch'
  const [read, setRead] = useState(isMismatch)
  return isMismatch && !read ? <MismatchAlarm onClose={() => setRead(true)} /> : null
}

/** The other person's invite has words. Closing the question leaves a button that asks again. */
function WordsQuestion({ conversation }: { readonly conversation: Conversation }) {
  const [closedFor, setClosedFor] = useState<WordsAsked | null>(null)
  const asked = conversation.wordsAsked.value
  if (!asked) return null
  if (asked === closedFor)
    return (
      <Button kind="plain" onPress={() => setClosedFor(null)}>
        {chatPhrases.enterWords}
      </Button>
    )
  return <WordsSheet conversation={conversation} asked={asked} onClose={() => setClosedFor(asked)} />
}

function OpenDialog(props: ChatProps & { readonly open: ChatDialog; readonly onClose: () => void }) {
  const { row, conversation, open, onClose } = props
  const { app, navigation } = useView()
  const closed = conversation.connection.value.kind === 'closed'
  const leave = (): void => {
    onClose()
    app.conversations.look(null)
    void app.conversations.leave(row.id)
    navigation.reset()
  }
  switch (open) {
    case 'rename':
      return <RenameDialog id={row.id} name={row.name} onClose={onClose} />
    case 'leave':
      return <LeaveDialog ephemeral={row.ephemeral} onClose={onClose} onLeave={leave} />
    case 'delete':
      return <DeleteDialog id={row.id} onClose={onClose} onDeleted={navigation.reset} />
    case 'lifetime':
      return closed ? null : <LifetimeSheet conversation={conversation} onClose={onClose} />
    case 'address':
      return closed ? null : <HideAddressSheet conversation={conversation} onClose={onClose} />
    case 'safety':
      return closed ? null : <SafetySheet conversation={conversation} onClose={onClose} />
    default:
      return unreachable(open)
  }
}

function Chat({ row, conversation }: ChatProps) {
  const { app, navigation } = useView()
  const [open, setOpen] = useState<ChatDialog | null>(null)
  const [menuAt, setMenuAt] = useState<{ readonly x: number; readonly y: number } | null>(null)
  const closed = conversation.connection.value.kind === 'closed'
  const check = (): void => setOpen('safety')
  return (
    <section class="screen chat" aria-label={row.name}>
      <header class="chat-head">
        <IconButton name={phrases.back} onPress={navigation.back}>
          <ChevronLeft aria-hidden="true" class="mirrored" />
        </IconButton>
        <h1 dir="auto">{row.name}</h1>
        <IconButton name={chatPhrases.coverNow} onPress={app.cover.coverNow}>
          <EyeOff aria-hidden="true" />
        </IconButton>
        <IconButton
          name={chatPhrases.sessionOptions}
          hasMenu
          onPress={({ currentTarget }) => setMenuAt(cornerOf(currentTarget as Element))}
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
        <ChatStatus conversation={conversation} onCheck={check} />
      </header>
      <Timeline conversation={conversation} name={row.name} ephemeral={row.ephemeral} />
      <WordsQuestion conversation={conversation} />
      {!closed && (
        <>
          <LifetimeBanner conversation={conversation} />
          <RelayBanner conversation={conversation} />
          <TrustBanner conversation={conversation} onCheck={check} onDelete={() => setOpen('delete')} />
        </>
      )}
      {closed ? (
        <p class="composer-closed">{chatPhrases.closedComposer}</p>
      ) : (
        <Composer conversation={conversation} name={row.name} />
      )}
      <Alarm conversation={conversation} />
      {menuAt && (
        <ChatMenu conversation={conversation} at={menuAt} onOpen={setOpen} onClose={() => setMenuAt(null)} />
      )}
      {open && <OpenDialog row={row} conversation={conversation} open={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

export function ChatScreen({ id }: { readonly id: SessionId }) {
  const { app } = useView()
  const { entered, again } = useEntered(id)
  const row = app.sessions.rows.value.find((other) => other.id === id)
  useEffect(() => {
    app.conversations.look(id)
    return () => app.conversations.look(null)
  }, [id])
  if (!row || entered === 'loading') return null
  if (entered === 'failed')
    return (
      <div class="lazy" role="alert">
        <p>{phrases.loadFailed}</p>
        <Button onPress={again}>{phrases.again}</Button>
      </div>
    )
  return <Chat row={row} conversation={entered} />
}
