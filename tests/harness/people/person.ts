/** Two people with a browser each, and what they do, in the words of the screen. */
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { openEntry, recordKeysOf, sealEntry } from '../../../web/vault/sealed-kv.ts'
import { shimIos } from '../browsers/ios-shim.ts'
import { createTestServer, type TestServer } from '../networks/test-server.ts'
import { distWithAxe } from '../pictures/axe.ts'

export { expect }

/** What a page said that nobody wants to hear: faults, and broken promises of its Content Security Policy. */
const watched = new WeakMap<Page, string[]>()
export const faultsOf = (page: Page): readonly string[] => watched.get(page) ?? []

export const test = base.extend<
  { person: (context?: BrowserContext) => Promise<Page> },
  { server: TestServer }
>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const server = await createTestServer({ DIST_PATH: distWithAxe() })
      await server.start()
      await use(server)
      await server.dispose()
    },
    { scope: 'worker' },
  ],
  person: async ({ browser, server, viewport }, use) => {
    const contexts: BrowserContext[] = []
    const pages: Page[] = []
    await use(async (given) => {
      const context = given ?? (await browser.newContext({ viewport }))
      contexts.push(context)
      const page = await openApp(context, server.url)
      pages.push(page)
      return page
    })
    for (const page of pages) expect(faultsOf(page)).toEqual([])
    for (const context of contexts) await context.close()
  },
})

export function watchFaults(page: Page): void {
  const faults: string[] = []
  watched.set(page, faults)
  page.on('pageerror', (fault) => faults.push(String(fault)))
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) faults.push(message.text())
  })
}

/** Whether pages are as awkward as Safari on an iPhone: in the project `ios`, or everywhere with `SHIM=ios`. Benches open the app too, where no test runs. */
export const isAwkward = (): boolean =>
  process.env.SHIM === 'ios' ||
  (process.env.TEST_WORKER_INDEX !== undefined && base.info().project.name === 'ios')

export async function openApp(context: BrowserContext, url: string): Promise<Page> {
  if (isAwkward()) await shimIos(context)
  const page = await context.newPage()
  watchFaults(page)
  await page.goto(url)
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  return page
}

export interface Choices {
  readonly name?: string
  readonly ephemeral?: boolean
  readonly words?: boolean
}

/** Makes an invite and answers its six digits. */
export async function createInvite(
  host: Page,
  { name = 'Anna', ephemeral = false, words = false }: Choices = {},
): Promise<string> {
  await host.getByRole('button', { name: 'New session' }).click()
  const dialog = host.getByRole('dialog', { name: 'New session' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  if (ephemeral) await dialog.getByRole('switch', { name: 'Ephemeral' }).check()
  if (words) await dialog.getByRole('switch', { name: 'Add two words' }).check()
  await dialog.getByRole('button', { name: 'Create' }).click()
  const code = host.getByTestId('join-code')
  await expect(code).toHaveText(/^\d{3} \d{3}$/)
  return ((await code.textContent()) ?? '').replace(' ', '')
}

export async function joinWith(guest: Page, code: string): Promise<void> {
  await guest.getByRole('button', { name: 'Join', exact: true }).click()
  await guest.getByRole('textbox', { name: 'Join code' }).fill(code)
}

export const status = (page: Page) => page.locator('[role=status][data-state]')
export const connected = async (...pages: readonly Page[]): Promise<void> => {
  for (const page of pages)
    await expect(status(page)).toHaveAttribute('data-state', 'connected', { timeout: 30_000 })
}

/** Two people in one session, connected. */
export async function pair(host: Page, guest: Page, choices: Choices = {}): Promise<void> {
  await joinWith(guest, await createInvite(host, choices))
  await connected(host, guest)
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

export const messages = (page: Page) => page.getByTestId('message').locator('.bubble-text')
export const lastMark = (page: Page) => page.locator('[data-testid=message][data-own=true]').last()

export async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Session options' }).click()
  await page.getByRole('menuitem', { name: 'Leave' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
}

export const enterRow = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ hasText: name }).getByRole('button').first().click()

/** The link of the invite on the host's screen, as its picture and its button give it. */
export async function inviteLink(host: Page): Promise<string> {
  await host.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', {
      value: async (text: string) => Object.assign(globalThis, { lastCopied: text }),
      configurable: true,
    })
  })
  await host.getByRole('button', { name: 'Copy link' }).click()
  return host.evaluate(() => (globalThis as unknown as { lastCopied: string }).lastCopied)
}

/** What the chat says of the other end. */
export const trust = (page: Page) => page.locator('.trust')

/** Everything in this browser's store, as a thief would copy it: bytes as base64, the rest as it is. */
export type Dump = Readonly<Record<string, unknown>>
export const dumpStore = (page: Page): Promise<Dump> =>
  page.evaluate(
    () =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const opening = indexedDB.open('inviso')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const store = opening.result.transaction('records').objectStore('records')
          const all: Record<string, unknown> = {}
          const walk = store.openCursor()
          walk.onsuccess = () => {
            const cursor = walk.result
            if (!cursor) {
              opening.result.close()
              return resolve(all)
            }
            const value: unknown = cursor.value
            let binary = ''
            if (value instanceof Uint8Array) for (const byte of value) binary += String.fromCharCode(byte)
            all[String(cursor.key)] = value instanceof Uint8Array ? { bytes: btoa(binary) } : value
            cursor.continue()
          }
        }
      }),
  )

/** Puts a copy in the place of all that was there. */
export const restoreStore = (page: Page, dump: Dump): Promise<void> =>
  page.evaluate(
    (copy) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('inviso')
        opening.onsuccess = () => {
          const writing = opening.result.transaction('records', 'readwrite')
          const store = writing.objectStore('records')
          store.clear()
          for (const [key, value] of Object.entries(copy)) {
            const { bytes } = value as { bytes?: string }
            store.put(
              bytes === undefined ? value : Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0)),
              key,
            )
          }
          writing.oncomplete = () => {
            opening.result.close()
            resolve()
          }
          writing.onerror = () => reject(writing.error)
        }
      }),
    dump,
  )

const keysOf = (dump: Dump): ReturnType<typeof recordKeysOf> => {
  const { id, key } = dump['vault.v1'] as { id: string; key: string }
  return recordKeysOf(Uint8Array.from(Buffer.from(key, 'base64url')), id)
}
const SESSIONS_KEY = 'chat.sessions.v1'

/** What lies in a copy of a store without App lock, read with the key that lies beside it. */
export async function sessionsIn(dump: Dump): Promise<unknown> {
  const keys = await keysOf(dump)
  const name = await keys.nameOf(SESSIONS_KEY)
  const { bytes = '' } = (dump[name] ?? {}) as { bytes?: string }
  return (await openEntry(keys, name, Uint8Array.from(Buffer.from(bytes, 'base64'))))?.value
}
export const storedSessions = async (page: Page): Promise<unknown> => sessionsIn(await dumpStore(page))

/** Puts entries into this browser's own vault, by their names there. */
export async function storeEntries(page: Page, entries: Readonly<Record<string, unknown>>): Promise<void> {
  const dump = await dumpStore(page)
  const keys = await keysOf(dump)
  const sealed: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(entries)) {
    const [name, bytes] = await sealEntry(keys, key, value)
    sealed[name] = { bytes: Buffer.from(bytes).toString('base64') }
  }
  await restoreStore(page, { ...dump, ...sealed })
}
/** Puts sessions, or something that was made of them, into this browser's own vault. */
export const storeSessions = (page: Page, value: unknown): Promise<void> =>
  storeEntries(page, { [SESSIONS_KEY]: value })
