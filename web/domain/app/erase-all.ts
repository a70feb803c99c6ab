/** Erase all data: the screen first, then every store of this browser, while the server is told in the same second. */
import type { Log } from '../../log/log.ts'
import type { Page } from '../../platform/page/page.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { EraseReport } from './app.ts'

export async function eraseAll(parts: {
  readonly kv: Kv
  readonly page: Page
  readonly log: Log
  /** Behind a lock nobody knows what the server would have to be told. */
  readonly locked: boolean
  /** Has every room forget at once and erase what it keeps elsewhere. */
  readonly erase: () => Promise<void>
  /** After that: how many rooms of the server could not be told. */
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
