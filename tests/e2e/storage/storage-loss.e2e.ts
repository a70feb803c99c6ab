/** Storage that fails while the app runs, and an app that does not start: each shows a way forward. */
import { connected, expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'

/** Makes the next `transactions` throw as WebKit does for a lost handle. */
const kill = (page: Person, transactions: number, name: string, message: string) =>
  page.evaluate(
    ([left, errorName, text]) => {
      const real = IDBDatabase.prototype.transaction
      let dying = left
      IDBDatabase.prototype.transaction = function (...asked: Parameters<typeof real>) {
        if (dying > 0) {
          dying -= 1
          document.documentElement.dataset.died = String(
            Number(document.documentElement.dataset.died ?? 0) + 1,
          )
          throw new DOMException(text, errorName)
        }
        return real.apply(this, asked)
      }
    },
    [transactions, name, message] as const,
  )
const died = (page: Person) => page.evaluate(() => Number(document.documentElement.dataset.died ?? 0))
const FOR_EVER = 1_000_000
const lost = (page: Person) => page.getByRole('alertdialog', { name: 'This browser lost its storage' })
const rename = async (page: Person, name: string) => {
  await page.getByRole('button', { name: 'Session options' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
}

for (const [name, message] of [
  ['UnknownError', 'Connection to Indexed Database server lost. Refresh the page to try again'],
  ['InvalidStateError', 'The database connection is closing.'],
] as const)
  test(`a handle that dies once with ${name} is reopened without a notice`, async ({ person }) => {
    const [anna, ben] = [await person(), await person()]
    await pair(anna, ben)
    await kill(anna, 1, name, message)
    await rename(anna, 'Ben of the choir')
    await expect(anna.getByRole('heading', { name: 'Ben of the choir' })).toBeVisible()
    expect(await died(anna)).toBe(1)
    await expect(lost(anna)).toHaveCount(0)
    await anna.reload()
    await expect(anna.getByText('Ben of the choir')).toBeVisible()
  })

test('dead storage is reported once, and a typed text stays in its field instead of being sent', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.say('Before it died')
  await expect(ben.chat.messages()).toHaveText(['Before it died'])
  await anna.getByRole('textbox', { name: 'Message' }).fill('Half a thought')
  await kill(anna, FOR_EVER, 'UnknownError', 'Connection to Indexed Database server lost')
  // A mark that is being written may report it before this key does.
  await anna.keyboard.press('!')
  await expect(lost(anna)).toBeVisible()
  await expect(anna.getByRole('textbox', { name: 'Message', includeHidden: true })).toHaveValue(
    /^Half a thought!?$/,
  )
  await lost(anna).getByRole('button', { name: 'Not now' }).click()
  await expect(lost(anna)).toHaveCount(0)
  // A message that cannot be stored is not sent, with a reason.
  await anna.say('Still here')
  await expect(anna.getByRole('alert')).toContainText('could not store it')
  await expect(anna.getByRole('textbox', { name: 'Message' })).toHaveValue('Still here')
  await expect(anna.chat.messages()).toHaveText(['Before it died'])
  // It is reported once, not at every key.
  await expect(lost(anna)).toHaveCount(0)
  await ben.say('And you?')
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'sent')
  await expect(anna.chat.messages()).toHaveText(['Before it died'])
})

test('a received message that could not be stored is neither shown nor acknowledged, and arrives after the reload', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Kept' })
  await anna.getByRole('button', { name: 'Session options' }).click()
  await anna.getByRole('menuitem', { name: 'Message lifetime' }).click()
  const dialog = anna.getByRole('dialog', { name: 'Message lifetime' })
  await dialog.getByRole('radio', { name: 'For 1 hour' }).check()
  await dialog.getByRole('button', { name: 'Propose' }).click()
  await ben.getByRole('button', { name: 'Accept' }).click()
  for (const page of [anna, ben]) await expect(page.getByText('Messages are now kept')).toBeVisible()
  await ben.say('kept')
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await kill(anna, FOR_EVER, 'UnknownError', 'Connection to Indexed Database server lost')
  await ben.say('comes again')
  await expect(lost(anna)).toBeVisible()
  await expect(anna.chat.messages()).toHaveText(['kept'])
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'sent')
  await lost(anna).getByRole('button', { name: 'Reload' }).click()
  await anna.enter('Kept')
  await expect(anna.chat.messages()).toHaveText(['kept', 'comes again'])
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
})

test('Reload on the sheet opens the same sessions', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Kept' })
  await kill(anna, FOR_EVER, 'InvalidStateError', 'The database connection is closing.')
  await anna.getByRole('textbox', { name: 'Message' }).fill('x')
  await lost(anna).getByRole('button', { name: 'Reload' }).click()
  await expect(anna.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  await expect(lost(anna)).toHaveCount(0)
  await anna.enter('Kept')
  await connected(anna, ben)
  await anna.say('Back')
  await expect(ben.chat.messages()).toHaveText(['Back'])
})

test('a hidden page closes its database handle, so that it blocks nothing', async ({ person }) => {
  const page = await person()
  const deleted = () =>
    page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      const closed: IDBDatabase[] = []
      const real = IDBDatabase.prototype.close
      IDBDatabase.prototype.close = function () {
        closed.push(this)
        real.call(this)
      }
      document.dispatchEvent(new Event('visibilitychange'))
      return new Promise<number>((resolve) => setTimeout(() => resolve(closed.length), 50))
    })
  expect(await deleted()).toBe(1)
})

test('an app whose script does not load offers Reload after eight seconds, and not before', async ({
  browser,
  server,
}) => {
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    const context = await browser.newContext({ reducedMotion, serviceWorkers: 'block' })
    const page = await context.newPage()
    await page.route('**/assets/*.js', (route) => route.abort())
    await page.goto(server.url)
    const reload = page.getByRole('link', { name: 'Reload' })
    await page.waitForTimeout(6_000)
    await expect(reload).toBeHidden()
    await expect(reload).toBeVisible({ timeout: 4_000 })
    await page.unroute('**/assets/*.js')
    await reload.click()
    await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
    await context.close()
  }
})

test('an app that hangs while opening offers Reload too', async ({ browser, server }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  // The request for the tab lock never resolves.
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('hung'))
      Object.defineProperty(navigator.locks, 'request', { value: () => new Promise(() => {}) })
    sessionStorage.setItem('hung', 'yes')
  })
  await page.goto(server.url)
  await expect(page.getByText('Opening your sessions…')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reload' })).toBeHidden()
  await page.getByRole('button', { name: 'Reload' }).click({ timeout: 11_000 })
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  await context.close()
})

test('an app that started shows no Reload', async ({ browser, server }) => {
  const page = await openApp(await browser.newContext(), server.url)
  await expect(page.getByText('Inviso did not start')).toHaveCount(0)
  expect(await page.locator('main').count()).toBe(1)
  await page.context().close()
})
