/** Assembles the app: ports in, signals and actions out. The views see only the interface App. */
import { effect, signal } from '@preact/signals'
import type { Kv } from '../../platform/storage/kv.ts'
import { createDiagnosticsDoor } from '../diagnostics/diagnostics-door.ts'
import { createInvitesDoor } from '../invites/invites-door.ts'
import { lazyServerRecord, lazySessionExport } from '../sessions/lazy.ts'
import type { SessionsView } from '../sessions/sessions.model.ts'
import { createInstallHint } from '../settings/install-hint.ts'
import { createPreferences } from '../settings/preferences.ts'
import { createToday } from '../time/today.ts'
import type { App } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { type AppParts, createParts } from './create-parts.ts'
import { createLaunchUrl } from './launch-url.ts'
import { followPage } from './page-lifecycle.ts'
import { createVaultLifecycle } from './vault-lifecycle.ts'

const sessionsView = ({ rest, argon2, random }: AppPorts, parts: AppParts): SessionsView => {
  const { sessions, actions, store } = parts
  return {
    rows: sessions.rows,
    unreadTotal: sessions.unreadTotal,
    identities: sessions.identities,
    rename: sessions.rename,
    pin: sessions.pin,
    erase: actions.erase,
    serverRecord: async (id) =>
      (await lazyServerRecord.load()).serverRecordOf(store.find(id), await rest.load()),
    openExport: async () =>
      (await lazySessionExport.load()).createSessionExport({
        ...{ store, argon2, random },
        changed: parts.syncLiveSessions,
      }),
  }
}

/** Builds the app and starts it; `ready` turns true when the stored sessions are on screen. `memory` is the store until the browser's storage is open. */
export function createApp(ports: AppPorts, memory: Kv): App {
  const { page, rest } = ports
  const elsewhere = signal(false)
  const parts = createParts(ports, memory, elsewhere)
  const { storage, settings, conversations, liveSessions, actions, server, cover, update, syncLiveSessions } =
    parts
  const vault = createVaultLifecycle(ports, parts, elsewhere)
  const { start } = vault
  const launch = createLaunchUrl(
    page,
    () => vault.lock.state.value === 'open' && parts.sessions.rows.value.length === 0,
  )
  const invites = createInvitesDoor({
    ...ports,
    store: parts.store,
    origin: server.origin,
    forget: (at, deviceId) => void parts.purges.add(at, deviceId),
    changed: syncLiveSessions,
  })
  followPage(ports, parts, vault.lock)

  start.onFirst(() => {
    launch.read()
    effect(() => page.setBadge(parts.sessions.unreadTotal.value))
    update.start()
  })
  void start.again()
  return {
    ready: start.ready,
    start,
    build: ports.build,
    preloads: [conversations, actions, rest, invites, liveSessions].map(({ preload }) => preload),
    prepare() {
      liveSessions.prepare()
      void invites.preload()
    },
    sessions: sessionsView(ports, parts),
    invites,
    conversations: actions,
    lock: vault.lock,
    preferences: createPreferences(settings, conversations.tellSigns),
    server,
    nudges: parts.nudges,
    diagnostics: createDiagnosticsDoor({ ...ports, ...parts }),
    today: createToday(ports.clock, page),
    tab: vault.tab,
    storage,
    launch,
    erasure: vault.erasure,
    cover,
    update,
    install: createInstallHint(page, settings),
    device: page,
  }
}
