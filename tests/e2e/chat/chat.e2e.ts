/** The main flow: two people pair by six digits and chat. */
import { asPerson, connected, expect, pair, test } from '../../harness/people/person.ts'

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('two people pair by six digits and chat over a direct link', async ({ person }) => {
    const [anna, ben] = [await person(), await person()]
    await pair(anna, ben)
    await expect(anna.chat.status()).toHaveText('Connected · Direct')
    await expect(ben.chat.status()).toHaveAttribute('data-path', 'direct')
    await anna.say('Hello Ben')
    await ben.say('Hello Anna')
    await expect(ben.chat.messages()).toHaveText(['Hello Ben', 'Hello Anna'])
    await expect(anna.chat.messages()).toHaveText(['Hello Ben', 'Hello Anna'])
    await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
    await expect(anna).toHaveTitle('Inviso')
  })
})

test('any script, emoji and line breaks arrive unchanged', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  const text = 'Szia 👩‍👩‍👧‍👦 שלום مرحبا こんにちは\nå = å 🇭🇺 <b>&amp;</b> \u202Eabc'
  await anna.say(text)
  await expect(ben.chat.messages()).toHaveCount(1)
  expect(
    await ben.chat
      .messages()
      .first()
      .evaluate((element) => element.textContent),
  ).toBe(text)
})

test('Enter sends, except the Enter that confirms a word of an input method', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  const field = anna.getByRole('textbox', { name: 'Message' })
  await field.fill('かな')
  // Safari marks this Enter as part of the input method only by its legacy key code.
  const taken = await field.evaluate((element) => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    Object.defineProperty(event, 'keyCode', { value: 229 })
    return !element.dispatchEvent(event)
  })
  expect(taken).toBe(false)
  await anna.waitForTimeout(300)
  await expect(field).toHaveValue('かな')
  await field.press('Enter')
  await expect(ben.chat.messages()).toHaveText(['かな'])
  await expect(anna.chat.messages()).toHaveCount(1)
})

test('64 kB of text arrive whole; one byte more is refused with a sentence and stays in the field', {
  tag: '@ios',
}, async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  const most = 'x'.repeat(64 * 1024)
  await anna.say(most)
  await expect(ben.chat.messages()).toHaveCount(1)
  expect(
    (
      await ben.chat
        .messages()
        .first()
        .evaluate((element) => element.textContent)
    )?.length,
  ).toBe(most.length)
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await anna.say(`${most}y`)
  await expect(anna.getByRole('alert').filter({ hasText: 'too long' })).toBeVisible()
  await expect(anna.getByRole('textbox', { name: 'Message' })).toHaveValue(`${most}y`)
})

test('leaving asks once, the other sees Away, and returning reconnects with the messages', {
  tag: '@ios',
}, async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.say('before')
  await expect(ben.chat.messages()).toHaveText(['before'])
  await anna.getByRole('button', { name: 'Session options' }).click()
  await anna.getByRole('menuitem', { name: 'Leave' }).click()
  await anna
    .getByRole('alertdialog', { name: 'Leave this session?' })
    .getByRole('button', { name: 'Stay' })
    .click()
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'connected')
  await anna.leave()
  await expect(ben.chat.status()).toHaveText('Away')
  await expect(ben.getByText('The other person left at')).toBeVisible()
  await ben.say('while you were gone')
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'waiting')
  await anna.enter('Anna')
  await connected(anna, ben)
  await expect(anna.chat.messages()).toHaveText(['before', 'while you were gone'])
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
})

test('leaving and returning at once reconnects, and the screen stays connected', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await ben.leave()
  await expect(anna.locator('[role=status][data-state]')).toHaveAttribute('data-state', 'away')
  await ben.enter()
  await connected(anna, ben)
  // Longer than a short loss is hidden, so that a late report of the old link would show.
  await ben.waitForTimeout(5_000)
  await connected(anna, ben)
  await ben.say('still here')
  await expect(anna.chat.messages()).toHaveText(['still here'])
})

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('after either side reloads both reconnect without any action', { tag: '@ios' }, async ({ person }) => {
    const [anna, ben] = [await person(), await person()]
    await pair(anna, ben)
    for (const page of [anna, ben]) {
      await page.reload()
      await page.enter(page === anna ? 'Anna' : '')
      await connected(anna, ben)
      await page.say('back')
      await expect((page === anna ? ben : anna).chat.messages().last()).toHaveText('back')
    }
  })
})

