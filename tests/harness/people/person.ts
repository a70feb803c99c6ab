/** A person: their page, and actions named after what the screen shows. */
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { shimIos } from '../browsers/ios-shim.ts'
import { createTestServer, type TestServer } from '../networks/test-server.ts'
import { distWithAxe } from '../pictures/axe.ts'
import { type AppLock, createAppLock } from './app-lock.ts'
import { type Chat, createChat } from './chat.ts'
import { createFinger, type Finger } from './finger.ts'
import { createStoredData, type StoredData } from './stored-data.ts'
import { createUsedPhones, type UsedPhones } from './used-phones.ts'

export { expect }

/** Errors of each page: exceptions and violations of its Content Security Policy. */
const watched = new WeakMap<Page, string[]>()
export const faultsOf = (page: Page): readonly string[] => watched.get(page) ?? []

export const test = base.extend<
  {
    person: (context?: BrowserContext) => Promise<Person>
    /** A person whose phone no test used before: what its app did not load itself is not in its cache either. */
    newcomer: () => Promise<Person>
  },
  { server: TestServer; usedPhones: UsedPhones }
>({
  usedPhones: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const phones = createUsedPhones()
      await use(phones)
      await phones.closeAll()
    },
    { scope: 'worker' },
  ],
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
  newcomer: ({ browser, person, viewport }, use) =>
    use(async () => person(await browser.newContext({ viewport }))),
  person: async (
    { browser, server, viewport, locale, colorScheme, permissions, serviceWorkers, usedPhones },
    use,
    info,
  ) => {
    const own: BrowserContext[] = []
    const pages: Person[] = []
    // What a service worker keeps is its own matter: such a phone is used once.
    const isUsedAgain = serviceWorkers === 'block' && !isAwkward()
    await use(async (given) => {
      if (!given && isUsedAgain) {
        // What a test file may set for its contexts: a phone made with other options is another phone.
        const kind = JSON.stringify({ viewport, locale, colorScheme, permissions, moves: isMoving() })
        const page = await usedPhones.take(kind, async () => prepare(await browser.newContext({ viewport })))
        pages.push(await openOn(page, server.url))
      } else {
        const context = given ?? (await browser.newContext({ viewport }))
        own.push(context)
        pages.push(await openApp(context, server.url))
      }
      return pages.at(-1) as Person
    })
    for (const page of pages) expect(faultsOf(page)).toEqual([])
    for (const context of own) await context.close()
    for (const page of pages)
      if (!own.includes(page.context())) {
        if (info.status === info.expectedStatus) await usedPhones.giveBack(page, server.url)
        else await page.context().close()
      }
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

/** Whether pages imitate Safari on an iPhone: in the project `ios`, or everywhere with `SHIM=ios`. Also callable from benches, where no test runs. */
export const isAwkward = (): boolean =>
  process.env.SHIM === 'ios' ||
  (process.env.TEST_WORKER_INDEX !== undefined && base.info().project.name === 'ios')

/** Whether things move on the pages of this test: where it is about that (tag `@motion`), on the phones of `ios`, and in benches. Each frame costs CPU time. */
const isMoving = (): boolean =>
  process.env.TEST_WORKER_INDEX === undefined || isAwkward() || base.info().tags.includes('@motion')

/** Every animation ends in its first frame, and still tells its end; nothing passes over slowly. */
export const standStill = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const all =
      '*, *::before, *::after, ::backdrop, ::view-transition-group(*), ::view-transition-old(*), ::view-transition-new(*)'
    const still = new CSSStyleSheet()
    still.replaceSync(
      `${all} { animation-duration: 1ms !important; animation-delay: 0s !important; transition: none !important }`,
    )
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still]
  })

async function prepare(context: BrowserContext): Promise<BrowserContext> {
  if (isAwkward()) await shimIos(context)
  if (!isMoving()) await standStill(context)
  return context
}

export async function openApp(context: BrowserContext, url: string): Promise<Person> {
  await prepare(context)
  return openOn(await context.newPage(), url)
}

async function openOn(page: Page, url: string): Promise<Person> {
  watchFaults(page)
  await page.goto(url)
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  return asPerson(page)
}

