/** Actions on messages by touch, keyboard and screen reader, and their effect on both phones. */
import type { Finger } from '../../harness/people/finger.ts'
import { connected, expect, openPhone, type Person, pair, test } from '../../harness/people/person.ts'
import { EXACTLY, openLocation, ROUGHLY, sendLocation, standIn } from '../../harness/people/whereabouts.ts'
import { findAxeFaults } from '../../harness/pictures/axe.ts'

const HELD_MS = 600
const menu = (page: Person) => page.getByRole('menu', { name: 'Message' })
const item = (page: Person, name: string) => menu(page).getByRole('menuitem', { name })

/** Long-presses the newest message with this text. */
async function hold(page: Person, hand: Finger, text: string): Promise<void> {
  const message = page.chat.messages().filter({ hasText: text }).last()
  // Wait until it stops moving, since a change of the status line moves it.
  let box = await message.boundingBox()
  for (let y = Number.NaN; box && box.y !== y; box = await message.boundingBox()) {
    y = box.y
    await page.waitForTimeout(HELD_MS / 2)
  }
  if (!box) throw new Error('no such message')
  await hand.down(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForTimeout(HELD_MS)
  await hand.up()
  await expect(menu(page)).toBeVisible()
}

test('messages have one tab stop, arrow keys between them and three keys for the menu; screen readers get a name and a button', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Ben' })
  for (const text of ['One', 'Two', 'Three']) await anna.say(text)
  await ben.say('Four')
  await expect(anna.chat.messages()).toHaveText(['One', 'Two', 'Three', 'Four'])
  await expect(anna.getByRole('article', { name: /^You, Two, \d{1,2}:\d\d\s[AP]M, Delivered$/ })).toHaveCount(
    1,
  )
  await expect(anna.getByRole('article', { name: /^Ben, Four, \d{1,2}:\d\d\s[AP]M$/ })).toHaveCount(1)
  await expect(anna.getByRole('article').getByRole('button', { name: 'Actions' })).toHaveCount(4)

  const focused = () =>
    anna.evaluate(() => document.activeElement?.querySelector('.bubble-text')?.textContent ?? null)
  await anna.getByRole('textbox', { name: 'Message' }).focus()
  await anna.keyboard.press('Shift+Tab')
  expect(await focused()).toBe('Four')
  expect(await findAxeFaults(anna)).toEqual([])
  await anna.keyboard.press('ArrowUp')
  await anna.keyboard.press('ArrowUp')
  expect(await focused()).toBe('Two')
  await anna.keyboard.press('Home')
  await anna.keyboard.press('ArrowUp')
  expect(await focused()).toBe('One')
  await anna.keyboard.press('ArrowDown')
  for (const key of ['Enter', 'Shift+F10', 'ContextMenu']) {
    await anna.keyboard.press(key)
    await expect(item(anna, 'Copy')).toBeVisible()
    await anna.keyboard.press('Escape')
    await expect(menu(anna)).toHaveCount(0)
    expect(await focused()).toBe('Two')
  }
  // Tab leaves the messages at once, and returns to the same one.
  await anna.keyboard.press('Tab')
  expect(await anna.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await anna.keyboard.press('Shift+Tab')
  expect(await focused()).toBe('Two')
  await anna.getByRole('article', { name: 'Three' }).getByRole('button', { name: 'Actions' }).press('Enter')
  await expect(menu(anna).getByRole('menuitemradio', { name: 'heart' })).toBeFocused()
  expect(await findAxeFaults(anna)).toEqual([])
})

test('a long press opens the menu and selects nothing', async ({ browser, person, server }) => {
  const [anna, ben] = [await openPhone(browser, server.url), await person()]
  await pair(anna, ben)
  await ben.say('Hold me')
  await expect(anna.chat.messages()).toHaveText(['Hold me'])
  const hand = await anna.finger()
  await hold(anna, hand, 'Hold me')
  expect(await anna.evaluate(() => getSelection()?.toString())).toBe('')
  expect(await findAxeFaults(anna)).toEqual([])
  await anna.context().close()
})

const article = (page: Person, name: string) => page.getByRole('article', { name })
const reaction = (page: Person, name: string) => page.getByRole('menuitemradio', { name, exact: true })
const question = (page: Person) => page.getByRole('alertdialog')
const composer = (page: Person) => page.getByRole('textbox', { name: 'Message' })
async function openMenu(page: Person, name: string): Promise<void> {
  await article(page, name).last().focus()
  await page.keyboard.press('Enter')
  await expect(menu(page)).toBeVisible()
}
async function decide(page: Person, entry: string, answer: string): Promise<void> {
  await item(page, entry).press('Enter')
  await question(page).getByRole('button', { name: answer, exact: true }).press('Enter')
}

/** Makes both agree on a lifetime. */
async function keepForADay(one: Person, other: Person): Promise<void> {
  await one.getByRole('button', { name: 'Session options' }).click()
  await one.getByRole('menuitem', { name: 'Message lifetime' }).click()
  await one.getByRole('radio', { name: 'For 1 day' }).check()
  await one.getByRole('button', { name: 'Propose' }).click()
  await other.getByRole('button', { name: 'Accept' }).click()
  for (const page of [one, other]) await expect(page.getByText('Messages are now kept')).toBeVisible()
}
async function reload(page: Person, name: string): Promise<void> {
  await page.reload()
  await page.enter(name)
  await connected(page)
}

test('a reply quotes its message on both phones and across a reload, and leads back to it', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Ben' })
  await keepForADay(anna, ben)
  await ben.say('Tea or coffee?')
  for (let at = 0; at < 25; at += 1) await ben.say(`Line ${at}`)
  await expect(anna.chat.messages()).toHaveCount(26)
  await article(anna, 'Tea or coffee?').scrollIntoViewIfNeeded()
  await openMenu(anna, 'Tea or coffee?')
  await anna.keyboard.press('ArrowDown')
  await anna.keyboard.press('Enter')
  await expect(composer(anna)).toBeFocused()
  await expect(anna.locator('.answering')).toContainText('Tea or coffee?')
  expect(await findAxeFaults(anna)).toEqual([])
  await anna.keyboard.press('Escape')
  await expect(anna.locator('.answering')).toHaveCount(0)
  await openMenu(anna, 'Tea or coffee?')
  await item(anna, 'Reply').click()
  await expect(composer(anna)).toBeFocused()
  await anna.keyboard.type('Tea')
  // A draft keeps the message that it replies to.
  await anna.waitForTimeout(600)
  await reload(anna, 'Ben')
  await expect(anna.locator('.answering')).toContainText('Tea or coffee?')
  await expect(composer(anna)).toHaveValue('Tea')
  await composer(anna).press('Enter')
  await expect(anna.locator('.answering')).toHaveCount(0)
  const quote = ben.getByRole('button', { name: 'Reply to yourself. You: Tea or coffee?' })
  await expect(quote).toBeVisible()
  await expect(ben.locator('[data-sought=true]')).toHaveCount(0)
  await quote.click()
  await expect(article(ben, 'Tea or coffee?')).toHaveAttribute('data-sought', 'true')
  await expect(article(ben, 'Tea or coffee?')).toBeInViewport()
  await expect(article(ben, 'Tea or coffee?')).toBeFocused()
  expect(await findAxeFaults(ben)).toEqual([])
  await expect(ben.locator('[data-sought=true]')).toHaveCount(0)
  // A message removed here is not quoted either.
  await openMenu(ben, 'Tea or coffee?')
  await decide(ben, 'Delete for me', 'Delete')
  await expect(article(ben, 'You, Tea or coffee?')).toHaveCount(0)
  await expect(ben.locator('.quote')).toHaveText('Message not here any more')
  await expect(anna.locator('.quote')).toContainText('Tea or coffee?')
  await whereAnnaIs(anna, ben)
})

