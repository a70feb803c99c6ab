/** Home: the sessions, and the two ways to begin one. */
import { Settings } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { SessionRow as Session, SessionId } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { Button, IconButton } from '../../ui/controls/Button.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { shrinkTitle } from '../../ui/theme/large-title.ts'
import { type Place, useView } from '../view-context.ts'
import { Banners } from './Banners.tsx'
import { loadSessionRowActions } from './lazy.ts'
import { SessionRow } from './SessionRow.tsx'
import type * as Actions from './SessionRowActions.tsx'

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

export function SessionsScreen({ current }: { readonly current: SessionId | null }) {
  const { app, navigation } = useView()
  const [open, setOpen] = useState<Open>(null)
  const rows = app.sessions.rows.value
  const close = () => setOpen(null)
  /** Beside an open screen, in two panes, another takes its place. */
  const show = (place: Place): void =>
    navigation.stack.value.length === 2 ? navigation.replace(place) : navigation.push(place)
  const enter = (row: Session): void => {
    if (row.state === 'waiting' || row.state === 'expired') navigation.push({ kind: 'new', id: row.id })
    else show({ kind: 'chat', id: row.id })
  }
  /** Nobody has begun anything here, nor read the first words. */
  const fresh = rows.length === 0 && !app.preferences.welcomed.value
  useEffect(() => {
    if (rows.length > 0 && !app.preferences.welcomed.value) app.preferences.endWelcome()
  }, [rows.length])
  const latest = (row: Session): Session => rows.find(({ id }) => id === row.id) ?? row
  const pin = (row: Session): void => void app.sessions.pin(row.id, !row.pinned)
  const [actions, setActions] = useState<typeof Actions | null>(null)
  useEffect(() => {
    // Without a network there is no swipe yet; the menu asks again.
    loadSessionRowActions().then(
      (loaded) => setActions(() => loaded),
      () => {},
    )
  }, [])
  const begin = (
    <footer class="screen-foot">
      <Button kind="main" onPress={() => navigation.push({ kind: 'new', id: null })}>
        {phrases.newSession}
      </Button>
      <Button onPress={() => navigation.push({ kind: 'join', invite: null })}>{phrases.join}</Button>
    </footer>
  )
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
        {rows.length === 0 ? (
          <>
            <div class="empty">
              <img src="/icon.svg" alt="" width="64" height="64" />
              <p>{phrases.noSessions}</p>
            </div>
            {fresh && begin}
            {fresh && <WelcomeCards />}
          </>
        ) : (
          <ul class="rows" aria-label={phrases.sessions}>
            {rows.map((row) => (
              <SessionRow
                key={row.id}
                row={row}
                current={row.id === current}
                actions={actions}
                onEnter={() => enter(row)}
                onMenu={(at) => setOpen({ kind: 'menu', row, at })}
                onPin={() => pin(row)}
                onDelete={() => setOpen({ kind: 'delete', row })}
              />
            ))}
          </ul>
        )}
      </div>
      {!fresh && begin}
      {open?.kind === 'menu' && (
        <SessionRowMenu
          row={latest(open.row)}
          at={open.at}
          onClose={close}
          onPin={() => pin(latest(open.row))}
          onRename={() => setOpen({ kind: 'rename', row: open.row })}
          onDelete={() => setOpen({ kind: 'delete', row: open.row })}
        />
      )}
      {open?.kind === 'rename' && (
        <RenameDialog id={open.row.id} name={latest(open.row).name} onClose={close} />
      )}
      {open?.kind === 'delete' && (
        <DeleteDialog
          id={open.row.id}
          onClose={close}
          // Beside the list another talk may be open: it stays.
          onDeleted={() => open.row.id === current && navigation.reset()}
        />
      )}
    </section>
  )
}
