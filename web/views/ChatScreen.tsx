/** A session: how the connection stands, what was said, and the composer. */
import { ChevronLeft, DoorOpen, Ellipsis, Pencil, Trash2 } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { Conversation, SessionId, SessionRow } from '../domain/model.ts'
import { phrases } from '../i18n/phrases.ts'
import { IconButton } from '../ui/Controls.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { Composer } from './Composer.tsx'
import { useView } from './context.ts'
import { DeleteQuestion, LeaveQuestion, RenameQuestion } from './questions.tsx'
import { Timeline } from './Timeline.tsx'
import { statusSentence, statusWords } from './words.ts'

type Open = 'rename' | 'leave' | 'delete' | { readonly x: number; readonly y: number } | null

function Status({ conversation }: { readonly conversation: Conversation }) {
  const state = conversation.connection.value
  return (
    <div class="chat-status">
      <p
        class="status"
        role="status"
        data-state={state.kind}
        data-path={state.kind === 'connected' ? state.path : undefined}
      >
        {statusWords(state)}
      </p>
      {state.kind === 'connected' ? (
        <p class="status-more">{phrases.unverified}</p>
      ) : (
        <p class="status-more">{statusSentence(state)}</p>
      )}
    </div>
  )
}

function Chat({ row, conversation }: { readonly row: SessionRow; readonly conversation: Conversation }) {
  const { app, navigation } = useView()
  const [open, setOpen] = useState<Open>(null)
  const closed = conversation.connection.value.kind === 'closed'
  const close = () => setOpen(null)
  const items: MenuItem[] = [
    { label: phrases.rename, icon: <Pencil aria-hidden="true" />, act: () => setOpen('rename') },
    ...(closed
      ? []
      : [{ label: phrases.leave, icon: <DoorOpen aria-hidden="true" />, act: () => setOpen('leave') }]),
    {
      label: phrases.deleteSession,
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
        <IconButton
          name={phrases.sessionOptions}
          hasMenu
          onPress={({ currentTarget }) => {
            const { right, bottom } = (currentTarget as Element).getBoundingClientRect()
            setOpen({ x: right, y: bottom })
          }}
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
        <Status conversation={conversation} />
      </header>
      <Timeline conversation={conversation} />
      {closed ? (
        <p class="composer-closed">{phrases.closedComposer}</p>
      ) : (
        <Composer conversation={conversation} />
      )}
      {typeof open === 'object' && open && (
        <Menu label={phrases.sessionOptions} at={open} items={items} onClose={close} />
      )}
      {open === 'rename' && <RenameQuestion id={row.id} name={row.name} onClose={close} />}
      {open === 'leave' && (
        <LeaveQuestion
          ephemeral={row.ephemeral}
          onClose={close}
          onLeave={() => {
            close()
            app.look(null)
            void app.leave(row.id)
            navigation.reset()
          }}
        />
      )}
      {open === 'delete' && <DeleteQuestion id={row.id} onClose={close} onDeleted={navigation.reset} />}
    </section>
  )
}

export function ChatScreen({ id }: { readonly id: SessionId }) {
  const { app } = useView()
  const [conversation] = useState(() => app.enter(id))
  const row = app.sessions.value.find((other) => other.id === id)
  useEffect(() => {
    app.look(id)
    return () => app.look(null)
  }, [id])
  return row && conversation ? <Chat row={row} conversation={conversation} /> : null
}
