/** A first visit in which parts of the app fail to load and are retried; the same in every engine. */
import { expect, type Page } from '@playwright/test'
import type { FaultyProxy } from '../networks/faulty-proxy.ts'

/** An invite as in a link: a code and the 32 bytes of its secret. */
const INVITE = `j=482913&s=${'A'.repeat(43)}`

const failed = (page: Page) => page.getByText('could not be loaded').last()
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' }).last().click()

export async function recoversLazyViews(page: Page, proxy: FaultyProxy): Promise<void> {
  const link = `${proxy.url}/#${INVITE}`
  proxy.refuse(/\/(assets\/(SettingsScreen|JoinSheet)|version\.json)/)
  // The engine's load event may wait for refused requests.
  const open = () => page.goto(link, { waitUntil: 'commit' })
  // WebKitGTK takes the fragment that the page removes from its address for a second navigation, and calls the first one interrupted.
  await open().catch(() => {})
  // Or the engine cancelled its first load.
  if (!page.url().startsWith(proxy.url)) await open()
  await expect(failed(page)).toBeVisible()
  // The page does not reload while the server does not answer.
  await tryAgain(page)
  await expect(failed(page)).toBeVisible()

  proxy.refuse(/\/assets\/SettingsScreen/)
  await tryAgain(page)
  // The sheet and the whole invite are restored, and the address contains nothing of it.
  await expect(page.getByRole('textbox', { name: 'Join code' })).toHaveValue('482 913')
  await expect(page.getByText('This invite brings its own proof')).toBeVisible()
  expect(new URL(page.url()).hash).toBe('')

  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(failed(page)).toBeVisible()
  proxy.refuse(null)
  await tryAgain(page)
  // An engine that retries the import shows it at once; one that caches the failure reloads to the list.
  const settings = page.getByRole('heading', { name: 'Settings' })
  const list = page.getByRole('button', { name: 'Settings' })
  await expect(settings.or(list)).toBeVisible()
  if (await list.isVisible()) await list.click()
  await expect(settings).toBeVisible()
}