test('a message that arrives while its reader is on the list counts as unread', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.getByRole('button', { name: 'Back' }).click()
  await expect(anna.getByRole('listitem').filter({ hasText: 'Anna' })).toContainText('Online')
  await ben.say('knock knock')
  await expect(anna.getByText('1 new message')).toBeAttached()
  await anna.enter('Anna')
  await expect(anna.chat.messages()).toHaveText(['knock knock'])
})

test('an ephemeral session deletes its messages when it is left, never by itself', async ({
  person,
  server,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben, { ephemeral: true })
  await anna.say('short-lived')
  await expect(ben.chat.messages()).toHaveText(['short-lived'])
  await server.stop('SIGKILL')
  await server.start()
  await expect(anna.chat.messages()).toHaveText(['short-lived'])
  await anna.leave()
  await anna.enter('Anna')
  await connected(anna, ben)
  await expect(anna.chat.messages()).toHaveCount(0)
})

test('messages pass between browsers while the server stops and restarts', async ({ person, server }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await server.stop('SIGKILL')
  await anna.say('no server needed')
  await expect(ben.chat.messages()).toHaveText(['no server needed'])
  await expect(ben.chat.status()).toHaveText('Connected · Direct')
  await server.start()
  await ben.say('still here')
  await expect(anna.chat.messages().last()).toHaveText('still here')
  await ben.reload()
  await ben.enter()
  await connected(anna, ben)
})

test('a host whose page was closed while the guest joined finds the session on return', {
  tag: '@ios',
}, async ({ person, server }) => {
  const [anna, ben] = [await person(), await person()]
  const code = await anna.invite()
  const context = anna.context()
  await anna.close()
  await ben.join(code)
  await expect(ben.chat.status()).toHaveText('Away')
  const again = asPerson(await context.newPage())
  await again.goto(server.url)
  await again.enter('Anna')
  await connected(again, ben)
})

test('deleting purges the server and closes the session for the peer, with a sentence', async ({
  person,
  server,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.getByRole('button', { name: 'Session options' }).click()
  await anna.getByRole('menuitem', { name: 'Delete session' }).click()
  await anna.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(anna.getByText('Start a session and read')).toBeVisible()
  await expect(ben.chat.status()).toHaveAttribute('data-state', 'closed')
  await expect(ben.getByText('The other person deleted this session')).toBeVisible()
  await ben.reload()
  await expect(ben.getByRole('listitem')).toContainText('Closed')
  await expect.poll(() => server.output()).not.toContain('"event":"fault"')
})

test('a session deleted while the server is away is purged later', async ({ newcomer, person, server }) => {
  const [anna, ben] = [await newcomer(), await person()]
  await pair(anna, ben)
  await server.stop()
  await anna.getByRole('button', { name: 'Session options' }).click()
  await anna.getByRole('menuitem', { name: 'Delete session' }).click()
  await anna.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(anna.getByText('Start a session and read')).toBeVisible()
  await server.start()
  await anna.reload()
  await expect(ben.chat.status()).toHaveAttribute('data-state', 'closed', { timeout: 40_000 })
})

test('a long press on a row opens its menu, and pinning moves the row up', async ({ person }) => {
  const anna = await person()
  for (const name of ['First', 'Second']) {
    await anna.invite({ name })
    await anna.getByRole('button', { name: 'Done' }).click()
  }
  const first = anna.getByRole('listitem').filter({ hasText: 'First' })
  const box = await first.boundingBox()
  if (!box) throw new Error('no row')
  await anna.mouse.move(box.x + 60, box.y + box.height / 2)
  await anna.mouse.down()
  await expect(anna.getByRole('menu')).toBeVisible()
  await anna.mouse.up()
  await expect(anna.getByRole('dialog')).toHaveCount(0)
  await anna.getByRole('menuitem', { name: 'Pin' }).click()
  await expect(anna.getByRole('listitem').first()).toContainText('First')
  await anna.reload()
  await expect(anna.getByRole('listitem').first()).toContainText('First')
})

test('a new name shows everywhere at once, also in Session identities', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.getByRole('button', { name: 'Session options' }).click()
  await anna.getByRole('menuitem', { name: 'Rename' }).click()
  const dialog = anna.getByRole('dialog', { name: 'Rename' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Benedek')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(anna.getByRole('heading', { name: 'Benedek' })).toBeVisible()
  await anna.getByRole('button', { name: 'Back' }).click()
  await expect(anna.getByRole('listitem')).toContainText('Benedek')
  await anna.getByRole('button', { name: 'Settings' }).click()
  await anna.getByRole('button', { name: 'Session identities' }).click()
  await expect(anna.getByRole('list', { name: 'Session identities' })).toContainText('Benedek')
})