/** Anna sends where she is: denied at first, then rounded, then exactly; it survives a reload and is unsent on both phones. */
async function whereAnnaIs(anna: Person, ben: Person): Promise<void> {
  const dialog = anna.getByRole('dialog', { name: 'Send where you are' })
  await openLocation(anna)
  await expect(dialog.getByRole('status')).toContainText('Inviso may not know where you are')
  await standIn(anna)
  await dialog.getByRole('button', { name: 'Try again' }).click()
  // What is seen before is what is sent.
  await expect(dialog.getByRole('status')).toContainText('47.495, 19.047')
  await expect(dialog.getByRole('status')).toContainText('To within 1 kilometer')
  expect(await findAxeFaults(anna)).toEqual([])
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await sendLocation(anna, 'Exact')
  const sent = anna.getByTestId('attachment')
  const got = ben.getByTestId('attachment')
  for (const all of [sent, got]) {
    await expect(all.locator('.bubble-text')).toHaveText([ROUGHLY.text, EXACTLY.text])
    for (const at of [0, 1]) {
      await expect(all.nth(at)).toHaveAttribute('data-kind', 'location')
      await expect(all.nth(at)).toHaveAttribute('data-state', 'whole')
    }
  }
  // The link says what it opens, and nothing was loaded for it.
  await expect(got.first().getByRole('link', { name: 'Open in Maps' })).toHaveAttribute(
    'href',
    'https://www.openstreetmap.org/?mlat=47.495&mlon=19.047#map=13/47.495/19.047',
  )
  await expect(got.first()).toContainText('OpenStreetMap then learns this place.')
  await expect(article(ben, 'Location, To within 13 meters, 47.49791, 19.04024')).toHaveCount(1)
  expect(await findAxeFaults(ben)).toEqual([])
  await reload(ben, '')
  await expect(got.locator('.bubble-text')).toHaveText([ROUGHLY.text, EXACTLY.text])
  // It has no words to change or to select.
  await openMenu(anna, 'You, Location, To within 13 meters')
  await expect(item(anna, 'Copy')).toBeVisible()
  for (const name of ['Edit', 'Select text']) await expect(item(anna, name)).toHaveCount(0)
  await decide(anna, 'Unsend for both', 'Unsend')
  for (const all of [sent, got]) await expect(all).toHaveCount(1)
  await expect(ben.getByText(EXACTLY.text)).toHaveCount(0)
}

