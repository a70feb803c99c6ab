/** Taps, keys and touches during other activity never cause unintended actions. */
import { expect, openPhone, type Person, pair, test } from '../../harness/people/person.ts'

const SLOW_MS = 2_000
/** Longer than the delayed answer takes. */
const ANSWERED_MS = SLOW_MS + 1_000
const HELD_MS = 600
/** More messages than a chat shows at first. */
const MANY = 215

/** Delays the server's answers from now on. */
const slow = (page: Person): Promise<unknown> =>
  page.route(/\/api\/rooms/, async (route) => {
    await new Promise((passed) => setTimeout(passed, SLOW_MS))
    await route.continue()
  })
const composer = (page: Person) => page.getByRole('textbox', { name: 'Message' })
const row = (page: Person, name: string) => page.getByRole('listitem').filter({ hasText: name })
const closeDialog = (page: Person) =>
  page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()

test('closing Join or New session during the request keeps the screen, and the session appears in the list', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await slow(anna)
  await anna.getByRole('button', { name: 'New session' }).click()
  await anna.getByRole('textbox', { name: 'Name' }).fill('Ben')
  await anna.getByRole('button', { name: 'Create' }).click()
  await closeDialog(anna)
  await expect(row(anna, 'Ben')).toContainText('Waiting')
  await anna.waitForTimeout(ANSWERED_MS)
  await expect(anna.getByRole('dialog')).toHaveCount(0)
  await row(anna, 'Ben').getByRole('button').first().click()
  const code = (await anna.getByTestId('join-code').textContent()) ?? ''
  await closeDialog(anna)
  await expect(anna.getByRole('dialog')).toHaveCount(0)

  await slow(ben)
  await ben.getByRole('button', { name: 'Join', exact: true }).click()
  await ben.getByRole('textbox', { name: 'Join code' }).fill(code)
  await closeDialog(ben)
  await expect(ben.getByRole('listitem')).toHaveCount(1)
  await ben.waitForTimeout(ANSWERED_MS)
  await expect(ben.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  await ben.getByRole('listitem').getByRole('button').first().click()
  await expect(composer(ben)).toBeVisible()
  await ben.getByRole('button', { name: 'Back' }).click()
  await expect(ben.getByRole('heading', { name: 'Sessions' })).toBeVisible()
})

test('the tap or key that lifts the cover does nothing else, and the composer keeps its focus', async ({
  browser,
  server,
  person,
}) => {
  const [anna, ben] = [await openPhone(browser, server.url), await person()]
  await pair(anna, ben)
  const cover = anna.getByTestId('privacy-overlay')
  await composer(anna).fill('not yet')
  const send = await anna.getByRole('button', { name: 'Send', exact: true }).boundingBox()
  if (!send) throw new Error('no button')
  // By click: a busy machine lets a tap last so long that it is a long press.
  await anna.getByRole('button', { name: 'Details' }).click()
  await anna.getByRole('button', { name: 'Cover' }).click()
  await expect(cover).toBeVisible()
  await anna.touchscreen.tap(send.x + send.width / 2, send.y + send.height / 2)
  await expect(cover).toBeHidden()
  await anna.waitForTimeout(HELD_MS)
  await expect(anna.chat.messages()).toHaveCount(0)
  await expect(composer(anna)).toHaveValue('not yet')

  await composer(anna).focus()
  await anna.evaluate(() => window.dispatchEvent(new Event('blur')))
  await expect(cover).toBeVisible()
  await expect.poll(() => anna.evaluate(() => document.activeElement === document.body)).toBe(true)
  await anna.keyboard.press('Shift')
  await expect(cover).toBeVisible()
  await anna.keyboard.press('x')
  await expect(cover).toBeHidden()
  await expect(composer(anna)).toBeFocused()
  await expect(composer(anna)).toHaveValue('not yet')
  await anna.context().close()
})

