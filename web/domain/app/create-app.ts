/** The app put together: ports in, signals and actions out. The views see the interface App and nothing else. */
import { effect, signal } from '@preact/signals'
import { err } from '../../../base/result.ts'
import { createLog } from '../../log/log.ts'
import { createLateKv, type Kv } from '../../platform/storage/kv.ts'
import { createSemaphore } from '../../transport/link/semaphore.ts'
import { createVault } from '../../vault/vault.ts'
import { createLiveSessions } from '../connection/live-sessions.ts'
import { createTalks } from '../conversation/conversations.ts'
import { createLateHistory } from '../conversation/late-history.ts'
import { createTalkPorts } from '../conversation/talk-ports.ts'
import type { Diagnostics } from '../diagnostics/diagnostics.model.ts'
import { findInvite } from '../invites/invite-link.ts'
import { createInviteView } from '../invites/invite-view.ts'
import { createLateInvites } from '../invites/late-invites.ts'
import { createLock } from '../lock/app-lock.ts'
import { createPurges } from '../sessions/purge-queue.ts'
import { createSessionList } from '../sessions/session-list.ts'
import { createSessionStore } from '../sessions/session-store.ts'
import { createInstall } from '../settings/install-hint.ts'
import { createPreferences } from '../settings/preferences.ts'
import { createServerChoice } from '../settings/server-choice.ts'
import { createSettings } from '../settings/settings-store.ts'
import type { App, EraseReport } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { createStorage } from './app-storage.ts'
import { createCover } from './cover.ts'
import { createArrival } from './launch-url.ts'
import { createResume } from './resume.ts'
import { createSessionActions } from './session-actions.ts'

/** Offers gathered ahead at once; more make iOS hang. */
const GATHERING_MAX = 2
/** Where the talks wait, sealed and in memory, while the app is locked. */
const TALKS_KEY = 'talks'

