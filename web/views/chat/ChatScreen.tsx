/** A session: how the connection stands, what was said, and the composer. */
import {
  ChevronLeft,
  DoorOpen,
  Ellipsis,
  EyeOff,
  MapPinOff,
  Pencil,
  ServerOff,
  ShieldAlert,
  ShieldCheck,
  Timer,
  Trash2,
} from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { Conversation, Security, WordsAsked } from '../../domain/conversation/conversation.model.ts'
import type { SessionId, SessionRow } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { chatPhrases } from '../../i18n/phrases/chat.ts'
import { Button, IconButton } from '../../ui/controls/Button.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { Menu, type MenuItem } from '../../ui/controls/Menu.tsx'
import { cornerOf } from '../../ui/gestures/long-press.ts'
import { failureText } from '../failure-text.ts'
import { WordsSheet } from '../invites/WordsSheet.tsx'
import { DeleteDialog, LeaveDialog, RenameDialog } from '../sessions/session-dialogs.tsx'
import { statusSentence, statusText } from '../timeline/chat-text.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { useView } from '../view-context.ts'
import { Composer } from './Composer.tsx'
import { LifetimeBanner } from './LifetimeBanner.tsx'
import { RelayBanner } from './RelayBanner.tsx'
import './chat.css'

const SafetySheet = lazyView(async () => (await import('./SafetySheet.tsx')).SafetySheet, phrases)
const HideAddressSheet = lazyView(
  async () => (await import('./HideAddressSheet.tsx')).HideAddressSheet,
  phrases,
)
const LifetimeSheet = lazyView(async () => (await import('./LifetimeSheet.tsx')).LifetimeSheet, phrases)

type Open =
  | 'rename'
  | 'leave'
  | 'delete'
  | 'safety'
  | 'lifetime'
  | 'address'
  | { readonly x: number; readonly y: number }
  | null

/** Where everybody sees it: whether the other end has proved itself, and the way to find out. */
function TrustLine({ security, onCheck }: { readonly security: Security; readonly onCheck: () => void }) {
  const { trust } = security
  if (trust !== 'unverified' && trust !== 'lost')
    return (
      <button
        type="button"
        class="trust"
        data-trust={trust}
        aria-label={chatPhrases.verifiedName}
        onClick={onCheck}
      >
        <ShieldCheck size={16} aria-hidden="true" /> {chatPhrases.trust.verified}
      </button>
    )
  return (
    <p class="trust" data-trust={trust}>
      <ShieldAlert size={16} aria-hidden="true" /> <span>{chatPhrases.trust[trust]}</span>
      <button type="button" onClick={onCheck}>
        {chatPhrases.safetyCheck}
      </button>
    </p>
  )
}

/** The other phone lost its secrets: nothing goes out before the person has decided. */
function LostBanner(props: { readonly conversation: Conversation; readonly onCheck: () => void }) {
  return (
    <div class="banner lost-banner" role="alert">
      <p>{chatPhrases.lostText}</p>
      <Button kind="plain" onPress={props.onCheck}>
        {chatPhrases.safetyCheck}
      </Button>
      <Button kind="plain" onPress={() => void props.conversation.sendAnyway()}>
        {chatPhrases.sendAnyway}
      </Button>
    </div>
  )
}

function Status(props: { readonly conversation: Conversation; readonly onCheck: () => void }) {
  const { conversation, onCheck } = props
  const security = conversation.security.value
  const state = conversation.connection.value
  return (
    <div class="chat-status">
      <p
        class="status"
        role="status"
        data-state={state.kind}
        data-path={state.kind === 'connected' ? state.path : undefined}
      >
        {statusText(state)}
      </p>
      {state.kind === 'connected' && security ? (
        <TrustLine security={security} onCheck={onCheck} />
      ) : (
        <p class="status-more">{statusSentence(state)}</p>
      )}
    </div>
  )
}

