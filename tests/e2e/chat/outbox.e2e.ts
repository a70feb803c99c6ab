/** Delivery marks of messages stay true across reloads, kills and a week of absence. */
import { connected, expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'

const WEEK_MS = 7 * 86_400_000
const marks = (page: Person) => page.locator('[data-testid=message][data-own=true]')
const states = (page: Person): Promise<(string | null)[]> =>
  marks(page).evaluateAll((all) => all.map((one) => one.getAttribute('data-state')))

test('every mark is true: Waiting without a peer, Sent and Delivered with one, "Same on both phones" only when it holds, and lost messages are reported', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.say('one')
  await ben.say('two')
  for (const page of [anna, ben]) {
    await expect(page.chat.messages()).toHaveCount(2)
    await page.chat.inDetails((details) => expect(details).toContainText('Same on both phones'))
  }
  await ben.leave()
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'away')
  await anna.chat.inDetails((details) => expect(details).not.toContainText('Same on both phones'))
  for (const text of ['three', 'four', 'five']) await anna.say(text)
  await expect.poll(() => states(anna)).toEqual(['delivered', 'waiting', 'waiting', 'waiting'])
  await anna.reload()
  await anna.enter('Anna')
  await expect.poll(() => states(anna)).toEqual(['waiting', 'waiting', 'waiting'])
  await ben.enter()
  await connected(anna, ben)
  await expect(ben.chat.messages()).toHaveText(['one', 'two', 'three', 'four', 'five'])
  await expect.poll(() => states(anna)).toEqual(['delivered', 'delivered', 'delivered'])
  // Her page was reloaded in a session without a lifetime: it says so, and does not claim sameness.
  await expect(anna.getByText('Earlier messages were not kept on this phone')).toBeVisible()
  await anna.chat.inDetails((details) => expect(details).not.toContainText('Same on both phones'))
  // He still has everything, but cannot know what she lost.
  await ben.chat.inDetails((details) => expect(details).not.toContainText('Same on both phones'))
  await anna.getByRole('button', { name: 'Keep messages from now on…' }).click()
  await expect(anna.getByRole('dialog', { name: 'Message lifetime' })).toBeVisible()
  // At a desk the browser asks before closing the page that alone has these messages.
  const asked = ben.waitForEvent('dialog')
  await ben.close({ runBeforeUnload: true })
  expect((await asked).type()).toBe('beforeunload')
  await (await asked).accept()
})

test('after a kill right after typing, shown messages are restored and arrive once, in order', async ({
  browser,
  person,
  server,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const anna = await openApp(context, server.url)
  const ben = await person()
  await pair(anna, ben)
  await ben.leave()
  for (let at = 0; at < 5; at += 1) await anna.say(`quick ${at}`)
  await expect(anna.chat.messages()).toHaveCount(5)
  // No time to write: the page closes with the last paint.
  await anna.close()
  const again = await openApp(context, server.url)
  await again.enter('Anna')
  await expect(again.chat.messages()).toHaveText([0, 1, 2, 3, 4].map((at) => `quick ${at}`))
  await ben.enter()
  await connected(again, ben)
  await expect(ben.chat.messages()).toHaveText([0, 1, 2, 3, 4].map((at) => `quick ${at}`))
  await context.close()
})

test('after seven days a message shows Not delivered with Copy and Resend; resent it arrives once', async ({
  browser,
  person,
  server,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const anna = await openApp(context, server.url)
  const ben = await person()
  await pair(anna, ben)
  await ben.leave()
  await anna.say('a week too late')
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'waiting')
  await anna.clock.install({ time: Date.now() + WEEK_MS + 60_000 })
  await anna.reload()
  await anna.enter('Anna')
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'failed')
  await expect(anna.chat.lastMark()).toContainText('Not delivered')
  await anna.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', {
      value: async (text: string) => Object.assign(globalThis, { lastCopied: text }),
      configurable: true,
    })
  })
  await anna.chat.lastMark().getByRole('button', { name: 'Copy' }).click()
  await expect(anna.chat.lastMark().getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await anna.evaluate(() => Reflect.get(globalThis, 'lastCopied'))).toBe('a week too late')
  await ben.enter()
  await connected(anna, ben)
  await anna.say('a new one')
  await expect(ben.chat.messages()).toHaveText(['a new one'])
  await expect(marks(anna).first()).toHaveAttribute('data-state', 'failed')
  await marks(anna).first().getByRole('button', { name: 'Resend' }).click()
  await expect(ben.chat.messages()).toHaveText(['a new one', 'a week too late'])
  await expect(marks(anna).first()).toHaveAttribute('data-state', 'delivered')
  await context.close()
})

