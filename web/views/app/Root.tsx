/** The roof of the screen: which place is shown, what lies over it, and the banners above. */
import { useContext, useEffect } from 'preact/hooks'
import { phrases } from '../../i18n/phrases/app.ts'
import { Button } from '../../ui/controls/Button.tsx'
import { inQuietPieces } from '../../ui/controls/idle.ts'
import { lazyView } from '../../ui/controls/LazyView.tsx'
import { ReloadContext } from '../../ui/navigation/reload-context.ts'
import { SessionsScreen } from '../sessions/SessionsScreen.tsx'
import { isSheet, type Place, screenOf, useView } from '../view-context.ts'

const ChatScreen = lazyView(async () => (await import('../chat/ChatScreen.tsx')).ChatScreen, phrases)
const NewSessionSheet = lazyView(
  async () => (await import('../invites/NewSessionSheet.tsx')).NewSessionSheet,
  phrases,
)
const JoinSheet = lazyView(async () => (await import('../invites/JoinSheet.tsx')).JoinSheet, phrases)
const InviteInTabScreen = lazyView(
  async () => (await import('../invites/InviteInTabScreen.tsx')).InviteInTabScreen,
  phrases,
)
const SettingsScreen = lazyView(
  async () => (await import('../settings/SettingsScreen.tsx')).SettingsScreen,
  phrases,
)
const LockedScreen = lazyView(async () => (await import('../lock/LockedScreen.tsx')).LockedScreen, phrases)
const ErasedScreen = lazyView(async () => (await import('./ErasedScreen.tsx')).ErasedScreen, phrases)
const ShortcutsSheet = lazyView(async () => (await import('./ShortcutsSheet.tsx')).ShortcutsSheet, phrases)
const NothingChosen = lazyView(async () => (await import('./NothingChosen.tsx')).NothingChosen, phrases, {
  quiet: true,
})
const StorageLost = lazyView(async () => (await import('./StorageLost.tsx')).StorageLost, phrases)

/** After the first screen is painted and the person has seen it. */
const PRELOAD_AFTER_MS = 400

function Elsewhere() {
  const { app } = useView()
  return (
    <main class="plain">
      <h1>{phrases.elsewhereTitle}</h1>
      <p>{phrases.elsewhereText}</p>
      <Button kind="main" onPress={app.tab.useHere}>
        {phrases.useHere}
      </Button>
    </main>
  )
}

function Over({ place }: { readonly place: Place }) {
  if (place.kind === 'new') return <NewSessionSheet place={place} />
  // Each invite that arrives has a sheet of its own.
  if (place.kind === 'join') return <JoinSheet key={place.arrived} place={place} />
  if (place.kind === 'shortcuts') return <ShortcutsSheet />
  return null
}

function Detail({ place }: { readonly place: Place }) {
  if (place.kind === 'chat') return <ChatScreen key={place.id} id={place.id} />
  if (place.kind === 'settings') return <SettingsScreen page={place.page} />
  return <NothingChosen />
}

function StartFailed() {
  const { app } = useView()
  const reload = useContext(ReloadContext)
  const again = async (): Promise<void> => {
    // Nothing is in memory that a new page would lose.
    if (!(await app.start.again())) await reload(true)
  }
  return (
    <main class="plain">
      <p role="alert">{phrases.startFailed}</p>
      <Button kind="main" onPress={() => void again()}>
        {phrases.again}
      </Button>
    </main>
  )
}

function Shown() {
  const { app, navigation } = useView()
  const stack = navigation.stack.value
  const base = screenOf(stack) ?? { kind: 'sessions' as const }
  const top = stack.at(-1)
  const arrived = app.launch.invite.value
  const shortcut = app.launch.shortcut.value
  const ready = app.ready.value
  const locked = app.lock.state.value !== 'open'
  const begins = top?.kind === 'new' || top?.kind === 'join'
  useEffect(() => {
    if (!ready) return undefined
    // The network may be gone at the next tap: load the next screens now, in pieces that hold up neither a tap nor a frame.
    let stop = (): void => {}
    const timer = setTimeout(() => {
      const views = [ChatScreen, NewSessionSheet, JoinSheet, StorageLost]
      stop = inQuietPieces([...views.map(({ preload }) => preload), ...app.preloads])
    }, PRELOAD_AFTER_MS)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [ready])
  useEffect(() => {
    // Making or accepting an invite leads to a chat.
    if (!begins) return
    void ChatScreen.preload()
    app.prepare()
  }, [begins])
  useEffect(() => {
    if (!ready || locked || !shortcut) return
    app.launch.forgetShortcut()
    navigation.push(shortcut === 'new' ? { kind: 'new', id: null } : { kind: 'join', arrived: null })
  }, [ready, locked, shortcut])
  useEffect(() => {
    // Needed after the caches and the service worker have been erased.
    if (locked || base.kind === 'settings') void ErasedScreen.preload()
  }, [locked, base.kind])
  useEffect(() => {
    // Locked, neither the page nor its history tells where the person was.
    if (locked) navigation.reset()
  }, [locked])
  useEffect(() => {
    // The invite opens by itself, unless this is a tab beside an installed app: there it must not be used up.
    if (!ready || locked || !arrived || arrived.inTab) return
    navigation.push({ kind: 'join', arrived: arrived.fragment })
    app.launch.forgetInvite()
  }, [ready, arrived, locked])
  if (app.start.failed.value) return <StartFailed />
  if (!ready)
    return (
      <main class="plain">
        <p>{phrases.starting}</p>
        <p class="late">{phrases.startingLate}</p>
        <p class="late">
          <Button onPress={app.erasure.startAnew}>{phrases.reload}</Button>
        </p>
      </main>
    )
  if (app.erasure.report.value) return <ErasedScreen report={app.erasure.report.value} />
  if (app.tab.elsewhere.value) return <Elsewhere />
  if (locked) return <LockedScreen />
  if (arrived?.inTab) return <InviteInTabScreen arrived={arrived} />
  return (
    <main
      class="shell"
      style={{ '--list': `${app.preferences.listWidth.value}px` }}
      data-detail={base.kind === 'sessions' ? 'none' : base.kind}
    >
      <div class="pane pane-list">
        <SessionsScreen current={base.kind === 'chat' ? base.id : null} />
      </div>
      <div class="pane pane-detail">
        <Detail place={base} />
      </div>
      {top && isSheet(top) && <Over place={top} />}
    </main>
  )
}

export function Root() {
  const { app } = useView()
  return (
    <>
      <Shown />
      {app.storage.lost.value && <StorageLost />}
    </>
  )
}