for (const locale of ['en-US', 'ar-EG'] as const)
  test(`a swipe on a bubble starts a reply, and the bubble springs back (${locale})`, async ({
    browser,
    person,
    server,
  }) => {
    const [anna, ben] = [await openPhone(browser, server.url), await person()]
    await pair(anna, ben, { name: 'Ben' })
    await ben.say('Pull me')
    await anna.say('Or me')
    await expect(anna.chat.messages()).toHaveText(['Pull me', 'Or me'])
    await expect(ben.chat.messages()).toHaveCount(2)
    // The swipe direction in this language.
    const way = locale === 'ar-EG' ? -1 : 1
    if (way < 0) await anna.evaluate(() => Object.assign(document, { dir: 'rtl' }))
    const hand = await anna.finger()
    const answering = anna.locator('.answering')
    const lines = anna.getByRole('article')
    const middle = async (name: string): Promise<{ x: number; y: number }> => {
      const box = await anna.getByRole('article', { name }).locator('.bubble').boundingBox()
      if (!box) throw new Error('no such message')
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    }
    const pull = async (name: string, aside: number, down = 0): Promise<void> => {
      const { x, y } = await middle(name)
      await hand.down(x, y)
      await hand.to(x + way * aside, y + down, 250)
    }
    // Too short, in the other direction, along the list, or cancelled: it springs back and starts no reply.
    for (const [aside, down] of [
      [40, 0],
      [-90, 0],
      [60, 90],
    ] as const) {
      await pull('Pull me', aside, down)
      await hand.up()
      await expect(anna.locator('[data-pull]')).toHaveCount(0)
      await expect(answering).toHaveCount(0)
    }
    await pull('Pull me', 110)
    await expect(lines.first()).toHaveAttribute('data-pull', 'ready')
    await hand.cancel()
    await expect(anna.locator('[data-pull]')).toHaveCount(0)
    await expect(answering).toHaveCount(0)
    for (const [name, text] of [
      ['Pull me', 'Pull me'],
      ['Or me', 'Or me'],
    ] as const) {
      const before = await middle(name)
      await pull(name, 110)
      const pulled = await middle(name)
      expect((pulled.x - before.x) * way).toBeGreaterThan(50)
      expect(await anna.getByRole('log').evaluate(({ scrollLeft }) => scrollLeft)).toBe(0)
      await hand.up()
      await expect(answering).toContainText(text)
      await expect(composer(anna)).toBeFocused()
      await expect(anna.locator('[data-pull]')).toHaveCount(0)
      expect(Math.abs((await middle(name)).x - before.x)).toBeLessThan(1)
      await expect(menu(anna)).toHaveCount(0)
    }
    await anna.context().close()
  })