test('a session deleted by the peer while apart: nothing is erased here, messages keep waiting, and the chat says why', async ({
  person,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await ben.leave()
  await anna.say('not read yet')
  await ben.getByRole('listitem').getByRole('button', { name: 'Options for' }).click()
  await ben.getByRole('menuitem', { name: 'Delete' }).click()
  await ben.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(anna.getByText('The server no longer knows this session')).toBeVisible()
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'offline')
  await expect(anna.getByText('The other person deleted')).toHaveCount(0)
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'waiting')
})

test('typing and read marks show only when both have them on, and are offered once', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await anna.getByRole('button', { name: 'Settings' }).click()
  await anna.getByRole('switch', { name: 'Typing and read marks' }).check()
  await anna.getByRole('button', { name: 'Back' }).click()
  await ben.join(await anna.invite())
  await connected(anna, ben)
  await anna.say('seen?')
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await ben.getByRole('textbox', { name: 'Message' }).pressSequentially('thinking')
  await anna.waitForTimeout(500)
  await expect(anna.getByText('Typing…')).toHaveCount(0)
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await expect(ben.getByText('Show each other typing and read marks?')).toBeVisible()
  await ben.getByRole('button', { name: 'Turn on' }).click()
  await expect(ben.getByText('Show each other typing and read marks?')).toHaveCount(0)
  await ben.getByRole('button', { name: 'Back' }).click()
  await anna.say('and now?')
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await ben.enter()
  await expect(anna.chat.lastMark()).toHaveAttribute('data-state', 'read')
  await expect(anna.chat.lastMark()).toContainText('Read')
  await ben.getByRole('textbox', { name: 'Message' }).pressSequentially('…')
  await expect(anna.getByText('Typing…')).toBeVisible()
  await expect(anna.getByText('Typing…')).toHaveCount(0)
})

test('the last word distinguishes asleep from closed, and a failed heartbeat shows only Away', async ({
  browser,
  person,
  server,
}) => {
  test.slow()
  const anna = await person()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const ben = await openApp(context, server.url)
  await pair(anna, ben)
  await ben.goto('about:blank')
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'away', { timeout: 40_000 })
  await expect(anna.getByText('closed Inviso at')).toBeVisible()
  await context.close()
})
/** `RELOADS=100` for a long search. */
const RELOADS = Number(process.env.RELOADS ?? 15)
test(`${RELOADS} reloads at the moment of tapping Send: each text is there once`, async ({ person }) => {
  test.slow()
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  // Without a peer, so that nothing is delivered and dropped: all sent messages wait on the screen.
  await ben.leave()
  const sent: string[] = []
  let drafts = 0
  for (let round = 1; round <= RELOADS; round += 1) {
    const text = `tap ${round}`
    await anna.getByRole('textbox', { name: 'Message' }).fill(text)
    // A draft is stored a quarter of a second after the last keystroke.
    await anna.waitForTimeout(400)
    const loaded = anna.waitForEvent('load')
    await anna.evaluate(() => {
      document.querySelector<HTMLButtonElement>('.composer .send')?.click()
      location.reload()
    })
    await loaded
    await anna.enter('Anna')
    const field = anna.getByRole('textbox', { name: 'Message' })
    await expect(field).toBeVisible()
    await expect
      .poll(async () => [(await anna.chat.messages().allTextContents()).at(-1), await field.inputValue()])
      .toContain(text)
    const draft = await field.inputValue()
    const shown = await anna.chat.messages().allTextContents()
    expect([...sent, text]).toEqual(draft === '' ? shown : [...shown, draft])
    if (draft === '') sent.push(text)
    else drafts += 1
  }
  console.log(`${sent.length} of ${RELOADS} came back as messages, ${drafts} as drafts`)
})
