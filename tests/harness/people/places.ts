/** Where things are on a page, and rows of the list to be moved about. */
import type { Locator } from '@playwright/test'
import type { Person } from './person.ts'

/** The rectangle of an element in the window, in CSS pixels; throws when it is not there. */
export const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not on the page')
  return box
}
export const middleOf = async (locator: Locator): Promise<number> => {
  const { y, height } = await boxOf(locator)
  return y + height / 2
}
export const leftOf = async (locator: Locator): Promise<number> => (await boxOf(locator)).x

/** Makes an invite for each name and closes it, so that the list has rows. */
export async function withSessions(page: Person, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await page.invite({ name })
    await page.getByRole('button', { name: 'Done' }).click()
  }
}
/** Waits until nothing moves. */
export const still = (page: Person): Promise<unknown> =>
  page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  )
/** The row of the session of that name. */
export const row = (page: Person, name: string) => page.getByRole('listitem').filter({ hasText: name })

/** The headings of the two screens that tests go between. */
export const home = (page: Person) => page.getByRole('heading', { name: 'Sessions', exact: true })
export const settings = (page: Person) => page.getByRole('heading', { name: 'Settings' })
