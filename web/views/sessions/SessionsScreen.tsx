/** Home: the sessions, and the two ways to begin one. */
import { Settings } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { unreachable } from '../../../base/result.ts'
import type { SessionRow as Session, SessionId } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { Button, IconButton } from '../../ui/controls/Button.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { shrinkTitle } from '../../ui/theme/large-title.ts'
import { useKept } from '../use-kept.ts'
import { type Place, useView } from '../view-context.ts'
import { Banners } from './Banners.tsx'
import { loadSessionRowActions } from './lazy.ts'
import { SessionRow } from './SessionRow.tsx'
import type * as Actions from './SessionRowActions.tsx'
import './sessions.css'

const SessionRowMenu = lazyView(async () => (await loadSessionRowActions()).SessionRowMenu, phrases)
const WelcomeCards = lazyView(async () => (await import('./WelcomeCards.tsx')).WelcomeCards, phrases, {
  quiet: true,
})
const RenameDialog = lazyView(async () => (await import('./session-dialogs.tsx')).RenameDialog, phrases)
const DeleteDialog = lazyView(async () => (await import('./session-dialogs.tsx')).DeleteDialog, phrases)

type Open =
  | {
      readonly kind: 'menu'
      readonly row: Session
      readonly at: { readonly x: number; readonly y: number }
    }
  | { readonly kind: 'rename'; readonly row: Session }
  | { readonly kind: 'delete'; readonly row: Session }
  | null

/** Loaded after the list is shown; null until then, and where there is no network: rows are not swiped then, their menu works. */
function useRowActions(): typeof Actions | null {
  const [actions, setActions] = useState<typeof Actions | null>(null)
  useEffect(() => {
    loadSessionRowActions().then(
      (loaded) => setActions(() => loaded),
      () => {},
    )
  }, [])
  return actions
}

function BeginButtons() {
  const { navigation } = useView()
  return (
    <footer class="screen-foot">
      <Button kind="main" onPress={() => navigation.push({ kind: 'new', id: null })}>
        {phrases.newSession}
      </Button>
      <Button onPress={() => navigation.push({ kind: 'join', arrived: null })}>{phrases.join}</Button>
    </footer>
  )
}

/** `fresh`: nobody has begun a session here yet, nor dismissed the welcome. */
function NoSessions({ fresh }: { readonly fresh: boolean }) {
  return (
    <>
      <div class="empty">
        <img src="/icon.svg" alt="" width="64" height="64" />
        <p>{phrases.noSessions}</p>
      </div>
      {fresh && <BeginButtons />}
      {fresh && <WelcomeCards />}
    </>
  )
}

/** What a row's menu or swipe opened. */
function OpenDialog(props: {
  readonly open: NonNullable<Open>
  readonly current: SessionId | null
  readonly setOpen: (open: Open) => void
}) {
  const { open, current, setOpen } = props
  const { app, navigation } = useView()
  const keep = useKept()
  const row = app.sessions.rows.value.find(({ id }) => id === open.row.id) ?? open.row
  const close = (): void => setOpen(null)
  switch (open.kind) {
    case 'menu':
      return (
        <SessionRowMenu
          row={row}
          at={open.at}
          onClose={close}
          onPin={() => void keep(app.sessions.pin(row.id, !row.pinned))}
          onRename={() => setOpen({ kind: 'rename', row })}
          onDelete={() => setOpen({ kind: 'delete', row })}
        />
      )
    case 'rename':
      return <RenameDialog id={row.id} name={row.name} onClose={close} />
    case 'delete':
      return (
        <DeleteDialog
          id={row.id}
          onClose={close}
          // With two panes another chat may be open beside the list: it stays.
          onDeleted={() => row.id === current && navigation.reset()}
        />
      )
    default:
      return unreachable(open)
  }
}

export function SessionsScreen({ current }: { readonly current: SessionId | null }) {
  const { app, navigation } = useView()
  const keep = useKept()
  const [open, setOpen] = useState<Open>(null)
  const actions = useRowActions()
  const rows = app.sessions.rows.value
  const fresh = rows.length === 0 && !app.preferences.welcomed.value
  useEffect(() => {
    if (rows.length > 0 && !app.preferences.welcomed.value) app.preferences.endWelcome()
  }, [rows.length])
  /** With two panes, a screen opened from the list replaces the one beside it. */
  const show = (place: Place): void =>
    navigation.stack.value.length === 2 ? navigation.replace(place) : navigation.push(place)
  const enter = (row: Session): void => {
    if (row.state === 'waiting' || row.state === 'expired') navigation.push({ kind: 'new', id: row.id })
    else show({ kind: 'chat', id: row.id })
  }
  return (
    <section class="screen" data-fresh={fresh} aria-label={phrases.sessions}>
      <header class="screen-head">
        <h1>{phrases.sessions}</h1>
        <IconButton name={phrases.settings} onPress={() => show({ kind: 'settings', page: 'home' })}>
          <Settings aria-hidden="true" />
        </IconButton>
      </header>
      <div class="screen-body" onScroll={shrinkTitle}>
        <Banners />
        {rows.length === 0 && <NoSessions fresh={fresh} />}
        {rows.length > 0 && (
          <ul class="rows" aria-label={phrases.sessions}>
            {rows.map((row) => (
              <SessionRow
                key={row.id}
                row={row}
                current={row.id === current}
                actions={actions}
                onEnter={() => enter(row)}
                onMenu={(at) => setOpen({ kind: 'menu', row, at })}
                onPin={() => void keep(app.sessions.pin(row.id, !row.pinned))}
                onDelete={() => setOpen({ kind: 'delete', row })}
              />
            ))}
          </ul>
        )}
      </div>
      {!fresh && <BeginButtons />}
      {open && <OpenDialog open={open} current={current} setOpen={setOpen} />}
    </section>
  )
}
