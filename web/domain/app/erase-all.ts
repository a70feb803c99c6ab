/** Erase all data: clears the screen first, then every store of this browser, and tells the server meanwhile. */
import type { Log } from '../../log/log.ts'
import type { Page } from '../../platform/page/page.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { EraseReport } from './app.ts'

export async function eraseAll(parts: {
  readonly kv: Kv
  readonly page: Page
  readonly log: Log
  /** While the app is locked, the ids to purge on the server are unreadable. */
  readonly locked: boolean
  /** Clears every part's memory at once and erases what it keeps outside the database. */
  readonly erase: () => Promise<void>
  /** After `erase`: for how many rooms the server confirmed no purge. */
  readonly untold: () => number
}): Promise<EraseReport> {
  const { kv, page } = parts
  const erasing = parts.erase()
  const emptied = await kv.clear()
  kv.close()
  const left = await page.eraseBrowserStores()
  await erasing
  parts.log.clear()
  return {
    purgesLeft: parts.untold(),
    untold: parts.locked,
    storesLeft: [...new Set([...(emptied.ok ? [] : ['indexedDB']), ...left])],
    audit: await page.audit(),
  }
}