test('Delete for me removes a message here for good; the peer keeps it', async ({
  browser,
  person,
  server,
}) => {
  const [anna, ben] = [await openPhone(browser, server.url), await person()]
  await pair(anna, ben, { name: 'Ben' })
  await keepForADay(anna, ben)
  await ben.say('First')
  await ben.say('Second')
  await expect(anna.chat.messages()).toHaveText(['First', 'Second'])
  const hand = await anna.finger()
  await hold(anna, hand, 'First')
  await item(anna, 'Delete for me').tap()
  await expect(question(anna)).toContainText('on this phone only')
  expect(await findAxeFaults(anna)).toEqual([])
  await question(anna).getByRole('button', { name: 'Keep' }).tap()
  await expect(anna.chat.messages()).toHaveText(['First', 'Second'])
  await hold(anna, hand, 'First')
  await item(anna, 'Delete for me').tap()
  await question(anna).getByRole('button', { name: 'Delete' }).tap()
  await expect(anna.chat.messages()).toHaveText(['Second'])
  await reload(anna, 'Ben')
  await ben.say('Third')
  await expect(anna.chat.messages()).toHaveText(['Second', 'Third'])
  await expect(ben.chat.messages()).toHaveText(['First', 'Second', 'Third'])
  await anna.context().close()
})

test('a message unsent before delivery never arrives; unsent after delivery it is erased on the peer’s phone for good', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Ben' })
  await keepForADay(anna, ben)
  await anna.say('Stays')
  await anna.say('Arrived')
  await expect(ben.chat.messages()).toHaveText(['Stays', 'Arrived'])
  await expect(article(anna, 'You, Arrived').last()).toHaveAttribute('data-state', 'delivered')
  await openMenu(anna, 'You, Stays')
  await expect(item(anna, 'Unsend for both')).toBeVisible()
  await anna.keyboard.press('Escape')
  // The peer's messages cannot be unsent.
  await openMenu(ben, 'Arrived')
  await expect(item(ben, 'Reply')).toBeVisible()
  await expect(menu(ben).getByRole('menuitem', { name: /Unsend/ })).toHaveCount(0)
  await ben.keyboard.press('Escape')

  const address = ben.url()
  await ben.goto('about:blank')
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'away')
  await anna.say('Never leaves')
  await anna.say('Follows')
  await openMenu(anna, 'You, Never leaves')
  await decide(anna, 'Unsend', 'Unsend')
  await expect(anna.getByTestId('unsent')).toHaveText(['Unsent'])
  await openMenu(anna, 'You, Arrived')
  await item(anna, 'Unsend for both').press('Enter')
  await expect(question(anna)).toContainText('may have read it already')
  expect(await findAxeFaults(anna)).toEqual([])
  await question(anna).getByRole('button', { name: 'Unsend' }).press('Enter')
  await expect(anna.getByTestId('unsent')).toHaveText(['Asked to unsend', 'Unsent'])
  expect(await findAxeFaults(anna)).toEqual([])
  // A reload in between changes nothing.
  await anna.reload()
  await anna.enter('Ben')
  await expect(anna.getByTestId('unsent')).toHaveText(['Asked to unsend', 'Unsent'])
  await ben.goto(address)
  await ben.getByRole('listitem').first().getByRole('button').first().click()
  await connected(anna, ben)
  await expect(anna.getByTestId('unsent')).toHaveText(['Unsent', 'Unsent'])
  await expect(anna.chat.messages()).toHaveText(['Stays', 'Follows'])
  await expect(ben.chat.messages()).toHaveText(['Stays', 'Follows'])
  await expect(ben.getByTestId('unsent')).toHaveText(['Unsent'])
  await expect(ben.getByText('Arrived')).toHaveCount(0)
  await ben.reload()
  await ben.getByRole('listitem').first().getByRole('button').first().click()
  await connected(ben)
  await expect(ben.chat.messages()).toHaveText(['Stays', 'Follows'])
  await expect(ben.getByTestId('unsent')).toHaveText(['Unsent'])
})