function Chat({ row, conversation }: { readonly row: SessionRow; readonly conversation: Conversation }) {
  const { app, navigation, say } = useView()
  const [open, setOpen] = useState<Open>(null)
  const closed = conversation.connection.value.kind === 'closed'
  const close = () => setOpen(null)
  /** The person put the question for words away; the status says what is missing. */
  const [put, setPut] = useState<WordsAsked | null>(null)
  const check = () => setOpen('safety')
  const asked = conversation.wordsAsked.value
  const viaServer = conversation.serverPath.value === 'on' || conversation.serverPath.value === 'asking'
  const lost = conversation.security.value?.trust === 'lost' && !closed
  const items: MenuItem[] = [
    { label: phrases.rename, icon: <Pencil aria-hidden="true" />, act: () => setOpen('rename') },
    ...(closed
      ? []
      : [
          { label: chatPhrases.safetyCheck, icon: <ShieldCheck aria-hidden="true" />, act: check },
          {
            label: chatPhrases.messageLifetime,
            icon: <Timer aria-hidden="true" />,
            act: () => setOpen('lifetime'),
          },
          {
            label: chatPhrases.hideAddress,
            icon: <MapPinOff aria-hidden="true" />,
            act: () => setOpen('address'),
          },
          ...(viaServer
            ? [
                {
                  label: chatPhrases.serverPath.end,
                  icon: <ServerOff aria-hidden="true" />,
                  act: () =>
                    void conversation.answerServerPath(false).then((done) => {
                      if (!done.ok) say(failureText(done.error))
                    }),
                },
              ]
            : []),
        ]),
    ...(closed
      ? []
      : [{ label: chatPhrases.leave, icon: <DoorOpen aria-hidden="true" />, act: () => setOpen('leave') }]),
    {
      label: chatPhrases.deleteSession,
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      act: () => setOpen('delete'),
    },
  ]
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
          onPress={({ currentTarget }) => setOpen(cornerOf(currentTarget as Element))}
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
        <Status conversation={conversation} onCheck={check} />
      </header>
      <Timeline conversation={conversation} name={row.name} ephemeral={row.ephemeral} />
      {asked && asked === put && (
        <Button kind="plain" onPress={() => setPut(null)}>
          {chatPhrases.enterWords}
        </Button>
      )}
      {!closed && <LifetimeBanner conversation={conversation} />}
      {!closed && <RelayBanner conversation={conversation} />}
      {lost && <LostBanner conversation={conversation} onCheck={check} />}
      {closed ? (
        <p class="composer-closed">{chatPhrases.closedComposer}</p>
      ) : (
        <Composer conversation={conversation} name={row.name} />
      )}
      {typeof open === 'object' && open && (
        <Menu label={chatPhrases.sessionOptions} at={open} items={items} onClose={close} />
      )}
      {open === 'lifetime' && !closed && <LifetimeSheet conversation={conversation} onClose={close} />}
      {open === 'address' && !closed && <HideAddressSheet conversation={conversation} onClose={close} />}
      {open === 'safety' && !closed && <SafetySheet conversation={conversation} onClose={close} />}
      {asked && asked !== put && (
        <WordsSheet conversation={conversation} asked={asked} onClose={() => setPut(asked)} />
      )}
      {open === 'rename' && <RenameDialog id={row.id} name={row.name} onClose={close} />}
      {open === 'leave' && (
        <LeaveDialog
          ephemeral={row.ephemeral}
          onClose={close}
          onLeave={() => {
            close()
            app.conversations.look(null)
            void app.conversations.leave(row.id)
            navigation.reset()
          }}
        />
      )}
      {open === 'delete' && <DeleteDialog id={row.id} onClose={close} onDeleted={navigation.reset} />}
    </section>
  )
}

export function ChatScreen({ id }: { readonly id: SessionId }) {
  const { app } = useView()
  const [conversation] = useState(() => app.conversations.enter(id))
  const row = app.sessions.rows.value.find((other) => other.id === id)
  useEffect(() => {
    app.conversations.look(id)
    return () => app.conversations.look(null)
  }, [id])
  return row && conversation ? <Chat row={row} conversation={conversation} /> : null
}
