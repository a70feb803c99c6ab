/** Appearance: colours, size of the text, transparency and contrast. */
import { expect, openPhone, type Person, test } from '../../harness/people/person.ts'
import { home, row, withSessions } from '../../harness/people/places.ts'

test.describe('Appearance', () => {
  const ground = (page: Person) =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const barColours = (page: Person) =>
    page
      .locator('meta[name=theme-color]')
      .evaluateAll((all) => all.map((meta) => meta.getAttribute('content')))
  const openPage = async (page: Person): Promise<void> => {
    await page.getByRole('button', { name: 'Settings' }).tap()
    // The title is large above the list, and goes into the bar once the list is scrolled.
    const small = page.getByRole('heading', { name: 'Settings' })
    await expect(page.locator('.large-title')).toBeInViewport()
    await expect(small).toHaveCSS('opacity', '0')
    const list = page.locator('.settings-home > .screen-body')
    const height = () => list.evaluate((body) => body.clientHeight)
    const before = await height()
    await list.evaluate((body) => body.scrollTo(0, body.scrollHeight))
    await expect(small).toHaveCSS('opacity', '1')
    expect(await height()).toBe(before)
    await list.evaluate((body) => body.scrollTo(0, 0))
    // On a tablet the rows keep a readable width, which grows with the text.
    const rem = await page.evaluate(() =>
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    )
    const group = list.locator('.group').first()
    await page.setViewportSize({ width: 820, height: 1180 })
    await expect.poll(async () => (await group.boundingBox())?.width).toBeLessThanOrEqual(42 * rem)
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(small).toHaveCSS('opacity', '0')
    await page.getByRole('button', { name: 'Appearance' }).tap()
    await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible()
  }
  const BLACK = 'rgb(0, 0, 0)'
  const LIGHT = 'rgb(255, 255, 255)'

  test('applies at once, is stored, applies before the first paint, and stays across the lock', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url, { colorScheme: 'light', serviceWorkers: 'block' })
    expect(await ground(page)).toBe(LIGHT)
    expect(await barColours(page)).toEqual(['#ffffff', '#000000'])
    await openPage(page)
    const themes = page.getByRole('radiogroup', { name: 'Appearance' })
    await expect(themes.getByRole('radio', { name: 'System' })).toBeChecked()
    await themes.getByRole('radio', { name: 'Dark' }).check()
    await expect.poll(() => ground(page)).toBe(BLACK)
    expect(await barColours(page)).toEqual(['#000000', '#000000'])
    // The page is dark before the app has loaded.
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/assets/index-*.js', async (route) => {
      await held
      await route.continue()
    })
    await page.reload({ waitUntil: 'commit' })
    await expect.poll(() => ground(page)).toBe(BLACK)
    expect(await page.locator('#app > :not(.late)').count()).toBe(0)
    letGo()
    await expect(home(page)).toBeVisible()
    await page.lock.turnOn()
    await page.getByRole('button', { name: 'Lock now' }).tap()
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
    expect(await ground(page)).toBe(BLACK)
    await page.context().close()

    const night = await openPhone(browser, server.url, { colorScheme: 'dark' })
    expect(await ground(night)).toBe(BLACK)
    await openPage(night)
    await night.getByRole('radio', { name: 'Light' }).check()
    await expect.poll(() => ground(night)).toBe(LIGHT)
    await night.getByRole('radiogroup', { name: 'Appearance' }).getByRole('radio', { name: 'System' }).check()
    await expect.poll(() => ground(night)).toBe(BLACK)
    expect(await night.evaluate(() => localStorage.length)).toBe(0)
    await night.context().close()
  })

  test('makes the text up to twice as large, and nothing overflows', async ({ browser, server }) => {
    const page = await openPhone(browser, server.url)
    const size = () =>
      page.locator('.empty').evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    const plain = await size()
    await openPage(page)
    await page.getByRole('radiogroup', { name: 'Text size' }).getByRole('radio', { name: '200%' }).check()
    await page.waitForFunction(() => document.documentElement.style.fontSize === '34px')
    await page.reload()
    await expect(home(page)).toBeVisible()
    expect(await size()).toBeGreaterThan(plain * 1.99)
    await openPage(page)
    for (const name of ['Text size', 'Appearance'])
      await expect(page.getByRole('radiogroup', { name })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await page.getByRole('radiogroup', { name: 'Text size' }).getByRole('radio', { name: 'System' }).check()
    await page.waitForFunction(() => document.documentElement.style.fontSize === '')
    await page.context().close()
  })

  test('menus are opaque, Reduce transparency makes sheet backdrops opaque, and more contrast adds borders', async ({
    browser,
    server,
  }) => {
    const page = await openPhone(browser, server.url)
    await withSessions(page, 'Seen')
    const openMenu = () => row(page, 'Seen').click({ button: 'right' })
    const ground = (selector: string, pseudo?: string) =>
      page.locator(selector).evaluate((element, part) => {
        const { backgroundColor, backdropFilter } = getComputedStyle(element, part)
        return { seeThrough: backgroundColor.startsWith('rgba'), blurred: backdropFilter !== 'none' }
      }, pseudo)
    await openMenu()
    expect(await ground('[role=menu]')).toEqual({ seeThrough: false, blurred: false })
    await page.keyboard.press('Escape')
    const openSheet = () => page.getByRole('button', { name: 'Join', exact: true }).tap()
    await openSheet()
    expect((await ground('dialog', '::backdrop')).seeThrough).toBe(true)
    await page.keyboard.press('Escape')
    await openPage(page)
    await page.getByRole('switch', { name: 'Reduce transparency' }).check()
    await page.waitForSelector('html[data-solid]')
    await page.reload()
    await openSheet()
    expect((await ground('dialog', '::backdrop')).seeThrough).toBe(false)
    await page.keyboard.press('Escape')
    await page.emulateMedia({ contrast: 'more' })
    const quiet = await page.evaluate(() => {
      const { color } = getComputedStyle(document.querySelector('.row-when') ?? document.body)
      const edge = getComputedStyle(document.querySelector('.button') ?? document.body).borderTopWidth
      return { color, edge }
    })
    expect(quiet).toEqual({ color: 'rgb(0, 0, 0)', edge: '1px' })
    await page.context().close()
  })
})
