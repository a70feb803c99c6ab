/** Erase all data: every identity purged on its server, then every store of this browser emptied. */
import type { Kv } from '../platform/kv.ts'
import type { Page } from '../platform/page.ts'
import type { Lives } from './lives.ts'
import type { Log } from './log.ts'
import type { EraseReport } from './model.ts'
import type { Purges } from './purges.ts'
import type { SettingsStore } from './settings.ts'
import type { SessionStore } from './store.ts'

/** The person waits for this; what the server has not heard by then it forgets by its own idle days. */
const PURGE_WITHIN_MS = 8_000

export async function eraseAll(parts: {
  readonly kv: Kv
  readonly page: Page
  readonly lives: Lives
  readonly store: SessionStore
  readonly settings: SettingsStore
  readonly purges: Purges
  readonly log: Log
  readonly forgetTalks: () => void
}): Promise<EraseReport> {
  const { store, purges, lives } = parts
  const known = store.records.value
  // The screen is emptied first: what a person erases must be gone from sight at once.
  lives.stopAll()
  store.forget()
  parts.forgetTalks()
  for (const { server, identity } of known) purges.queue(server, identity.deviceId)
  const purgesLeft = await purges.finish(PURGE_WITHIN_MS)
  parts.settings.forget()
  const emptied = await parts.kv.clear()
  parts.kv.close()
  const storesLeft = [...(emptied.ok ? [] : ['indexedDB']), ...(await parts.page.eraseBrowserStores())]
  parts.log.clear()
  return { purgesLeft, storesLeft: [...new Set(storesLeft)] }
}
