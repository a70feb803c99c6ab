/** Builds the app's parts from its ports and connects them. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { err, type Result } from '../../../base/result.ts'
import { createLog } from '../../log/log.ts'
import { lazy } from '../../platform/lazy.ts'
import { createCurrentKv, type Kv } from '../../platform/storage/kv.ts'
import { createVault } from '../../vault/vault.ts'
import { createLiveSessionsDoor } from '../connection/live-sessions-door.ts'
import { createConversationsDoor } from '../conversation/conversations-door.ts'
import { createPurgeQueue } from '../sessions/purge-queue.ts'
import type { ClosedReason, SessionId } from '../sessions/session.ts'
import { createSessionList } from '../sessions/session-list.ts'
import { createSessionStatuses } from '../sessions/session-status.ts'
import { createSessionStore } from '../sessions/session-store.ts'
import type { Ends } from '../sessions/unkept-ends.ts'
import { createServerChoice } from '../settings/server-choice.ts'
import { createSettingsStore } from '../settings/settings-store.ts'
import type { AppPorts } from './app-ports.ts'
import { createAppStorage } from './app-storage.ts'
import { createCover } from './cover.ts'
import { lazySessionActions } from './lazy.ts'
import type { SessionActionsParts } from './session-actions.ts'
import { createUpdate } from './update.ts'

export type AppParts = ReturnType<typeof createParts>

/** Creates the storage and the parts that only read and write it. */
function createKept(ports: AppPorts, memory: Kv) {
  const log = createLog(ports.clock)
  const storage = createAppStorage(ports.openKv, memory, log)
  const vault = createVault({ raw: storage.raw, random: ports.random, argon2: ports.argon2 })
  const kv = createCurrentKv(vault.kv)
  const currentKv = () => kv
  return {
    ...{ log, storage, vault, currentKv },
    store: createSessionStore(currentKv, log),
    settings: createSettingsStore(currentKv),
    purges: createPurgeQueue({ ...ports, kv: currentKv, log }),
  }
}

/** The actions on one session, whose code comes with the first conversation: where there is one, it is there. */
function createActionsDoor(parts: SessionActionsParts) {
  const { conversations, liveSessions } = parts
  const room = lazy(async () => (await lazySessionActions.load()).createSessionActions(parts))
  const failed = () => err({ code: 'storage_failed' } as const)
  return {
    preload: room.preload,
    /** Rejects when code did not load, or the app locked meanwhile. */
    open: async (id: SessionId) => (await Promise.all([conversations.open(id), room.load()]))[0],
    enter: async (id: SessionId) => (await room.load()).enter(id),
    look(id: SessionId | null) {
      conversations.look(id)
      liveSessions.show(id)
    },
    leave: (id: SessionId) => room.load().then(({ leave }) => leave(id), failed),
    wouldLose: () => room.loaded()?.wouldLose() ?? false,
    erase: (id: SessionId) => room.load().then(({ erase }) => erase(id), failed),
    closed: async (id: SessionId, reason: ClosedReason) => (await room.load()).closed(id, reason),
    /** The vault is open: takes up what a lock interrupted, which is of this page, so its code is here. */
    resume: async () => room.loaded()?.open(),
    /** The vault closes; no session is on screen any more. */
    forget() {
      room.loaded()?.forget()
      conversations.look(null)
    },
  }
}

/** `elsewhere`: another tab holds the sessions, so none is live here. `memory` is the store until the browser's storage is open. */
export function createParts(ports: AppPorts, memory: Kv, elsewhere: ReadonlySignal<boolean>) {
  const kept = createKept(ports, memory)
  const { log, store, settings, purges, currentKv } = kept
  const { clock, page } = ports
  const cover = createCover(page, () => settings.now.value.coverOnBlur)
  const status = createSessionStatuses()
  const ended = signal<Ends>(new Map())
  const sessions = createSessionList(store, clock, status, ended)
  const server = createServerChoice(page.origin, settings, ports.rest)
  const nudges = lazy(() => ports.openNudges({ ...ports, store, sessions, log, server, kv: currentKv }))
  const conversations = createConversationsDoor({
    ...{
      clock,
      random: ports.random,
      store,
      settings,
      status,
      log,
      memory: kept.vault.memory,
      kv: currentKv,
    },
    looking: () => !cover.shown.value,
    openSounds: ports.openSounds,
    onActivity: sessions.touched,
    nudges: nudges.load,
  })
  const liveSessions = createLiveSessionsDoor(
    { ...ports, log, online: page.online },
    store,
    async (id) => (await actions.open(id)).inbox,
    {
      accepted: (id, roomId) => stored(sessions.accepted(id, roomId)),
      expired: (id) => stored(sessions.expired(id)),
      gone: (id, reason) => void actions.closed(id, reason),
      isOver: (id) => ended.value.has(id),
    },
  )
  async function stored(storing: Promise<Result<void, unknown>>): Promise<boolean> {
    const { ok } = await storing
    if (ok) syncLiveSessions()
    return ok
  }
  function syncLiveSessions(): void {
    if (!elsewhere.value) liveSessions.sync()
  }
  const actions = createActionsDoor({
    ...{ store, sessions, ended, clock, log, conversations, liveSessions, purges, syncLiveSessions },
    kv: currentKv,
    memory: kept.vault.memory,
  })
  return {
    ...kept,
    ...{ cover, status, conversations, sessions, ended, liveSessions, syncLiveSessions, actions },
    ...{ server, nudges },
    update: createUpdate(ports.openWorker),
  }
}
