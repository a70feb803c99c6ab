/** Home: the sessions, and the two ways to begin one. */
import { Plus, Settings } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { SessionRow as Session, SessionId } from '../../domain/sessions/session.ts'
import { phrases } from '../../i18n/phrases/app.ts'
import { Button, IconButton } from '../../ui/controls/Button.tsx'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { shrinkTitle } from '../../ui/theme/large-title.ts'
import { useKept } from '../use-kept.ts'
import { useNow } from '../use-now.ts'
import { useTwoPanes } from '../use-two-panes.ts'
import { type Place, useView } from '../view-context.ts'
import type { Find } from './FindSession.tsx'
import { loadSessionRowActions } from './lazy.ts'
import { NoSessions } from './NoSessions.tsx'
import { SessionRow } from './SessionRow.tsx'
import type * as Actions from './SessionRowActions.tsx'
import './sessions.css'

const RowDialog = lazyView(async () => (await loadSessionRowActions()).RowDialog, phrases)
const Banners = lazyView(async () => (await import('./Banners.tsx')).Banners, phrases, { quiet: true })
const FindSession = lazyView(async () => (await import('./FindSession.tsx')).FindSession, phrases, {
  quiet: true,
})

/** Interval of updates: rows show minutes, and an expired invite should show within seconds. */
const TICK_MS = 30_000
const WAITING_TICK_MS = 5_000

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
        <Plus aria-hidden="true" />
        {phrases.newSession}
      </Button>
      <Button kind="soft" onPress={() => navigation.push({ kind: 'join', arrived: null })}>
        {phrases.join}
      </Button>
    </footer>
  )
}

export function SessionsScreen({ current }: { readonly current: SessionId | null }) {
  const { app, navigation } = useView()
  const keep = useKept()
  const [open, setOpen] = useState<Actions.Open>(null)
  const [find, setFind] = useState<Find | null>(null)
  const all = app.sessions.rows.value
  const hint = app.install.hint.value.kind
  const canInstall = hint === 'ios-safari' || hint === 'promptable'
  const offerInstall = canInstall && !app.install.dismissed.value && all.length > 0
  const actions = useRowActions()
  const wide = useTwoPanes()
  const now = useNow(all.some(({ state }) => state === 'waiting') ? WAITING_TICK_MS : TICK_MS)
  const rows = wide && find ? all.filter(find) : all
  /** With two panes, a screen opened from the list replaces the one beside it. */
  const show = (place: Place): void =>
    navigation.stack.value.length === 2 ? navigation.replace(place) : navigation.push(place)
  const enter = (row: Session): void => {
    if (row.state === 'waiting' || row.state === 'expired') navigation.push({ kind: 'new', id: row.id })
    else show({ kind: 'chat', id: row.id })
  }
  return (
    <section class="screen sessions" data-empty={all.length === 0} aria-label={phrases.sessions}>
      <header class="screen-head">
        <h1>{phrases.sessions}</h1>
        <IconButton name={phrases.settings} onPress={() => show({ kind: 'settings', page: 'home' })}>
          <Settings aria-hidden="true" />
        </IconButton>
      </header>
      <div class="screen-body" onScroll={shrinkTitle}>
        {wide && all.length > 0 && (
          <FindSession
            found={rows.length}
            onFind={(next) => setFind(() => next)}
            onEnter={() => {
              if (rows[0]) enter(rows[0])
            }}
          />
        )}
        {!app.storage.kept.value && <p class="banner">{phrases.storageBanner}</p>}
        {(app.update.offered.value || offerInstall || all.some((row) => row.rings)) && (
          <Banners offerInstall={offerInstall} />
        )}
        {all.length === 0 && <NoSessions />}
        {rows.length > 0 && (
          <ul class="rows" aria-label={phrases.sessions}>
            {rows.map((row) => (
              <SessionRow
                key={row.id}
                row={row}
                now={now}
                hidden={app.preferences.hideMessages.value}
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
      <BeginButtons />
      {open && <RowDialog open={open} current={current} setOpen={setOpen} />}
    </section>
  )
}
