/** A first visit in a browser whose parts are refused or never answer: the app says what is true, works with what is left, and reports no fault. */
import type { BrowserContext, Page } from '@playwright/test'
import { expect, faultsOf, test, watchFaults } from '../../harness/people/person.ts'

test.use({ serviceWorkers: 'allow' })

const NEXT = 'the-next-build'
const banner = (page: Page) => page.getByText('This browser keeps nothing')
const list = (page: Page) => page.getByRole('heading', { name: 'Sessions' })

/** A page of this context in which `fault` runs first. The server offers a newer build than the one it serves. */
async function visit(context: BrowserContext, url: string, fault: () => void): Promise<Page> {
  const page = await context.newPage()
  watchFaults(page)
  await page.addInitScript(fault)
  await page.route('**/version.json', (route) => route.fulfill({ json: { build: NEXT } }))
  await page.goto(url)
  return page
}

/** Sets the app to dark, makes an invite, and follows the offer of a newer build to a page that is loaded anew. */
async function worksAndUpdates(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.goBack()
  await page.goBack()
  await page.getByRole('button', { name: 'New session' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Made here')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByTestId('join-code')).toHaveText(/^\d{3} \d{3}$/)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Update' }).click()
  await page.waitForURL(`**/?v=${NEXT}`)
  await expect(list(page)).toBeVisible()
}

/** What `worksAndUpdates` left outlived its page. */
async function keptIt(page: Page): Promise<void> {
  await expect(page.getByRole('listitem')).toContainText('Made here')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(banner(page)).toHaveCount(0)
}

test('a service worker that is refused costs neither sessions nor updates', async ({ context, server }) => {
  const page = await visit(context, server.url, () => {
    const refuse = () => Promise.reject(new DOMException('refused', 'SecurityError'))
    Object.assign(ServiceWorkerContainer.prototype, { register: refuse, getRegistration: refuse })
  })
  await worksAndUpdates(page)
  await keptIt(page)
  expect(faultsOf(page)).toEqual([])
})

test('a browser that never answers about service workers costs neither sessions nor updates, and Erase all data ends', async ({
  context,
  server,
}) => {
  const page = await visit(context, server.url, () => {
    const never = () => new Promise(() => {})
    Object.assign(ServiceWorkerContainer.prototype, {
      register: never,
      getRegistration: never,
      getRegistrations: never,
    })
  })
  await worksAndUpdates(page)
  await keptIt(page)
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Erase all data' }).click()
  const question = page.getByRole('alertdialog', { name: 'Erase all data?' })
  await question.getByRole('textbox').fill('erase')
  await question.getByRole('button', { name: 'Erase' }).click()
  // What gave no answer is not said to be empty.
  await expect(page.getByText('could not be emptied')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Databases' })).toHaveText(/0$/)
  await expect(page.getByRole('listitem').filter({ hasText: 'Background workers' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Start anew' }).click()
  await expect(list(page)).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveCount(0)
  expect(faultsOf(page)).toEqual([])
})

test('localStorage that throws costs neither sessions nor the appearance', async ({ context, server }) => {
  const page = await visit(context, server.url, () => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      },
    })
  })
  await worksAndUpdates(page)
  await keptIt(page)
  expect(faultsOf(page)).toEqual([])
})

test('a database that is refused leaves an app that works and says that it keeps nothing, until the browser allows it', async ({
  context,
  server,
}) => {
  const page = await visit(context, server.url, () => {
    if (sessionStorage.getItem('allowed')) return
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError')
    }
    IDBFactory.prototype.databases = () => Promise.reject(new DOMException('refused', 'SecurityError'))
  })
  await expect(banner(page)).toBeVisible()
  await worksAndUpdates(page)
  await expect(banner(page)).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveCount(0)
  await page.evaluate(() => sessionStorage.setItem('allowed', 'yes'))
  await page.reload()
  await expect(list(page)).toBeVisible()
  await expect(banner(page)).toHaveCount(0)
  expect(faultsOf(page)).toEqual([])
})

test('a database that never opens leads to a sentence and Reload, and to the list as soon as it opens', async ({
  context,
  server,
}) => {
  const page = await visit(context, server.url, () => {
    const real = IDBFactory.prototype.open
    IDBFactory.prototype.open = function (...asked) {
      return 'healed' in globalThis ? real.apply(this, asked) : ({} as IDBOpenDBRequest)
    }
  })
  await expect(page.getByText('This takes longer than it should.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible()
  await page.evaluate(() => Object.assign(globalThis, { healed: true }))
  await expect(list(page)).toBeVisible()
  await expect(banner(page)).toHaveCount(0)
  expect(faultsOf(page)).toEqual([])
})