/** Builds the app and starts it; `ready` turns true when the stored sessions are on screen. `memory` serves until storage is open. */
export function createApp(ports: AppPorts, memory: Kv): App {
  const { clock, random, page, rest, worker } = ports
  const log = createLog(clock)
  const storage = createStorage(ports.openKv, memory, log)
  const { raw } = storage
  const vault = createVault({ raw, random, argon2: ports.argon2 })
  const kv = createLateKv(vault.kv)
  const currentKv = () => kv
  const ready = signal(false)
  const elsewhere = signal(false)
  const erased = signal<EraseReport | null>(null)
  const arrival = createArrival(page)

  const store = createSessionStore(currentKv, log)
  const settings = createSettings(currentKv)
  const purges = createPurges({ kv: currentKv, rest, clock, random, log })
  const server = createServerChoice(page.origin, settings, rest)
  const loadInvites = createLateInvites({ store, rest, clock, random, nameFor: ports.nameFor })
  const talks = createTalks(
    createTalkPorts({
      clock,
      random,
      store,
      settings,
      log,
      looking: () => !cover.shown.value,
      write: (id, state) => history.write(id, state),
    }),
    (id) => sessions.touched(id),
    (talk) => history.follow(talk),
  )
  const history = createLateHistory(async () =>
    (await import('../conversation/history.ts')).createHistory({
      kv: currentKv,
      clock,
      store,
      talks: () => talks,
      log,
    }),
  )
  const sessions = createSessionList(store, clock, talks.peek)
  const lives = createLiveSessions(
    { ...ports, gate: createSemaphore(GATHERING_MAX), log, online: page.online },
    store,
    talks.of,
    {
      accepted: (id, roomId) => void sessions.accepted(id, roomId).then(syncLives),
      expired: (id) => void sessions.expired(id).then(syncLives),
      gone: (id, reason) => void actions.closed(id, reason),
    },
  )
  function syncLives(): void {
    if (!elsewhere.value) lives.sync()
  }

  const actions = createSessionActions({ store, sessions, talks, history, lives, purges, syncLives })
  const cover = createCover(page)
  const offered = signal(false)
  const resume = createResume(clock, (stale, reason) => {
    log.add('info', 'app.resume', { stale, reason })
    lives.resume(stale)
    purges.flush()
    worker.checkForUpdate()
  })
  page.onEdge((edge) => {
    log.add('info', `page.${edge.kind}`)
    // Before the cover may lift: a page that slept too long is locked, not shown.
    lock.onEdge(edge)
    cover.onEdge(edge)
    // iOS takes the handle of a page in the background away; one that is let go cannot die.
    if (edge.kind === 'hidden') raw.close()
    if (lock.state.value !== 'open') return
    resume.onEdge(edge)
    if (edge.kind === 'hidden') lives.pageHidden()
    if (edge.kind === 'pagehide') lives.pageGone()
    if (edge.kind === 'offline') lives.refresh()
  })

  const hold = async (steal: boolean): Promise<boolean> => {
    const held = await ports.tabs.claim(steal, () => {
      elsewhere.value = true
      lives.stopAll()
    })
    elsewhere.value = !held
    return held
  }
  const load = async (): Promise<void> => {
    if (elsewhere.value) return
    await Promise.all([store.load(), settings.load(), purges.load()])
    const before = await vault.memory()?.get(TALKS_KEY)
    const inMemory = before?.ok ? (before.value as ReturnType<typeof talks.snapshot> | undefined) : undefined
    await history.load(inMemory !== undefined)
    if (inMemory) talks.restore(inMemory)
    syncLives()
    purges.flush()
  }
  const lock = createLock(
    { ...ports, vault, raw, settings, log, looked: page.looked },
    {
      opened: load,
      locking() {
        // What was said lives on sealed, in memory only, until the vault opens again.
        void vault.memory()?.set(TALKS_KEY, talks.snapshot())
        lives.suspendAll()
        history.stop()
        purges.stop()
        store.forget()
        talks.forget()
        settings.forget()
        actions.forget()
      },
    },
  )
  const boot = async (): Promise<void> => {
    await storage.open()
    await hold(false)
    await lock.boot()
    arrival.read()
    ready.value = true
    effect(() => page.setBadge(sessions.unreadTotal.value))
    worker.start(() => {
      offered.value = true
    })
  }

  let diagnostics: Diagnostics | null = null

  const app: App = {
    ready,
    build: ports.build,
    preload() {
      lives.preload()
      rest.preload()
      void loadInvites()
    },
    prepare() {
      lives.prepare()
      void loadInvites()
    },
    sessions: {
      rows: sessions.rows,
      unreadTotal: sessions.unreadTotal,
      identities: sessions.identities,
      rename: sessions.rename,
      pin: sessions.pin,
      erase: actions.erase,
      serverRecord: async (id) =>
        (await import('../sessions/server-record.ts')).serverRecordOf(store.find(id), await rest.load()),
      openExport: async () =>
        (await import('../sessions/session-export.ts')).createSessionExport({
          store,
          argon2: ports.argon2,
          random,
          changed: syncLives,
        }),
    },
    invites: {
      async create(input) {
        const loaded = await loadInvites()
        const made = await loaded?.create(server.origin.value, input)
        syncLives()
        return made ?? err({ code: 'server_unreachable' })
      },
      view: (id) => createInviteView(store, id),
      find: findInvite,
      async join(invite) {
        const loaded = await loadInvites()
        const joined = await loaded?.join(server.origin.value, invite)
        syncLives()
        return joined ?? err({ code: 'server_unreachable' })
      },
      words: {
        complete: async (typed) => (await import('../invites/invite-words.ts')).completeWord(typed),
        read: async (typed) => (await import('../invites/invite-words.ts')).readWords(typed),
      },
    },
    conversations: { enter: actions.enter, look: actions.look, leave: actions.leave },
    lock,
    preferences: createPreferences(settings, talks.tellSigns),
    server,
    diagnostics: {
      async open() {
        const { createDiagnostics } = await import('../diagnostics/diagnostics.ts')
        const parts = [ports.openProbes(), ports.openRtc(), rest.load()] as const
        const [probes, rtc, loadedRest] = await Promise.all(parts)
        diagnostics ??= createDiagnostics({
          ...ports,
          ...{
            probes,
            rest: loadedRest,
            log,
            kv: currentKv,
            origin: server.origin,
            workerActive: worker.active,
          },
          stats: rtc.stats,
          iceServers: async () => rtc.iceServers(),
        })
        return diagnostics
      },
    },
    tab: {
      elsewhere,
      useHere: () => void hold(true).then((held) => (held ? lock.boot() : undefined)),
    },
    storage: { kept: storage.kept, lost: storage.lost },
    launch: {
      invite: arrival.invite,
      forgetInvite: arrival.forgetInvite,
      takeShortcut: arrival.takeShortcut,
    },
    erasure: {
      async eraseAll() {
        const parts = { kv: raw, page, lives, store, settings, purges, log, forgetTalks: talks.forget }
        const { eraseAll } = await import('./erase-all.ts')
        const locked = lock.state.value !== 'open'
        history.stop()
        const report = await eraseAll({ ...parts, locked })
        // Nothing may open the database again.
        storage.useMemory()
        vault.lock()
        erased.value = report
      },
      report: erased,
      startAnew: page.reload,
    },
    cover: { shown: cover.shown, lift: cover.lift, coverNow: cover.coverNow },
    update: { offered, apply: worker.apply },
    install: createInstall(page, settings),
    device: page,
  }
  void boot()
  return app
}