test('a message unsent before it was read no longer counts as unread', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Ben' })
  await anna.getByRole('button', { name: 'Back' }).click()
  await ben.say('Meant for you')
  await ben.say('Meant for somebody else')
  const badge = anna.getByRole('listitem').locator('.badge')
  await expect(badge).toContainText('2')
  await openMenu(ben, 'You, Meant for somebody else')
  await decide(ben, 'Unsend for both', 'Unsend')
  await expect(ben.getByTestId('unsent')).toHaveText(['Unsent'])
  await expect(badge).toContainText('1')
  await anna.enter('Ben')
  await expect(anna.chat.messages()).toHaveText(['Meant for you'])
})

test('each person has one reaction, by touch and keys: shown on both phones, read to screen readers, removed by the same press', async ({
  browser,
  person,
  server,
}) => {
  const [anna, ben] = [await openPhone(browser, server.url), await person()]
  await pair(anna, ben, { name: 'Ben' })
  await keepForADay(anna, ben)
  await anna.say('Cake?')
  await expect(ben.chat.messages()).toHaveText(['Cake?'])
  const badge = (page: Person) => page.locator('.reactions > span')
  await openMenu(ben, 'Cake?')
  await ben.keyboard.press('ArrowRight')
  await ben.keyboard.press('Enter')
  for (const page of [anna, ben]) await expect(badge(page)).toHaveText(['👍'])
  await expect(article(anna, 'Ben reacted with thumbs up')).toHaveCount(1)
  await expect(article(ben, 'You reacted with thumbs up')).toHaveCount(1)
  const hand = await anna.finger()
  await hold(anna, hand, 'Cake?')
  await reaction(anna, 'laughter').tap()
  await expect(badge(anna)).toHaveText(['👍', '😂'])
  await expect(badge(ben)).toHaveText(['😂', '👍'])
  expect(await findAxeFaults(anna)).toEqual([])
  // Another reaction replaces the first; the same one again removes it.
  await openMenu(ben, 'Cake?')
  await expect(reaction(ben, 'thumbs up')).toHaveAttribute('aria-checked', 'true')
  expect(await findAxeFaults(ben)).toEqual([])
  await reaction(ben, 'heart').press('Enter')
  await expect(badge(anna)).toHaveText(['❤️', '😂'])
  await reload(anna, 'Ben')
  await expect(badge(anna)).toHaveText(['❤️', '😂'])
  await hold(anna, hand, 'Cake?')
  await reaction(anna, 'laughter').tap()
  for (const page of [anna, ben]) await expect(badge(page)).toHaveText(['❤️'])
  // A phone's keyboard has every other emoji: a field takes exactly one.
  await hold(anna, hand, 'Cake?')
  await item(anna, 'Another emoji').tap()
  const field = anna.getByRole('textbox', { name: 'One emoji' })
  await expect(field).toBeFocused()
  await field.fill('yes')
  await expect(anna.getByText('Only one emoji fits here.')).toBeVisible()
  expect(await findAxeFaults(anna)).toEqual([])
  await field.fill('🍰')
  await expect(field).toHaveCount(0)
  await expect(badge(anna)).toHaveText(['❤️', '🍰'])
  await expect(badge(ben)).toHaveText(['🍰', '❤️'])
  await expect(article(ben, 'reacted with 🍰')).toHaveCount(1)
  await anna.context().close()
})

