/** Large text and keyboard use. screenshots.e2e.ts checks every screen with axe. */
import { connected, expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'
import { findAxeFaults } from '../../harness/pictures/axe.ts'

async function clean(page: Person, where: string): Promise<void> {
  expect(await findAxeFaults(page), where).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(wide, `${where} is wider than the screen`).toBe(false)
}

test('the large title shrinks when the list scrolls, and grows back at the top', async ({ person }) => {
  const anna = await person()
  for (let sessions = 0; sessions < 12; sessions += 1) {
    await anna.invite({ name: `Number ${sessions}` })
    await anna.getByRole('button', { name: 'Done' }).click()
  }
  const title = anna.getByRole('heading', { name: 'Sessions' })
  const size = () => title.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
  const large = await size()
  await anna.locator('.screen-body').evaluate((element) => element.scrollTo(0, 200))
  await expect.poll(size).toBeLessThan(large * 0.8)
  await anna.locator('.screen-body').evaluate((element) => element.scrollTo(0, 0))
  await expect.poll(size).toBe(large)
})

test('at twice the text size nothing is lost', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  for (const page of [anna, ben])
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '34px'))
  await pair(anna, ben)
  await anna.say('big')
  await clean(ben, 'chat at 200 %')
  await expect(ben.getByRole('button', { name: 'Send', exact: true })).toBeInViewport()
})

test('the keyboard alone does everything', async ({ browser, server }) => {
  const open = async () =>
    openApp(await browser.newContext({ viewport: { width: 1280, height: 800 } }), server.url)
  const [anna, ben] = [await open(), await open()]
  const press = async (page: Person, name: string, key = 'Tab'): Promise<void> => {
    for (let steps = 0; steps < 30; steps += 1) {
      await page.keyboard.press(key)
      if (
        await page.evaluate(
          (wanted) =>
            [
              document.activeElement?.textContent,
              document.activeElement?.getAttribute('aria-label'),
            ].includes(wanted),
          name,
        )
      )
        break
    }
    await page.keyboard.press('Enter')
  }
  await press(anna, 'New session')
  await expect(anna.getByRole('dialog')).toBeVisible()
  await anna.getByRole('textbox', { name: 'Name' }).focus()
  await anna.keyboard.type('Keys')
  await anna.keyboard.press('Enter')
  const code = ((await anna.getByTestId('join-code').textContent()) ?? '').replace(' ', '')
  await press(ben, 'Join')
  await expect(ben.getByRole('textbox', { name: 'Join code' })).toBeFocused()
  await ben.keyboard.type(code)
  await connected(anna, ben)
  await anna.getByRole('textbox', { name: 'Message' }).focus()
  await anna.keyboard.type('typed')
  await anna.keyboard.press('Shift+Enter')
  await anna.keyboard.type('twice')
  await anna.keyboard.press('Enter')
  await expect(ben.getByTestId('message').locator('.bubble-text')).toHaveText('typed\ntwice')
  // Backwards, because past the last control the focus would leave the page, which covers it.
  await press(anna, 'Session options', 'Shift+Tab')
  await expect(anna.getByRole('menuitem', { name: 'Safety check' })).toHaveCount(1)
  await expect(anna.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
  const leaveItem = anna.getByRole('menuitem', { name: 'Leave' })
  for (let presses = 0; presses < 8; presses += 1) {
    if (await leaveItem.evaluate((item) => item === document.activeElement)) break
    await anna.keyboard.press('ArrowDown')
  }
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('alertdialog', { name: 'Leave this session?' })).toBeVisible()
  await anna.keyboard.press('Escape')
  await expect(anna.getByRole('alertdialog')).toHaveCount(0)
  for (const page of [anna, ben]) await page.context().close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the mismatch alarm and the peer’s question in ${colorScheme}`, async ({
    browser,
    server,
  }) => {
    const viewport = { width: 320, height: 568 }
    const open = async () => openApp(await browser.newContext({ viewport, colorScheme }), server.url)
    const [anna, ben] = [await open(), await open()]
    await pair(anna, ben)
    for (const page of [anna, ben]) await page.getByRole('button', { name: 'Safety check' }).click()
    await expect(anna.getByTestId('safety-pictures')).toBeVisible()
    await ben.getByRole('button', { name: 'They don’t match' }).click()
    await clean(ben, 'do they differ')
    await ben.getByRole('button', { name: 'They differ: close and erase' }).click()
    await expect(ben.getByRole('alertdialog', { name: /^The pictures differ/ })).toBeVisible()
    await clean(ben, 'alarm')
    await anna.keyboard.press('Escape')
    await expect(anna.getByRole('button', { name: 'Go on without checking' })).toBeVisible()
    await clean(anna, 'disputed')
  })
