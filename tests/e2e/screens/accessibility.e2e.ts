/** Every screen and state: axe finds nothing, nothing sticks out, and everything works from the keyboard. */
import type { Page } from '@playwright/test'
import {
  connected,
  createInvite,
  expect,
  joinWith,
  leave,
  openApp,
  pair,
  say,
} from '../../harness/people/person.ts'
import { findAxeFaults } from '../../harness/pictures/axe.ts'
import { test } from '../../harness/pictures/axe-people.ts'

async function clean(page: Page, where: string): Promise<void> {
  expect(await findAxeFaults(page), where).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(wide, `${where} is wider than the screen`).toBe(false)
}

const SIZES = [
  { width: 390, height: 844 },
  { width: 320, height: 568 },
  { width: 1280, height: 800 },
] as const

for (const size of SIZES)
  for (const colorScheme of ['light', 'dark'] as const)
    test(`every screen is clean at ${size.width}×${size.height} in ${colorScheme}`, async ({
      browser,
      server,
    }) => {
      const open = async () => openApp(await browser.newContext({ viewport: size, colorScheme }), server.url)
      const [anna, ben] = [await open(), await open()]
      await expect(anna.getByRole('region', { name: 'First steps' })).toBeVisible()
      await clean(anna, 'empty list')
      await anna.keyboard.press('?')
      await expect(anna.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
      await clean(anna, 'keyboard shortcuts')
      await anna.keyboard.press('Escape')
      await anna.getByRole('button', { name: 'New session' }).click()
      await expect(anna.getByRole('button', { name: 'Create' })).toBeVisible()
      await clean(anna, 'new session')
      await anna.keyboard.press('Escape')
      const code = await createInvite(anna, {
        name: 'A name that is long enough to need more room than there is',
      })
      await clean(anna, 'code')
      await joinWith(ben, '000009')
      await expect(ben.getByRole('alert').filter({ hasText: 'wrong' })).toBeVisible()
      await clean(ben, 'join with an error')
      await ben.getByRole('textbox', { name: 'Join code' }).fill(code)
      await connected(anna, ben)
      await say(anna, 'Hello')
      await say(ben, `Hi ${'long'.repeat(60)}`)
      await expect(anna.getByTestId('message')).toHaveCount(2)
      await clean(anna, 'chat')
      await anna.getByTestId('message').first().locator('.bubble').click({ button: 'right' })
      await clean(anna, 'menu of a message')
      await anna.keyboard.press('Escape')
      await anna.emulateMedia({ contrast: 'more' })
      await clean(anna, 'chat with more contrast')
      await anna.emulateMedia({ contrast: null })
      await anna.getByRole('button', { name: 'Session options' }).click()
      await clean(anna, 'menu')
      await anna.getByRole('menuitem', { name: 'Leave' }).click()
      await clean(anna, 'question')
      await anna.getByRole('button', { name: 'Stay' }).click()
      await leave(ben)
      await expect(anna.getByText('The other person left.')).toBeVisible()
      await clean(anna, 'away')
      await clean(ben, 'list')
      await ben.getByRole('button', { name: 'Settings' }).click()
      await expect(ben.getByRole('heading', { name: 'Settings' })).toBeVisible()
      await clean(ben, 'settings')
      for (const page of [
        'Session identities',
        'What the server knows',
        'Server',
        'Appearance',
        'Diagnostics',
        'Install Inviso',
        'About',
      ]) {
        await ben.getByRole('button', { name: page, exact: true }).click()
        await expect(ben.getByRole('heading', { name: page })).toBeVisible()
        if (page === 'Diagnostics') {
          await ben.getByRole('button', { name: 'Run the checks' }).click()
          await expect(ben.getByText('Checking…')).toHaveCount(0)
          await expect(ben.getByText('Works').first()).toBeVisible()
        }
        await clean(ben, page)
        await ben.getByRole('button', { name: 'Back' }).click()
      }
      await ben.getByRole('button', { name: 'Erase all data' }).click()
      await clean(ben, 'erase question')
      await ben.keyboard.press('Escape')
      for (const page of [anna, ben]) await page.context().close()
    })

for (const [index, size] of SIZES.entries())
  for (const colorScheme of index === 0 ? (['light', 'dark'] as const) : (['light'] as const))
    test(`every screen of safety and of the lock is clean at ${size.width}×${size.height} in ${colorScheme}`, async ({
      browser,
      server,
    }) => {
      // Some twenty screens, each looked at by axe.
      test.slow()
      const open = async () => openApp(await browser.newContext({ viewport: size, colorScheme }), server.url)
      const [anna, ben] = [await open(), await open()]
      const code = await createInvite(anna, { words: true })
      await clean(anna, 'code with words')
      await joinWith(ben, code)
      const words = ben.getByRole('dialog', { name: 'Join' }).getByRole('textbox', { name: 'Words' })
      await words.fill('aa')
      await expect(ben.getByRole('button', { name: 'aardvark' })).toBeVisible()
      await clean(ben, 'words')
      await words.fill('zucchini zookeeper')
      await ben.getByRole('dialog', { name: 'Join' }).getByRole('button', { name: 'Join' }).click()
      await expect(ben.getByText('tries left')).toBeVisible()
      await clean(ben, 'wrong words')
      for (const page of [anna, ben]) {
        await page.goto('about:blank')
        await page.goto(server.url)
      }
      await joinWith(ben, await createInvite(anna, { name: 'Plain' }))
      await connected(anna, ben)
      for (const page of [anna, ben]) await page.getByRole('button', { name: 'Safety check' }).click()
      await expect(anna.getByTestId('safety-pictures')).toBeVisible()
      await anna.getByText('What this cannot do').click()
      await clean(anna, 'safety check')
      await anna.getByRole('button', { name: 'They match' }).click()
      await clean(anna, 'verified')
      await anna.keyboard.press('Escape')
      await anna.getByRole('button', { name: 'Session options' }).click()
      await anna.getByRole('menuitem', { name: 'Message lifetime' }).click()
      await clean(anna, 'lifetime')
      await anna.getByRole('radio', { name: 'For 1 hour' }).check()
      await anna.getByRole('button', { name: 'Propose' }).click()
      await ben.keyboard.press('Escape')
      await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
      await clean(ben, 'proposal')
      await ben.getByRole('button', { name: 'Back' }).click()
      await ben.getByRole('button', { name: 'Settings' }).click()
      await ben.getByRole('button', { name: 'Export sessions' }).click()
      await clean(ben, 'export')
      await ben.keyboard.press('Escape')
      await ben.getByRole('switch', { name: 'App lock' }).click()
      await clean(ben, 'set a passphrase')
      await ben.getByLabel('Passphrase', { exact: true }).fill('four plums')
      await ben.getByLabel('Passphrase again').fill('four plums')
      await ben.getByRole('button', { name: 'Turn on' }).click()
      await expect(ben.getByRole('button', { name: 'Lock now' })).toBeVisible({ timeout: 20_000 })
      await clean(ben, 'security')
      await ben.getByRole('button', { name: 'Lock now' }).click()
      await expect(ben.getByRole('heading', { name: 'Locked' })).toBeVisible()
      await clean(ben, 'locked')
      await ben.getByRole('link', { name: 'Erase all data' }).click()
      await clean(ben, 'erase from the lock')
      await ben.getByRole('alertdialog').getByRole('textbox').fill('erase')
      await ben.getByRole('alertdialog').getByRole('button', { name: 'Erase' }).click()
      await expect(ben.getByTestId('audit-total')).toBeVisible()
      await clean(ben, 'erased')
      for (const page of [anna, ben]) await page.context().close()
    })

test('the large title shrinks when the list is scrolled, and grows back at its top', async ({ person }) => {
  const anna = await person()
  for (let sessions = 0; sessions < 12; sessions += 1) {
    await createInvite(anna, { name: `Number ${sessions}` })
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
  await say(anna, 'big')
  await clean(ben, 'chat at 200 %')
  await expect(ben.getByRole('button', { name: 'Send', exact: true })).toBeInViewport()
})

test('the keyboard alone does everything', async ({ browser, server }) => {
  const open = async () =>
    openApp(await browser.newContext({ viewport: { width: 1280, height: 800 } }), server.url)
  const [anna, ben] = [await open(), await open()]
  const press = async (page: Page, name: string, key = 'Tab'): Promise<void> => {
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
  // Backwards: past the last control the focus leaves the page, and a page that is left is covered.
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
  test(`the alarm of pictures that differ, and what the other one is asked, are clean in ${colorScheme}`, async ({
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
    await expect(ben.getByRole('alertdialog', { name: 'Somebody may be reading along' })).toBeVisible()
    await clean(ben, 'alarm')
    await anna.keyboard.press('Escape')
    await expect(anna.getByRole('button', { name: 'Go on without checking' })).toBeVisible()
    await clean(anna, 'disputed')
  })