test('a hidden message is revealed by a key, a screen reader’s press and a short tap, and masks itself again', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await ben.say('for your eyes')
  await expect(anna.chat.messages()).toHaveText(['for your eyes'])
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.getByRole('button', { name: 'Settings' }).click()
  await anna.getByRole('switch', { name: 'Hide messages until held' }).check()
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.getByRole('listitem').getByRole('button').first().click()
  const masked = anna.getByTestId('message').locator('.masked')
  await expect(masked).toHaveText('•••••••')
  for (const press of [
    () => masked.press('Space'),
    () => masked.press('Enter'),
    () => masked.evaluate((button) => (button as HTMLElement).click()),
    () => masked.click(),
  ]) {
    await press()
    await expect(masked).toHaveText('for your eyes')
    await press()
    await expect(masked).toHaveText('•••••••')
  }
  await masked.press('Enter')
  await expect(masked).toHaveText('for your eyes')
  await expect(masked).toHaveText('•••••••')
})

test('a touch that opened the menu swipes nothing; renaming a row starts with its current name', async ({
  browser,
  server,
  person,
}) => {
  const [anna, ben] = [await openPhone(browser, server.url), await person()]
  await pair(anna, ben, { name: 'Ben' })
  await ben.say('Hold me')
  await expect(anna.chat.messages()).toHaveText(['Hold me'])
  await anna.waitForTimeout(HELD_MS)
  const hand = await anna.finger()
  const middle = async (box: Promise<{ x: number; y: number; width: number; height: number } | null>) => {
    const { x = 0, y = 0, width = 0, height = 0 } = (await box) ?? {}
    return [x + width / 2, y + height / 2] as const
  }
  const [x, y] = await middle(anna.chat.messages().boundingBox())
  await hand.down(x, y)
  await hand.hold(HELD_MS)
  await expect(anna.getByRole('menu')).toBeVisible()
  await hand.to(x + 120, y)
  await expect(anna.locator('[data-pull]')).toHaveCount(0)
  await hand.up()
  await expect(anna.locator('.answering')).toHaveCount(0)
  await anna.keyboard.press('Escape')
  await expect(anna.getByRole('menu')).toHaveCount(0)
  // At the edge the menu opens under the finger; lifting it must not choose the item there.
  await anna.say('Ha')
  await expect(anna.chat.messages().last()).toHaveText('Ha')
  await anna.waitForTimeout(HELD_MS)
  const [ownX, ownY] = await middle(anna.chat.messages().last().boundingBox())
  await hand.down(ownX, ownY)
  await hand.hold(HELD_MS)
  await hand.up()
  await expect(anna.getByRole('menu')).toBeVisible()
  await expect(anna.locator('.reactions')).toHaveCount(0)
  await anna.getByRole('menuitem', { name: 'Reply' }).tap()
  await expect(anna.locator('.answering')).toContainText('Ha')

  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.waitForTimeout(HELD_MS)
  for (const [was, name] of [
    ['Ben', 'Zoe'],
    ['Zoe', 'Zoë'],
  ] as const) {
    const [rowX, rowY] = await middle(row(anna, was).boundingBox())
    await hand.down(rowX, rowY)
    await hand.hold(HELD_MS)
    await hand.up()
    await anna.getByRole('menuitem', { name: 'Rename' }).click()
    const field = anna.getByRole('textbox', { name: 'Name' })
    await expect(field).toHaveValue(was)
    await field.fill(name)
    await anna.getByRole('button', { name: 'Save' }).click()
    await expect(row(anna, name)).toBeVisible()
  }
  await anna.context().close()
})

test('deleting another session beside an open chat keeps the chat open', async ({ browser, person }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const [anna, ben] = [await person(context), await person()]
  await pair(anna, ben, { name: 'Zoe' })
  await anna.getByRole('button', { name: 'New session' }).click()
  await anna.getByRole('textbox', { name: 'Name' }).fill('Old')
  await anna.getByRole('button', { name: 'Create' }).click()
  await anna.getByRole('button', { name: 'Done' }).click()
  await composer(anna).fill('half a thought')
  const remove = async (name: string): Promise<void> => {
    await row(anna, name)
      .getByRole('button', { name: `Options for ${name}` })
      .click()
    await anna.getByRole('menuitem', { name: 'Delete' }).click()
    await anna.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expect(row(anna, name)).toHaveCount(0)
  }
  await remove('Old')
  await expect(anna.getByRole('heading', { name: 'Zoe' })).toBeVisible()
  await expect(composer(anna)).toHaveValue('half a thought')
  await remove('Zoe')
  await expect(composer(anna)).toHaveCount(0)
})