/** The app on a phone with a touch screen. */
export async function openPhone(browser: Browser, url: string, options: object = {}): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    ...options,
  })
  return openApp(context, url)
}

export interface Choices {
  readonly name?: string
  readonly ephemeral?: boolean
  readonly words?: boolean
}

/** The actions of a person, in addition to those of every page. */
interface Deeds {
  readonly chat: Chat
  readonly lock: AppLock
  readonly stored: StoredData
  /** Creates an invite and returns its six digits. */
  readonly invite: (choices?: Choices) => Promise<string>
  /** The invite link, as given by its QR code and its button. */
  readonly inviteLink: () => Promise<string>
  readonly join: (code: string) => Promise<void>
  readonly say: (text: string) => Promise<void>
  readonly leave: () => Promise<void>
  /** Opens the session with that name, or without a name the first one, since a guest's session has no name yet. */
  readonly enter: (name?: string) => Promise<void>
  readonly openSettings: () => Promise<void>
  /** Makes the page report that it is hidden, or visible again. */
  readonly hide: (hidden: boolean) => Promise<void>
  readonly finger: () => Promise<Finger>
  /** Marks the current load of the page; the returned function checks that it was not reloaded. */
  readonly watchLoad: () => Promise<() => Promise<boolean>>
}
export type Person = Page & Deeds

async function makeInvite(
  page: Page,
  { name = 'Anna', ephemeral = false, words = false }: Choices,
): Promise<string> {
  await page.getByRole('button', { name: 'New session' }).click()
  const dialog = page.getByRole('dialog', { name: 'New session' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  if (ephemeral) await dialog.getByRole('switch', { name: 'Ephemeral' }).check()
  if (words) await dialog.getByRole('switch', { name: 'Add two words' }).check()
  await dialog.getByRole('button', { name: 'Create' }).click()
  const code = page.getByTestId('join-code')
  await expect(code).toHaveText(/^\d{3} \d{3}$/)
  return ((await code.textContent()) ?? '').replace(' ', '')
}

async function copyInviteLink(page: Page): Promise<string> {
  await page.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', {
      value: async (text: string) => Object.assign(globalThis, { lastCopied: text }),
      configurable: true,
    })
  })
  await page.getByRole('button', { name: 'Copy link' }).click()
  return page.evaluate(() => (globalThis as unknown as { lastCopied: string }).lastCopied)
}

const tellHidden = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', {
      value: value ? 'hidden' : 'visible',
      configurable: true,
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)

/** Adds a person's actions to a page object and returns the same object. */
export const asPerson = (page: Page): Person =>
  Object.assign(page, {
    chat: createChat(page),
    lock: createAppLock(page),
    stored: createStoredData(page),
    invite: (choices = {}) => makeInvite(page, choices),
    inviteLink: () => copyInviteLink(page),
    async join(code) {
      await page.getByRole('button', { name: 'Join', exact: true }).click()
      await page.getByRole('textbox', { name: 'Join code' }).fill(code)
    },
    async say(text) {
      await page.getByRole('textbox', { name: 'Message' }).fill(text)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
    },
    async leave() {
      await page.getByRole('button', { name: 'Session options' }).click()
      await page.getByRole('menuitem', { name: 'Leave' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
    },
    enter: (name = '') =>
      page.getByRole('listitem').filter({ hasText: name }).getByRole('button').first().click(),
    openSettings: () => page.getByRole('button', { name: 'Settings' }).click(),
    hide: (hidden) => tellHidden(page, hidden),
    finger: () => createFinger(page),
    async watchLoad() {
      await page.evaluate(() => Object.assign(globalThis, { sameLoad: true }))
      return () => page.evaluate(() => 'sameLoad' in globalThis)
    },
  } satisfies Deeds)

export const connected = async (...pages: readonly Page[]): Promise<void> => {
  for (const page of pages) await expect(createChat(page).status()).toHaveAttribute('data-state', 'connected')
}

/** Two people in one session, connected. */
export async function pair(host: Person, guest: Person, choices: Choices = {}): Promise<void> {
  await guest.join(await host.invite(choices))
  await connected(host, guest)
}
