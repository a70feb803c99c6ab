/** What a person sees on a first visit when parts of the app do not load, and how they come after all; the same in every engine. */
import { expect, type Page } from '@playwright/test'
import type { FaultyProxy } from '../networks/faulty-proxy.ts'

/** Any invite that is in a link: a code, and the 32 bytes of its secret. */
const INVITE = `j=482913&s=${'A'.repeat(43)}`

const failed = (page: Page) => page.getByText('could not be loaded').last()
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' }).last().click()

export async function recoversLazyViews(page: Page, proxy: FaultyProxy): Promise<void> {
  const link = `${proxy.url}/#${INVITE}`
  proxy.refuse(/\/(assets\/(SettingsScreen|JoinSheet)|version\.json)/)
  // The engine's load event may wait for what is refused.
  await page.goto(link, { waitUntil: 'commit' }).catch(() => page.goto(link, { waitUntil: 'commit' }))
  await expect(failed(page)).toBeVisible()
  // While the server does not answer, the page is not given up for a new one.
  await tryAgain(page)
  await expect(failed(page)).toBeVisible()

  proxy.refuse(/\/assets\/SettingsScreen/)
  await tryAgain(page)
  // The sheet and the whole invite are there again, and nothing of it is in the address.
  await expect(page.getByRole('textbox', { name: 'Join code' })).toHaveValue('482 913')
  await expect(page.getByText('This invite brings its own proof')).toBeVisible()
  expect(new URL(page.url()).hash).toBe('')

  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(failed(page)).toBeVisible()
  proxy.refuse(null)
  await tryAgain(page)
  // An engine that asks again shows it at once; one that remembers the failure comes back with the list.
  const settings = page.getByRole('heading', { name: 'Settings' })
  const list = page.getByRole('button', { name: 'Settings' })
  await expect(settings.or(list)).toBeVisible()
  if (await list.isVisible()) await list.click()
  await expect(settings).toBeVisible()
}
