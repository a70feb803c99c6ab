/** Touch: swipes on a session's row and drags of a sheet. */
import type { Locator } from '@playwright/test'
import { expect, openPhone, type Person, pair, test } from '../../harness/people/person.ts'
import { boxOf, leftOf, middleOf, row, still, withSessions } from '../../harness/people/places.ts'

test.describe('a swipe on a session', { tag: '@motion' }, () => {
  test('follows the finger, snaps open, and its actions work', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'First', 'Second')
    const hand = await page.finger()
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

  test('changes nothing when it is too short, along the list, cancelled, or from the edge', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Only')
    const hand = await page.finger()
    const slide = row(page, 'Only').locator('.row-slide')
    const y = await middleOf(slide)
    const rest = await leftOf(slide)
    const actions = page.locator('.row-actions')
    await hand.down(300, y)
    await hand.to(260, y)
    await expect(actions).toHaveCount(1)
    await hand.hold(80)
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

  test('opens in the other direction in right-to-left languages', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Mirrored')
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    const hand = await page.finger()
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

test.describe('a sheet', { tag: '@motion' }, () => {
  const open = async (page: Person): Promise<Locator> => {
    await page.getByRole('button', { name: 'New session' }).tap()
    const sheet = page.getByRole('dialog', { name: 'New session' })
    await expect(sheet.getByRole('button', { name: 'Create' })).toBeVisible()
    await still(page)
    return sheet
  }

  test('follows the finger, returns when released early, and closes when flicked or dragged down', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    const hand = await page.finger()
    let sheet = await open(page)
    const { y: rest, height } = await boxOf(sheet)
    expect(rest + height).toBeCloseTo(844, 0)
    const grip = rest + 20
    await hand.down(195, grip)
    await hand.to(195, grip + 90)
    await expect.poll(async () => (await boxOf(sheet)).y).toBeCloseTo(rest + 90, 0)
    await hand.to(195, grip + 60)
    await hand.hold(100)
    await hand.to(195, grip + 61, 40)
    await hand.up()
    await expect.poll(async () => (await boxOf(sheet)).y).toBeCloseTo(rest, 0)

    // The system cancelled the touch: nothing changes.
    await hand.down(195, grip)
    await hand.to(195, grip + 300)
    await hand.cancel()
    await expect.poll(async () => (await boxOf(sheet)).y).toBeCloseTo(rest, 0)

    // Short but fast.
    await hand.down(195, grip)
    await hand.to(195, grip + 70, 50)
    await hand.up()
    await expect(sheet).toHaveCount(0)
    // Slow but far.
    sheet = await open(page)
    await hand.down(195, grip)
    await hand.to(195, grip + height * 0.6, 600)
    await hand.hold(150)
    await hand.to(195, grip + height * 0.6 + 1, 40)
    await hand.up()
    await expect(sheet).toHaveCount(0)
    await page.context().close()
  })

  test('closes by its backdrop, by Escape and by Back, and restores the focus', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    const opener = page.getByRole('button', { name: 'New session' })
    let sheet = await open(page)
    await page.touchscreen.tap(195, 60)
    await expect(sheet).toHaveCount(0)
    await expect(opener).toBeFocused()
    sheet = await open(page)
    const inside = () => sheet.evaluate((element) => element.contains(document.activeElement))
    for (let steps = 0; steps < 5; steps += 1) {
      expect(await inside()).toBe(true)
      await page.keyboard.press('Tab')
    }
    // The page behind cannot get the focus.
    await page.evaluate(() => document.querySelector<HTMLElement>('.screen-foot button')?.focus())
    expect(await inside()).toBe(true)
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await expect(opener).toBeFocused()
    sheet = await open(page)
    await page.goBack()
    await expect(sheet).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
    await page.context().close()
  })

  test('over a chat has its own history entry, and Back keeps the chat', async ({
    browser,
    person,
    server,
  }) => {
    const [anna, ben] = [await openPhone(browser, server.url), await person()]
    await pair(anna, ben)
    const sheet = anna.getByRole('dialog', { name: 'Safety check' })
    await anna.getByRole('button', { name: 'Safety check' }).tap()
    await expect(sheet).toBeVisible()
    await anna.goBack()
    await expect(sheet).toHaveCount(0)
    await expect(anna.getByRole('textbox', { name: 'Message' })).toBeVisible()
    // Closed by a button, it removes its history entry.
    await anna.getByRole('button', { name: 'Safety check' }).tap()
    await sheet.getByRole('button', { name: 'Close', exact: true }).tap()
    await expect(sheet).toHaveCount(0)
    await expect.poll(() => anna.evaluate(() => history.state)).toEqual({ depth: 1 })
    await anna.goBack()
    await expect(anna.getByRole('heading', { name: 'Sessions' })).toBeVisible()
    await anna.context().close()
  })

  test('that is tall has two heights, and its content scrolls before the sheet drags', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url, { viewport: { width: 320, height: 500 } })
    const hand = await page.finger()
    const sheet = await open(page)
    const top = async () => (await boxOf(sheet)).y
    const { y: full } = await boxOf(sheet)
    const half = 500 * 0.45
    expect(full).toBeLessThan(60)
    const body = sheet.locator('.sheet-body')
    const scrolled = () => body.evaluate((element) => element.scrollTop)
    // With scrolled content the drag scrolls back.
    await body.evaluate((element) => element.scrollTo(0, 60))
    const before = await scrolled()
    expect(before).toBeGreaterThan(20)
    await hand.down(30, 250)
    await hand.to(30, 290)
    expect(await top()).toBeCloseTo(full, 0)
    await hand.up()
    await expect.poll(scrolled).toBeLessThan(before)
    // At the top of the content the same drag moves the sheet to half height.
    await body.evaluate((element) => element.scrollTo(0, 0))
    await hand.down(30, 200)
    await hand.to(30, 370, 500)
    await hand.hold(120)
    await hand.to(30, 371, 40)
    await hand.up()
    await expect.poll(top).toBeCloseTo(half, 0)
    // A drag up at half height restores the full height.
    await hand.down(30, 470)
    await hand.to(30, 350, 80)
    await hand.up()
    await expect.poll(top).toBeCloseTo(full, 0)
    // To half height by its head; a flick from there closes it.
    await hand.down(100, full + 20)
    await hand.to(100, full + 90, 60)
    await hand.up()
    await expect.poll(top).toBeCloseTo(half, 0)
    await still(page)
    await hand.down(100, half + 20)
    await hand.to(100, half + 90, 60)
    await hand.up()
    await expect(sheet).toHaveCount(0)
    await page.context().close()
  })
})
