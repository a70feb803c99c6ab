/** Home: the sessions, and the two ways to begin one. */
import { Ellipsis, Pencil, Pin, PinOff, Settings, Trash2 } from 'lucide-preact'
import { useMemo, useState } from 'preact/hooks'
import type { SessionId, SessionRow } from '../domain/model.ts'
import { phrases } from '../i18n/phrases.ts'
import { Button, IconButton } from '../ui/Controls.tsx'
import { longPress } from '../ui/gestures.ts'
import { shrinkTitle } from '../ui/large-title.ts'
import { lazy } from '../ui/lazy.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { Banners } from './Banners.tsx'
import { useView } from './context.ts'

const { Room: Menu } = lazy(async () => (await import('../ui/Menu.tsx')).Menu, phrases)
const { Room: RenameQuestion } = lazy(async () => (await import('./questions.tsx')).RenameQuestion, phrases)
const { Room: DeleteQuestion } = lazy(async () => (await import('./questions.tsx')).DeleteQuestion, phrases)

type Open =
  | {
      readonly kind: 'menu'
      readonly row: SessionRow
      readonly at: { readonly x: number; readonly y: number }
    }
  | { readonly kind: 'rename'; readonly row: SessionRow }
  | { readonly kind: 'delete'; readonly row: SessionRow }
  | null

function Row(props: {
  readonly row: SessionRow
  readonly current: boolean
  readonly onEnter: () => void
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void
}) {
  const { row } = props
  const press = useMemo(() => longPress(props.onMenu), [row.id])
  const initial = [...row.name][0] ?? ''
  return (
    <li class="row" data-current={props.current}>
      <button type="button" class="row-main" onClick={props.onEnter} {...press}>
        <span class="avatar" data-state={row.state} aria-hidden="true">
          {initial}
        </span>
        <span class="row-text">
          <span class="row-name" dir="auto">
            {row.name}
          </span>
          <span class="row-state" data-state={row.state}>
            {row.pinned && <Pin size={14} aria-label={phrases.pinned} />} {phrases.row[row.state]}
          </span>
        </span>
        <span class="row-side">
          <time>{phrases.activity(row.lastActivityAt, Date.now())}</time>
          {row.unread > 0 && (
            <span class="badge">
              <span aria-hidden="true">{row.unread}</span>
              <span class="hush">{phrases.unread(row.unread)}</span>
            </span>
          )}
        </span>
      </button>
      <IconButton
        name={phrases.rowOptions(row.name)}
        hasMenu
        onPress={({ currentTarget }) => {
          const { right, bottom } = (currentTarget as Element).getBoundingClientRect()
          props.onMenu({ x: right, y: bottom })
        }}
      >
        <Ellipsis aria-hidden="true" />
      </IconButton>
    </li>
  )
}

export function SessionsScreen({ current }: { readonly current: SessionId | null }) {
  const { app, navigation } = useView()
  const [open, setOpen] = useState<Open>(null)
  const rows = app.sessions.value
  const close = () => setOpen(null)
  const enter = (row: SessionRow): void => {
    const place = row.state === 'waiting' || row.state === 'expired' ? 'new' : 'chat'
    navigation.push({ kind: place, id: row.id })
  }
  const fresh = (row: SessionRow): SessionRow => rows.find(({ id }) => id === row.id) ?? row
  const items = (row: SessionRow): readonly MenuItem[] => [
    {
      label: row.pinned ? phrases.unpin : phrases.pin,
      icon: row.pinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />,
      act: () => void app.pin(row.id, !row.pinned),
    },
    {
      label: phrases.rename,
      icon: <Pencil aria-hidden="true" />,
      act: () => setOpen({ kind: 'rename', row }),
    },
    {
      label: phrases.remove,
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      act: () => setOpen({ kind: 'delete', row }),
    },
  ]
  return (
    <section class="screen" aria-label={phrases.sessions}>
      <header class="screen-head">
        <h1>{phrases.sessions}</h1>
        <IconButton
          name={phrases.settings}
          onPress={() => navigation.push({ kind: 'settings', page: 'home' })}
        >
          <Settings aria-hidden="true" />
        </IconButton>
      </header>
      <div class="screen-body" onScroll={shrinkTitle}>
        <Banners />
        {rows.length === 0 ? (
          <p class="empty">{phrases.noSessions}</p>
        ) : (
          <ul class="rows" aria-label={phrases.sessions}>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                current={row.id === current}
                onEnter={() => enter(row)}
                onMenu={(at) => setOpen({ kind: 'menu', row, at })}
              />
            ))}
          </ul>
        )}
      </div>
      <footer class="screen-foot">
        <Button kind="main" onPress={() => navigation.push({ kind: 'new', id: null })}>
          {phrases.newSession}
        </Button>
        <Button onPress={() => navigation.push({ kind: 'join', invite: null })}>{phrases.join}</Button>
      </footer>
      {open?.kind === 'menu' && (
        <Menu
          label={phrases.rowOptions(open.row.name)}
          at={open.at}
          items={items(fresh(open.row))}
          onClose={close}
        />
      )}
      {open?.kind === 'rename' && <RenameQuestion id={open.row.id} name={open.row.name} onClose={close} />}
      {open?.kind === 'delete' && (
        <DeleteQuestion id={open.row.id} onClose={close} onDeleted={navigation.reset} />
      )}
    </section>
  )
}