test('a reply and a search lead to their message, however far above the shown ones; the search marks it and ends where one reads', async ({
  person,
}) => {
  test.slow()
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Ben' })
  await ben.say('Long ago')
  await anna.chat.messages().first().click({ button: 'right' })
  await anna.getByRole('menuitem', { name: 'Reply' }).click()
  await ben.chat.type(...Array.from({ length: MANY }, (_, at) => `Line ${at}`))
  await expect(anna.chat.messages().last()).toHaveText(`Line ${MANY - 1}`)
  await expect(anna.chat.messages().filter({ hasText: 'Long ago' })).toHaveCount(0)
  await anna.say('I remember')
  await anna.locator('.bubble .quote').click()
  const old = anna.getByRole('article', { name: /Long ago/ }).first()
  await expect(old).toBeInViewport({ ratio: 1 })
  await expect(old).toBeFocused()
  await anna.waitForTimeout(HELD_MS)
  await expect(old).toBeInViewport({ ratio: 1 })
  // Opened anew, only the newest messages are drawn.
  await anna.getByRole('button', { name: 'Back', exact: true }).click()
  await anna.enter()
  await expect(anna.chat.messages().last()).toHaveText('I remember')
  await expect(old).toHaveCount(0)
  const field = anna.getByRole('searchbox', { name: 'Search messages' })
  const shown = anna.getByRole('search').getByRole('status')
  const marked = () => anna.evaluate(() => [...(CSS.highlights.get('found') ?? [])].map(String))
  await anna.chat.inDetails(async (details) => {
    await expect(details.getByRole('button', { name: 'Search' })).toBeVisible()
  })
  await anna.keyboard.press('Control+f')
  await expect(field).toBeFocused()
  await field.fill('LÓNG')
  await expect(shown).toHaveText('1 of 1')
  await expect(old).toBeInViewport({ ratio: 1 })
  await expect(field).toBeFocused()
  await expect.poll(marked).toEqual(['Long'])
  await field.fill('line 1')
  await expect(shown).toHaveText(/^1 of \d+$/)
  await field.press('ArrowUp')
  await expect(shown).toHaveText(/^(\d+) of \1$/)
  await expect(anna.getByRole('article', { name: /Line 199/ }).first()).toBeInViewport()
  await field.fill('nowhere')
  await expect(shown).toHaveText('Nothing found')
  await expect.poll(marked).toEqual([])
  await field.fill('long')
  await expect(old).toBeInViewport({ ratio: 1 })
  await field.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(old).toBeFocused()
  await expect(old).toBeInViewport({ ratio: 1 })
  expect(await anna.evaluate(() => CSS.highlights.has('found'))).toBe(false)
  // From Details, by touch.
  await anna.getByRole('button', { name: 'Details' }).click()
  await anna.getByRole('dialog').getByRole('button', { name: 'Search' }).click()
  await expect(field).toBeFocused()
  await field.fill('remember')
  await expect(anna.chat.messages().last()).toBeInViewport()
  await anna.getByRole('button', { name: 'End search' }).click()
  await expect(field).toHaveCount(0)
})

test('a message that cannot be rendered says so, and the others stay', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  // Simulates a browser that lacks a feature which one text needs: one with a sign, since plain words are not searched.
  await anna.evaluate(() => {
    const { matchAll } = String.prototype
    String.prototype.matchAll = function (this: string, ...asked: Parameters<typeof matchAll>) {
      if (this.includes('trouble')) throw new TypeError('not a function')
      return matchAll.apply(this, asked)
    }
  })
  for (const text of ['before', 'trouble: 1', 'after']) await ben.say(text)
  await expect(anna.chat.messages()).toHaveText(['before', 'after'])
  await expect(anna.getByText('This message cannot be shown.')).toBeVisible()
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.getByRole('listitem').getByRole('button').first().click()
  await expect(anna.chat.messages()).toHaveText(['before', 'after'])
})
