/** What messages say on a phone: links and copying, and the newest one above the composer. */
import { expect, openPhone, pair, test } from '../../harness/people/person.ts'
import { boxOf } from '../../harness/people/places.ts'

test('links in messages can be tapped and show their address; a long press copies a message', async ({
  browser,
  person,
  server,
}) => {
  const [anna, ben] = [await openPhone(browser, server.url), await person()]
  await pair(anna, ben)
  await ben.say('Read https://example.org/a, not https://bank.example@evil.example')
  await ben.say('and https://аррӏе.com')
  await expect(anna.chat.messages()).toHaveText([
    'Read https://example.org/a, not https://bank.example@evil.example',
    'and https://аррӏе.com (xn--80ak6aa92e.com)',
  ])
  const links = anna.getByRole('log').getByRole('link')
  await expect(links).toHaveText(['https://example.org/a', 'https://аррӏе.com'])
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    await expect(link).toHaveAttribute('target', '_blank')
  }
  await anna.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', {
      value: async (text: string) => Object.assign(globalThis, { lastCopied: text }),
      configurable: true,
    })
  })
  const copied = () => anna.evaluate(() => (globalThis as unknown as { lastCopied?: string }).lastCopied)
  const hand = await anna.finger()
  const { x, y } = await boxOf(anna.chat.messages().last())
  const copy = anna.getByRole('menuitem', { name: 'Copy' })
  // Scrolling the list opens nothing.
  await hand.down(x + 10, y + 8)
  await hand.to(x + 10, y + 60, 100)
  await hand.hold(600)
  await hand.up()
  await expect(copy).toHaveCount(0)
  await hand.down(x + 10, y + 8)
  await hand.hold(600)
  await hand.up()
  await copy.tap()
  await expect(anna.getByText('Copied')).toBeVisible()
  expect(await copied()).toBe('and https://аррӏе.com')
  expect(await anna.evaluate(() => getSelection()?.toString())).toBe('')
  await anna.chat
    .messages()
    .first()
    .click({ button: 'right', position: { x: 8, y: 8 } })
  await copy.click()
  expect(await copied()).toBe('Read https://example.org/a, not https://bank.example@evil.example')
  await ben.say('Run this:\n```sh\nls *.ts\n```')
  const code = anna.locator('code[data-block=true]')
  await expect(code).toHaveCSS('display', 'block')
  await expect(code).toHaveText('ls *.ts', { useInnerText: true })
  // A time runs as the screen does, whatever the direction of the message.
  await ben.say('مرحبا')
  await expect(anna.locator('.bubble-said').last()).toHaveCSS('direction', 'rtl')
  await expect(anna.locator('.bubble-time').last()).toHaveCSS('direction', 'ltr')
  // An empty field begins where the lines of the screen begin, a written one where its own do.
  const field = anna.getByRole('textbox', { name: 'Message' })
  await anna.evaluate(() => Object.assign(document, { dir: 'rtl' }))
  await expect(field).toHaveCSS('direction', 'rtl')
  await field.fill('abc')
  await expect(field).toHaveCSS('direction', 'ltr')
  await anna.context().close()
})

test('on the smallest phone the newest message is fully visible above the composer', async ({
  browser,
  person,
  server,
}) => {
  const [anna, ben] = [
    await openPhone(browser, server.url, { viewport: { width: 320, height: 568 } }),
    await person(),
  ]
  await pair(anna, ben)
  for (const text of ['One', 'Two '.repeat(30), 'Three '.repeat(30), 'Four']) {
    await ben.say(text)
    await expect(anna.chat.messages().last()).toHaveText(text)
  }
  const composer = await boxOf(anna.locator('.composer'))
  await expect
    .poll(async () => {
      const { y, height } = await boxOf(anna.locator('.bubble').last())
      return y + height
    })
    .toBeLessThanOrEqual(composer.y)
  await anna.context().close()
})
