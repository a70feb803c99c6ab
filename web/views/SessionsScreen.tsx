/** Home: the sessions, and the two ways to begin one. */
import { Pencil, Pin, PinOff, Settings, Trash2 } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { SessionId, SessionRow } from '../domain/model.ts'
import { phrases } from '../i18n/phrases.ts'
import { Button, IconButton } from '../ui/Controls.tsx'
import { shrinkTitle } from '../ui/large-title.ts'
import { lazy } from '../ui/lazy.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { Banners } from './Banners.tsx'
import { useView } from './context.ts'
import { Row } from './Row.tsx'

const words = { loading: phrases.loading, failed: phrases.loadFailed, again: phrases.again }
const { Room: Menu } = lazy(async () => (await import('../ui/Menu.tsx')).Menu, words)
const { Room: RenameQuestion } = lazy(async () => (await import('./questions.tsx')).RenameQuestion, words)
const { Room: DeleteQuestion } = lazy(async () => (await import('./questions.tsx')).DeleteQuestion, words)

type Open =
  | {
      readonly kind: 'menu'
      readonly row: SessionRow
      readonly at: { readonly x: number; readonly y: number }
    }
  | { readonly kind: 'rename'; readonly row: SessionRow }
  | { readonly kind: 'delete'; readonly row: SessionRow }
  | null

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
                onPin={() => void app.pin(row.id, !row.pinned)}
                onDelete={() => setOpen({ kind: 'delete', row })}
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