test('at a desk the last message is changed by ArrowUp, any emoji is picked, a double click selects a word, and Reply stands beside a message', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { name: 'Ben' })
  for (const page of [anna, ben]) await page.setViewportSize({ width: 1280, height: 800 })
  await anna.say('Helo there')
  await expect(ben.chat.messages()).toHaveText(['Helo there'])
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')

  await composer(anna).press('ArrowUp')
  await expect(composer(anna)).toHaveValue('Helo there')
  await expect(anna.locator('.answering')).toContainText('Editing')
  expect(await findAxeFaults(anna)).toEqual([])
  await composer(anna).fill('Hello there')
  await composer(anna).press('Enter')
  await expect(composer(anna)).toHaveValue('')
  await expect(anna.locator('.answering')).toHaveCount(0)
  for (const page of [anna, ben]) {
    await expect(page.chat.messages()).toHaveText(['Hello there'])
    await expect(article(page, 'edited')).toHaveCount(1)
    await expect(page.getByRole('listitem').filter({ hasText: 'Hello there' })).not.toHaveCount(0)
  }
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await ben.getByRole('button', { name: 'edited' }).click()
  const earlier = ben.getByRole('dialog', { name: 'Earlier versions' })
  await expect(earlier.getByRole('listitem')).toHaveText(['Helo there'])
  expect(await findAxeFaults(ben)).toEqual([])
  await earlier.getByRole('button', { name: 'Close' }).click()

  // Escape leaves the message as it is, and the draft comes back.
  await composer(anna).fill('half a thought')
  await openMenu(anna, 'You, Hello there')
  await item(anna, 'Edit').click()
  await expect(composer(anna)).toHaveValue('Hello there')
  await composer(anna).press('Escape')
  await expect(composer(anna)).toHaveValue('half a thought')
  await openMenu(ben, 'Hello there')
  await expect(item(ben, 'Reply')).toBeVisible()
  await expect(item(ben, 'Edit')).toHaveCount(0)

  await item(ben, 'Another emoji').click()
  const find = ben.getByRole('searchbox', { name: 'Find an emoji' })
  await expect(find).toBeFocused()
  expect(await findAxeFaults(ben)).toEqual([])
  await find.fill('cheers')
  await find.press('ArrowDown')
  await ben.keyboard.press('ArrowRight')
  await ben.keyboard.press('Enter')
  for (const page of [anna, ben]) await expect(page.locator('.reactions > span')).toHaveText(['🥂'])

  await anna.getByRole('button', { name: 'Emoji' }).click()
  const popup = anna.getByRole('dialog', { name: 'Emoji' })
  await expect(popup.getByRole('searchbox')).toBeFocused()
  expect(await findAxeFaults(anna)).toEqual([])
  await composer(anna).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 4))
  await popup.getByRole('button', { name: '😂' }).click()
  await expect(composer(anna)).toHaveValue('half😂 a thought')
  await anna.keyboard.press('Escape')
  await expect(popup).toHaveCount(0)
  await expect(composer(anna)).toBeFocused()

  await ben.chat
    .messages()
    .first()
    .dblclick({ position: { x: 8, y: 8 } })
  expect(await ben.evaluate(() => getSelection()?.toString().trim())).toBe('Hello')
  await expect(menu(ben)).toHaveCount(0)
  await article(ben, 'Hello there').hover()
  await article(ben, 'Hello there').getByRole('button', { name: 'Reply' }).click()
  await expect(ben.locator('.answering')).toContainText('Hello there')
})
