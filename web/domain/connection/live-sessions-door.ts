/** The eagerly loaded entry to live sessions: loads their code as soon as a stored session needs the server. */
import { lazy } from '../../platform/lazy.ts'
import type { PeerInbox } from '../conversation/conversation.types.ts'
import type { SessionId } from '../sessions/session.ts'
import { serverKeyOf } from '../sessions/session-record.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { lazyLiveSessions, lazyStartSession } from './lazy.ts'
import type { LiveSessions, LiveSessionsEvents, LiveSessionsPorts } from './live-sessions.types.ts'

/** Wait before the code is loaded once more after a failed load. */
const LOAD_AGAIN_MS = 2_000

/** Takes what `createLiveSessions` takes, and where its code comes from. */
export function createLiveSessionsDoor(
  ports: LiveSessionsPorts,
  store: SessionStore,
  conversationOf: (id: SessionId) => Promise<PeerInbox>,
  on: LiveSessionsEvents,
  code: Pick<typeof lazyLiveSessions, 'load'> = lazyLiveSessions,
): LiveSessions {
  let onScreen: SessionId | null = null
  /** False while nothing may be live: the app may lock, or another tab take over, while the code loads. */
  let mayRun = false
  let cancelAgain = (): void => {}
  const room = lazy(async () => {
    // What a live session needs next comes at the same time; a failure is reported to the load that needs it.
    void lazyStartSession.preload()
    return (await code.load()).createLiveSessions(ports, store, conversationOf, on, onScreen)
  })
  const sync = (): void => {
    cancelAgain()
    mayRun = true
    const made = room.loaded()
    if (made) return made.sync()
    const needsServer = store.records.value.some(
      (record) => !on.isOver(record.id) && serverKeyOf(record) !== null,
    )
    if (!needsServer) return
    room.load().then(
      ({ sync: syncNow }) => mayRun && syncNow(),
      () => {
        // Each call that met the same failed load comes here.
        cancelAgain()
        if (mayRun) cancelAgain = ports.clock.after(LOAD_AGAIN_MS, sync)
      },
    )
  }
  return {
    sync,
    preload: () =>
      room.load().then(
        ({ preload }) => preload(),
        () => {},
      ),
    prepare: () =>
      void room.load().then(
        ({ prepare }) => prepare(),
        () => {},
      ),
    show(id) {
      onScreen = id
      const made = room.loaded()
      if (made) made.show(id)
      else sync()
    },
    resume: (stale) => room.loaded()?.resume(stale),
    refresh: () => room.loaded()?.refresh(),
    pageHidden: () => room.loaded()?.pageHidden(),
    pageGone: () => room.loaded()?.pageGone(),
    leave: (id) => room.loaded()?.leave(id),
    end: (id) => room.loaded()?.end(id),
    suspendAll() {
      mayRun = false
      cancelAgain()
      room.loaded()?.suspendAll()
    },
    any: () => room.loaded()?.any() ?? false,
  }
}
