/** What a hand feels: rows that give way, sheets that follow, screens that slide, two panes, appearance, first steps, links. */
import type { Locator, Page } from '@playwright/test'
import { createInvite, expect, test } from './harness/people.ts'
import { finger, openPhone } from './harness/touch.ts'

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not on the page')
  return box
}
const middleOf = async (locator: Locator): Promise<number> => {
  const { y, height } = await boxOf(locator)
  return y + height / 2
}
const leftOf = async (locator: Locator): Promise<number> => (await boxOf(locator)).x

async function withSessions(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await createInvite(page, { name })
    await page.getByRole('button', { name: 'Done' }).click()
  }
}
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

test.describe('a swipe on a session', () => {
  test('follows the finger, snaps open, and its actions do what they say', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'First', 'Second')
    const hand = await finger(page)
    const slide = row(page, 'First').locator('.row-slide')
    const y = await middleOf(slide)
    const rest = await leftOf(slide)
    await expect(page.getByRole('button', { name: 'Pin', exact: true })).toHaveCount(0)
    await hand.down(300, y)
    await hand.to(240, y)
    await expect.poll(() => leftOf(slide)).toBeCloseTo(rest - 60, 0)
    await hand.to(180, y)
    await hand.up()
    await expect.poll(() => leftOf(slide)).toBeCloseTo(rest - 160, 0)
    await page.getByRole('button', { name: 'Pin', exact: true }).tap()
    await expect(page.getByRole('listitem').first()).toContainText('First')
    await expect(row(page, 'First').getByLabel('Pinned')).toBeVisible()
    await expect.poll(() => leftOf(slide)).toBe(rest)
    await expect(page.getByRole('button', { name: /^(Pin|Unpin|Delete)$/ })).toHaveCount(0)

    const second = row(page, 'Second').locator('.row-slide')
    const lower = await middleOf(second)
    await hand.down(300, lower)
    await hand.to(200, lower, 60)
    await hand.up()
    await page.getByRole('button', { name: 'Delete', exact: true }).tap()
    const question = page.getByRole('alertdialog', { name: 'Delete this session?' })
    await question.getByRole('button', { name: 'Delete' }).tap()
    await expect(row(page, 'Second')).toHaveCount(0)
    await page.context().close()
  })

  test('lets go: too short, against the list, taken away, or from the edge, it changes nothing', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Only')
    const hand = await finger(page)
    const slide = row(page, 'Only').locator('.row-slide')
    const y = await middleOf(slide)
    const rest = await leftOf(slide)
    const actions = page.locator('.row-actions')
    await hand.down(300, y)
    await hand.to(260, y)
    await expect(actions).toHaveCount(1)
    await page.waitForTimeout(80)
    await hand.to(258, y, 60)
    await hand.up()
    await expect.poll(() => leftOf(slide)).toBe(rest)
    await expect(actions).toHaveCount(0)

    await hand.down(300, y)
    await hand.to(300, y + 60)
    await hand.to(180, y + 60)
    await expect(actions).toHaveCount(0)
    await hand.up()

    await hand.down(20, y)
    await hand.to(200, y)
    await expect(actions).toHaveCount(0)
    await hand.up()

    await hand.down(300, y)
    await hand.to(170, y)
    await expect.poll(() => leftOf(slide)).toBeLessThan(rest - 100)
    await hand.cancel()
    await expect.poll(() => leftOf(slide)).toBe(rest)
    // Nothing of all this was a tap.
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await hand.down(300, y)
    await hand.to(150, y)
    await hand.up()
    await expect.poll(() => leftOf(slide)).toBeCloseTo(rest - 160, 0)
    await page.touchscreen.tap(60, y)
    await expect.poll(() => leftOf(slide)).toBe(rest)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.context().close()
  })

  test('opens the other way where one reads from right to left', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Mirrored')
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    const hand = await finger(page)
    const slide = row(page, 'Mirrored').locator('.row-slide')
    const y = await middleOf(slide)
    const rest = await leftOf(slide)
    await hand.down(100, y)
    await hand.to(230, y)
    await hand.up()
    await expect.poll(() => leftOf(slide)).toBeCloseTo(rest + 160, 0)
    expect(await leftOf(page.getByRole('button', { name: 'Delete', exact: true }))).toBeLessThan(rest + 161)
    await page.context().close()
  })
})
