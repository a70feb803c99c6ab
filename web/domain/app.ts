/** The app put together: ports in, signals and actions out. The views see the interface App and nothing else. */
import { computed, effect, signal } from '@preact/signals'
import type { Clock } from '../platform/clock.ts'
import type { Kv } from '../platform/kv.ts'
import type { Page } from '../platform/page.ts'
import type { Random } from '../platform/random.ts'
import type { Rtc } from '../platform/rtc.ts'
import type { Sockets } from '../platform/socket.ts'
import type { Tabs } from '../platform/tabs.ts'
import type { AppWorker } from '../platform/worker.ts'
import { createGate } from '../transport/gate.ts'
import type { Rest } from '../transport/rest.ts'
import { createArrival } from './arrival.ts'
import { createCover } from './cover.ts'
import { createDiagnostics } from './diagnostics.ts'
import { eraseAll } from './erase.ts'
import { findInvite } from './invite-text.ts'
import { createInvites } from './invites.ts'
import { createLives } from './lives.ts'
import { createLog } from './log.ts'
import type { App, ClosedReason, SessionId } from './model.ts'
import { createPurges } from './purges.ts'
import { createResume } from './resume.ts'
import { createServerChoice } from './server-choice.ts'
import { createSessionList } from './sessions.ts'
import { createSettings } from './settings.ts'
import { createSessionStore } from './store.ts'
import { createTalks } from './talks.ts'

/** Offers gathered ahead at once; more make iOS hang. */
const GATHERING_MAX = 2

export interface AppPorts {
  readonly clock: Clock
  readonly random: Random
  readonly openKv: () => Promise<Kv>
  readonly sockets: Sockets
  readonly rtc: Rtc
  readonly rest: Rest
  readonly page: Page
  readonly worker: AppWorker
  readonly tabs: Tabs
  readonly build: string
  readonly nameFor: (number: number) => string
}

