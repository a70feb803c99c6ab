/** Where a person is, as far as their browser knows, and how they send it. */
import { expect, type Page } from '@playwright/test'

/** In Budapest, as a phone with a view of the sky knows it. */
export const BUDAPEST = { latitude: 47.497912, longitude: 19.040235, accuracy: 12.4 }
/** The same as it is sent: exactly, and to about a kilometre. */
export const EXACTLY = { text: '📍 47.49791, 19.04024', lat: 4_749_791, lon: 1_904_024, within: 13 }
export const ROUGHLY = { text: '📍 47.495, 19.047', lat: 4_749_500, lon: 1_904_700, within: 1_000 }

/** The browser allows the page to know where it is. */
export async function standIn(page: Page, place = BUDAPEST): Promise<void> {
  await page.context().setGeolocation(place)
  await page.context().grantPermissions(['geolocation'])
}

export async function openLocation(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Attach' }).click()
  await page.getByRole('menu', { name: 'Attach' }).getByRole('menuitem', { name: 'Location' }).click()
}

/** Sends where the person is; `how` is a label of "How exact". */
export async function sendLocation(page: Page, how: 'Exact' | 'About 1 km' | 'About 10 km'): Promise<void> {
  await openLocation(page)
  const dialog = page.getByRole('dialog', { name: 'Send where you are' })
  await dialog
    .getByRole('radiogroup', { name: 'How exact' })
    .getByRole('radio', { name: how, exact: true })
    .check()
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(dialog).toHaveCount(0)
}
