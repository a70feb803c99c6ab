/** Erase all data: the screen first, then every store of this browser, while the server is told in the same second. */

import type { Log } from '../../log/log.ts'
import type { Page } from '../../platform/page/page.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { LiveSessions } from '../connection/live-sessions.ts'
import type { Purges } from '../sessions/purge-queue.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { EraseReport } from './app.ts'

/** All of it is gone within a second; what the server has not heard by then it forgets by its own idle days. */
const PURGE_WITHIN_MS = 700

export async function eraseAll(parts: {
  readonly kv: Kv
  readonly page: Page
  readonly lives: LiveSessions
  readonly store: SessionStore
  readonly settings: SettingsStore
  readonly purges: Purges
  readonly log: Log
  readonly locked: boolean
  readonly forgetTalks: () => void
}): Promise<EraseReport> {
  const { store, purges, lives, page } = parts
  const known = store.records.value
  lives.stopAll()
  store.forget()
  parts.forgetTalks()
  parts.settings.forget()
  for (const { server, identity } of known) purges.queue(server, identity.deviceId)
  const telling = purges.finish(PURGE_WITHIN_MS)
  const emptied = await parts.kv.clear()
  parts.kv.close()
  const left = await page.eraseBrowserStores()
  const purgesLeft = await telling
  parts.log.clear()
  return {
    purgesLeft,
    // Behind a lock nobody knows what the server would have to be told.
    untold: parts.locked,
    storesLeft: [...new Set([...(emptied.ok ? [] : ['indexedDB']), ...left])],
    audit: await page.audit(),
  }
}