/** Builds the app and starts it; `ready` turns true when the stored sessions are on screen. `memory` serves until storage is open. */
export function createApp(ports: AppPorts, memory: Kv): App {
  const { clock, random, page, rest, worker } = ports
  const log = createLog(clock)
  let kv = memory
  const currentKv = () => kv
  const ready = signal(false)
  const storageKept = signal(true)
  const elsewhere = signal(false)
  const arrival = createArrival(page)

  const store = createSessionStore(currentKv, log)
  const settings = createSettings(currentKv)
  const purges = createPurges({ kv: currentKv, rest, clock, random, log })
  const server = createServerChoice(page.origin, settings, rest)
  const invites = createInvites({ store, rest, clock, random, nameFor: ports.nameFor })
  const talks = createTalks(
    {
      clock,
      random,
      securityOf(id) {
        const peer = store.find(id)?.keys?.peer
        return peer ? { trust: peer.trust, at: peer.at } : null
      },
    },
    (id) => sessions.touched(id),
  )
  const sessions = createSessionList(store, clock, talks.peek)
  const lives = createLives(
    { ...ports, gate: createGate(GATHERING_MAX), log, online: page.online },
    store,
    talks.of,
    {
      accepted: (id, roomId) => void sessions.accepted(id, roomId).then(syncLives),
      expired: (id) => void sessions.expired(id).then(syncLives),
      gone: (id, reason) => void closed(id, reason),
    },
  )
  const closed = async (id: SessionId, reason: ClosedReason): Promise<void> => {
    const record = store.find(id)
    const talk = talks.of(id)
    talk.setConnection({ kind: 'closed', reason })
    // What may have been read by a stranger is not kept, and the room must not serve anybody again.
    if (reason === 'mismatch' || reason === 'their_mismatch') talk.clear()
    await sessions.closed(id, reason)
    if (record && reason !== 'room_gone' && reason !== 'room_deleted')
      await purges.add(record.server, record.identity.deviceId)
    syncLives()
  }
  function syncLives(): void {
    if (!elsewhere.value) lives.sync()
  }

  const cover = createCover(page)
  const offered = signal(false)
  const resume = createResume(clock, (stale, reason) => {
    log.add('info', 'app.resume', { stale, reason })
    lives.resume(stale)
    purges.flush()
    worker.checkForUpdate()
  })
  page.onEdge((edge) => {
    cover.onEdge(edge)
    resume.onEdge(edge)
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
    await Promise.all([store.load(), settings.load(), purges.load()])
    syncLives()
    purges.flush()
  }
  const boot = async (): Promise<void> => {
    kv = await ports.openKv()
    storageKept.value = kv.kept
    if (!kv.kept) log.add('warn', 'storage.memory_only')
    if (await hold(false)) await load()
    arrival.read()
    ready.value = true
    effect(() => page.setBadge(sessions.unreadTotal.value))
    worker.start(() => {
      offered.value = true
    })
  }

  const leave = async (id: SessionId): Promise<void> => {
    lives.leave(id)
    if (store.find(id)?.ephemeral) talks.of(id).clear()
    await sessions.setLeft(id, true)
    syncLives()
  }
  let lookedAt: SessionId | null = null

  const app: App = {
    ready,
    storageKept,
    elsewhere,
    useHere: () => void hold(true).then((held) => (held ? load() : undefined)),
    sessions: sessions.rows,
    unreadTotal: sessions.unreadTotal,
    prepare() {
      ports.rtc.warm()
      lives.prepare()
    },
    async createInvite(input) {
      const made = await invites.create(server.origin.value, input)
      syncLives()
      return made
    },
    invite: sessions.invite,
    findInvite,
    async join(invite) {
      const joined = await invites.join(server.origin.value, invite)
      syncLives()
      return joined
    },
    arrivedWith: arrival.invite,
    takeShortcut: arrival.takeShortcut,
    forgetArrival: arrival.forget,
    enter(id) {
      const record = store.find(id)
      if (!record) return undefined
      const talk = talks.of(id)
      if (record.state.kind === 'closed') talk.setConnection({ kind: 'closed', reason: record.state.reason })
      if (record.state.kind === 'accepted' && record.state.left) {
        if (record.ephemeral) talk.clear()
        void sessions.setLeft(id, false).then(syncLives)
      }
      return talk
    },
    look(id) {
      if (lookedAt !== null) talks.of(lookedAt).setOnScreen(false)
      lookedAt = id
      if (id !== null) talks.of(id).setOnScreen(true)
      lives.show(id)
    },
    leave,
    rename: sessions.rename,
    pin: sessions.pin,
    async erase(id) {
      const record = store.find(id)
      if (!record) return
      lives.leave(id)
      const removed = await store.remove(id)
      if (!removed.ok) return
      talks.remove(id)
      await purges.add(record.server, record.identity.deviceId)
      syncLives()
    },
    async eraseAll() {
      const parts = { kv, page, lives, store, settings, purges, log, forgetTalks: talks.forget }
      return eraseAll(parts)
    },
    words: {
      complete: async (typed) => (await import('./words.ts')).completeWord(typed),
      read: async (typed) => (await import('./words.ts')).readWords(typed),
    },
    identities: sessions.identities,
    server,
    cover: { shown: cover.shown, lift: cover.lift },
    update: { offered, apply: worker.apply },
    install: {
      hint: computed(() => (page.standalone() ? { kind: 'installed' } : page.browserKind())),
      prompt: page.promptInstall,
      dismissed: computed(() => settings.now.value.installDismissed),
      dismiss: () => void settings.change({ installDismissed: true }),
    },
    device: {
      copy: page.copy,
      paste: page.paste,
      canShare: page.canShare,
      share: page.share,
      scan: page.scan,
    },
    diagnostics: createDiagnostics({
      ...ports,
      kv: currentKv,
      log,
      origin: server.origin,
      workerActive: worker.active,
    }),
  }
  void boot()
  return app
}
