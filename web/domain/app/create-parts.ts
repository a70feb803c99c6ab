/** Builds the app's parts from its ports and connects them. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import { createLog } from '../../log/log.ts'
import { createCurrentKv, type Kv } from '../../platform/storage/kv.ts'
import { createVault } from '../../vault/vault.ts'
import { createLiveSessions } from '../connection/live-sessions.ts'
import { createConversationsDoor } from '../conversation/conversations-door.ts'
import { createPurgeQueue } from '../sessions/purge-queue.ts'
import { createSessionList } from '../sessions/session-list.ts'
import { createSessionStatuses } from '../sessions/session-status.ts'
import { createSessionStore } from '../sessions/session-store.ts'
import { createUnkeptEnds } from '../sessions/unkept-ends.ts'
import { createServerChoice } from '../settings/server-choice.ts'
import { createSettingsStore } from '../settings/settings-store.ts'
import type { AppPorts } from './app-ports.ts'
import { createAppStorage } from './app-storage.ts'
import { createCover } from './cover.ts'
import { createSessionActions } from './session-actions.ts'
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

/** `elsewhere`: another tab holds the sessions, so none is live here. `memory` is the store until the browser's storage is open. */
export function createParts(ports: AppPorts, memory: Kv, elsewhere: ReadonlySignal<boolean>) {
  const kept = createKept(ports, memory)
  const { log, store, settings, purges, currentKv } = kept
  const { clock, page } = ports
  const cover = createCover(page, () => settings.now.value.coverOnBlur)
  const status = createSessionStatuses()
  const ends = createUnkeptEnds({ clock, log, memory: kept.vault.memory }, (id, reason) =>
    actions.keepEnd(id, reason),
  )
  const sessions = createSessionList(store, clock, status, ends)
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
    onActivity: sessions.touched,
  })
  const liveSessions = createLiveSessions(
    { ...ports, log, online: page.online },
    store,
    async (id) => (await conversations.open(id)).inbox,
    {
      accepted: (id, roomId) => stored(sessions.accepted(id, roomId)),
      expired: (id) => stored(sessions.expired(id)),
      gone: (id, reason) => void actions.closed(id, reason),
      isOver: (id) => ends.all.value.has(id),
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
  const actions = createSessionActions({
    ...{ store, sessions, ends, clock, conversations, liveSessions, purges, syncLiveSessions },
  })
  return {
    ...kept,
    ...{ cover, status, conversations, sessions, ends, liveSessions, syncLiveSessions, actions },
    server: createServerChoice(page.origin, settings, ports.rest),
    update: createUpdate(ports.openWorker),
  }
}
