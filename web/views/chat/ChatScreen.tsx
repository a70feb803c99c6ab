/** The screen of a session: state of the connection, messages, and composer. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { unreachable } from '../../../base/result.ts'
import type { Conversation } from '../../domain/conversation/conversation.model.ts'
import type { SessionNudges } from '../../domain/nudges/nudges.model.ts'
import type { SessionId, SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { failureText } from '../failure-text.ts'
import { WordsQuestion } from '../invites/WordsSheet.tsx'
import { ConnectionStrip } from '../notices/ConnectionStrip.tsx'
import { LifetimeBanner } from '../notices/LifetimeBanner.tsx'
import { RelayBanner } from '../notices/RelayBanner.tsx'
import { TrustBanner } from '../notices/TrustBanner.tsx'
import { NudgeOffer } from '../nudges/NudgeOffer.tsx'
import { useSessionNudges } from '../nudges/use-nudges.ts'
import { NameOffer } from '../sessions/NameOffer.tsx'
import { SessionAvatar } from '../sessions/SessionFace.tsx'
import { DeleteDialog, LeaveDialog, RenameDialog } from '../sessions/session-dialogs.tsx'
import { statusSentence } from '../timeline/chat-text.ts'
import { SearchBar, Timeline } from '../timeline/Timeline.tsx'
import { useView } from '../view-context.ts'
import { ChatHeader } from './ChatHeader.tsx'
import { type ChatDialog, ChatMenu } from './ChatMenu.tsx'
import { Composer } from './Composer.tsx'
import { MismatchAlarm } from './MismatchAlarm.tsx'
import { useEntered } from './use-entered.ts'
import { useSearch } from './use-search.ts'
import './chat.css'

const SafetySheet = lazyView(async () => (await import('./SafetySheet.tsx')).SafetySheet, phrases)
const DetailsSheet = lazyView(async () => (await import('./DetailsSheet.tsx')).DetailsSheet, phrases)
const HideAddressSheet = lazyView(
  async () => (await import('./HideAddressSheet.tsx')).HideAddressSheet,
  phrases,
)
const NudgeSheet = lazyView(async () => (await import('../nudges/NudgeSheet.tsx')).NudgeSheet, phrases)
const LifetimeSheet = lazyView(async () => (await import('./LifetimeSheet.tsx')).LifetimeSheet, phrases)

interface ChatProps {
  readonly row: SessionRow
  readonly conversation: Conversation
}

/** The name that a person gave; null for one that the app made up, which is a time and reads wrong in a sentence. */
const calledBy = ({ named, name }: SessionRow): string | null => (named ? name : null)

/** Shown once, when this person has said that the pictures differ. */
function Alarm({
  conversation,
  name,
}: {
  readonly conversation: Conversation
  readonly name: string | null
}) {
  const { navigation } = useView()
  const state = conversation.connection.value
  const isMismatch = state.kind === 'closed' && state.reason === 'mismatch'
  const [read, setRead] = useState(isMismatch)
  return isMismatch && !read ? (
    <MismatchAlarm
      name={name}
      onClose={() => setRead(true)}
      onNew={() => navigation.push({ kind: 'new', id: null, name: name ?? '' })}
    />
  ) : null
}

