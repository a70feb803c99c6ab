/** The list of sessions: its rows, and beside a chat at a desk, with its keyboard shortcuts. */
import { expect, openApp, openPhone, pair, test } from '../../harness/people/person.ts'
import { boxOf, row, withSessions } from '../../harness/people/places.ts'

test('the list has one sentence before the first session, then rows of equal height with the last message or the status', async ({
  browser,
  person,
  server,
}) => {
  const anna = await openPhone(browser, server.url)
  await expect(anna.getByText('Start a session and read')).toBeVisible()
  await expect(anna.locator('main').getByRole('button')).toHaveCount(3)
  await expect(anna.locator('.sessions img')).toHaveCount(0)
  const ben = await person()
  await pair(anna, ben, { name: 'Ben' })
  await ben.say('See you at the harbour')
  await expect(anna.chat.messages()).toHaveCount(1)
  await anna.getByRole('button', { name: 'Back' }).tap()
  await withSessions(anna, 'Waits')
  await expect(row(anna, 'Ben')).toContainText('See you at the harbour')
  await expect(row(anna, 'Ben')).toContainText('Online')
  await expect(row(anna, 'Waits')).toContainText(/Waiting for a join · \d min left/)
  await ben.getByRole('button', { name: 'Session options' }).click()
  await ben.getByRole('menuitem', { name: 'Leave' }).click()
  await ben.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(row(anna, 'Ben')).toContainText('The other person left')
  await expect(ben.getByRole('listitem')).toContainText('Left')
  const heights = () => anna.locator('.row').evaluateAll((rows) => rows.map((one) => one.clientHeight))
  for (const height of await heights()) expect(Math.abs(height - 74)).toBeLessThanOrEqual(1)
  const ends = await anna.locator('.row').evaluateAll((rows) =>
    rows.map((one) => {
      const [name, time] = ['.row-name', 'time'].map((part) =>
        one.querySelector(part)?.getBoundingClientRect(),
      )
      return name && time
        ? time.top < name.bottom && time.bottom > name.top && time.left >= name.right
        : false
    }),
  )
  expect(ends).toEqual([true, true])
  // Hidden: the texts are not in the DOM, and each row has the same bars.
  await ben.getByRole('listitem').getByRole('button').first().click()
  await expect(row(anna, 'Ben')).toContainText('See you at the harbour')
  await anna.openSettings()
  await anna.getByRole('switch', { name: 'Hide messages until held' }).check()
  await anna.getByRole('button', { name: 'Back' }).tap()
  await expect(row(anna, 'Ben').locator('.mask')).toBeVisible()
  await expect(row(anna, 'Ben')).not.toContainText('harbour')
  for (const height of await heights()) expect(Math.abs(height - 74)).toBeLessThanOrEqual(1)
  // A right click opens the options, as a long press does.
  await row(anna, 'Ben').click({ button: 'right' })
  await expect(anna.getByRole('menuitem', { name: 'Pin' })).toBeVisible()
  await anna.context().close()
})

test('from 900 px the list and the chat are side by side, and the keyboard shortcuts work', async ({
  browser,
  person,
  server,
}) => {
  const anna = await openApp(await browser.newContext({ viewport: { width: 1280, height: 800 } }), server.url)
  const ben = await person()
  await pair(anna, ben, { name: 'First' })
  await ben.getByRole('button', { name: 'Back' }).click()
  await expect(anna.getByRole('textbox', { name: 'Message' })).toBeFocused()
  await anna.keyboard.press('Control+k')
  const find = anna.getByRole('searchbox', { name: 'Find a session' })
  await expect(find).toBeFocused()
  await find.fill('nobody')
  await expect(anna.getByRole('status').filter({ hasText: 'No session is called “nobody”.' })).toBeVisible()
  await find.fill('fír')
  await expect(row(anna, 'First')).toBeVisible()
  await anna.keyboard.press('ArrowDown')
  await expect(row(anna, 'First').locator('.row-main')).toBeFocused()
  await find.press('Escape')
  await expect(find).toHaveValue('')
  await row(anna, 'First').locator('.row-main').focus()
  await anna.keyboard.press('n')
  await anna
    .getByRole('dialog', { name: 'New session' })
    .getByRole('textbox', { name: 'Name' })
    .fill('Second')
  await anna.keyboard.press('Enter')
  const code = ((await anna.getByTestId('join-code').textContent()) ?? '').replace(' ', '')
  await ben.getByRole('button', { name: 'Join', exact: true }).click()
  await ben.getByRole('textbox', { name: 'Join code' }).fill(code)
  await expect(anna.getByRole('heading', { name: 'Second' })).toBeVisible()
  await expect(anna.getByTestId('join-code')).toHaveCount(0)
  const list = await boxOf(anna.getByRole('list', { name: 'Sessions' }))
  const log = await boxOf(anna.getByRole('log'))
  expect(list.x + list.width).toBeLessThanOrEqual(log.x)
  // In a text field a question mark is typed.
  await expect(anna.getByRole('textbox', { name: 'Message' })).toBeFocused()
  await anna.keyboard.type('?')
  await expect(anna.getByRole('textbox', { name: 'Message' })).toHaveValue('?')
  await anna.keyboard.press('Escape')
  await expect(anna.locator('.row[data-current="true"]')).toHaveCount(1)
  await anna.keyboard.press('Escape')
  await expect(anna.locator('.row[data-current="true"]')).toHaveCount(0)
  await expect(anna.getByText('Choose a session, or start one.')).toBeVisible()
  await anna.keyboard.press('ArrowUp')
  await anna.keyboard.press('Home')
  await expect(row(anna, 'Second').locator('.row-main')).toBeFocused()
  await anna.keyboard.press('ArrowDown')
  await expect(row(anna, 'First').locator('.row-main')).toBeFocused()
  await anna.keyboard.press('ArrowDown')
  await expect(row(anna, 'First').locator('.row-main')).toBeFocused()
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('heading', { name: 'First' })).toBeVisible()
  // Another chat replaces it, so one Back leaves both.
  await row(anna, 'Second').locator('.row-main').click()
  await expect(anna.getByRole('heading', { name: 'Second' })).toBeVisible()
  await anna.keyboard.press('Escape')
  await expect(anna.getByRole('log')).toHaveCount(0)
  await expect(row(anna, 'Second').locator('.row-main')).toBeFocused()
  await anna.keyboard.press('?')
  const keys = anna.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys.getByText('Ctrl K')).toBeVisible()
  await anna.keyboard.press('Escape')
  await expect(keys).toHaveCount(0)
  await anna.context().close()
})