function OpenDialog(
  props: ChatProps & {
    readonly open: ChatDialog
    readonly nudges: SessionNudges | null
    readonly onOpen: (dialog: ChatDialog) => void
    readonly onSearch: () => void
    readonly onClose: () => void
  },
) {
  const { row, conversation, nudges, open, onOpen, onSearch, onClose } = props
  const { app, navigation, say } = useView()
  const closed = conversation.connection.value.kind === 'closed'
  const name = calledBy(row)
  const leave = async (): Promise<void> => {
    onClose()
    const left = await app.conversations.leave(row.id)
    if (!left.ok) return say(failureText(left.error))
    app.conversations.look(null)
    navigation.reset()
  }
  switch (open) {
    case 'details':
      return <DetailsSheet {...{ row, conversation, nudges, onOpen, onSearch, onClose }} />
    case 'rename':
      return <RenameDialog id={row.id} name={row.name} onClose={onClose} />
    case 'leave':
      return <LeaveDialog ephemeral={row.ephemeral} onClose={onClose} onLeave={() => void leave()} />
    case 'delete':
      return <DeleteDialog id={row.id} onClose={onClose} onDeleted={navigation.reset} />
    case 'lifetime':
      return closed ? null : <LifetimeSheet conversation={conversation} onClose={onClose} />
    case 'address':
      return closed ? null : <HideAddressSheet conversation={conversation} onClose={onClose} />
    case 'nudges':
      return closed || !nudges ? null : <NudgeSheet {...{ nudges, onClose }} name={name} />
    case 'safety':
      return closed ? null : <SafetySheet conversation={conversation} onClose={onClose} />
    default:
      return unreachable(open)
  }
}

function Chat({ row, conversation, unread }: ChatProps & { readonly unread: number }) {
  const { navigation } = useView()
  const [open, setOpen] = useState<ChatDialog | null>(null)
  const [menuAt, setMenuAt] = useState<{ readonly x: number; readonly y: number } | null>(null)
  const closed = conversation.connection.value.kind === 'closed'
  const name = calledBy(row)
  const check = (): void => setOpen('safety')
  const search = useSearch()
  const nudges = useSessionNudges(row.id)
  return (
    <section class="screen chat" aria-label={row.name} onKeyDown={search.onKeyDown}>
      <ChatHeader
        row={row}
        conversation={conversation}
        onDetails={() => {
          void SearchBar.preload()
          setOpen('details')
        }}
        onMenu={setMenuAt}
      />
      <Timeline
        {...{ conversation, unread }}
        name={name}
        face={
          <div class="talk-face" data-state={row.state}>
            <SessionAvatar row={row} />
          </div>
        }
        ephemeral={row.ephemeral}
        onCheck={check}
        onKeep={() => setOpen('lifetime')}
        searching={search.asked}
        onSearchEnd={search.end}
      />
      {!closed && (
        <div class="chat-notices">
          <WordsQuestion conversation={conversation} />
          <LifetimeBanner conversation={conversation} />
          <RelayBanner conversation={conversation} />
          <TrustBanner conversation={conversation} onCheck={check} onDelete={() => setOpen('delete')} />
          <NudgeOffer nudges={nudges} onOpen={() => setOpen('nudges')} />
          <ConnectionStrip {...{ conversation, nudges }} name={name} />
          <NameOffer row={row} />
        </div>
      )}
      {closed ? (
        <div class="composer-closed">
          <p>
            {statusSentence(conversation.connection.value)} {chatPhrases.closedComposer}
          </p>
          <Button kind="main" onPress={() => navigation.push({ kind: 'new', id: null, name: name ?? '' })}>
            {chatPhrases.newSessionWith(name)}
          </Button>
        </div>
      ) : (
        <Composer conversation={conversation} name={name} />
      )}
      <Alarm conversation={conversation} name={name} />
      {menuAt && (
        <ChatMenu
          {...{ conversation, offersRinging: nudges !== null }}
          at={menuAt}
          onOpen={setOpen}
          onClose={() => setMenuAt(null)}
        />
      )}
      {open && (
        <OpenDialog
          {...{ row, conversation, nudges, open }}
          onOpen={setOpen}
          onSearch={search.begin}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}

export function ChatScreen({ id }: { readonly id: SessionId }) {
  const { app } = useView()
  const { entered, again } = useEntered(id)
  const row = app.sessions.rows.value.find((other) => other.id === id)
  // The count from before this screen marked everything as read.
  const unread = useRef(row?.unread ?? 0)
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
  return <Chat row={row} conversation={entered} unread={unread.current} />
}
