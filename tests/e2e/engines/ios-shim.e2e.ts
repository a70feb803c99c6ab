/** The main flow with quirks of Safari on an iPhone. The project `ios` runs every tagged test this way, `SHIM=ios` every test. */
import { shimIos } from '../../harness/browsers/ios-shim.ts'
import { connected, expect, openApp, test } from '../../harness/people/person.ts'

test('with a database that dies, sends that vanish and many APIs missing, two people pair, chat, lock and return', {
  tag: '@ios',
}, async ({ browser, server }) => {
  test.slow()
  const open = async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await shimIos(context)
    return openApp(context, server.url)
  }
  const [anna, ben] = [await open(), await open()]
  expect(
    await anna.evaluate(() => [(navigator as { standalone?: boolean }).standalone, 'Notification' in window]),
  ).toEqual([true, false])
  await ben.join(await anna.invite({ name: 'Ben' }))
  await connected(anna, ben)
  const long = 'a long letter '.repeat(4_000)
  await anna.say('short')
  await anna.say(long)
  await expect(ben.chat.messages()).toHaveCount(2)
  await expect(ben.chat.messages().last()).toHaveText(long.trim())
  await expect(anna.chat.lastMark().last()).toHaveAttribute('data-state', 'delivered')
  await ben.say('read every word')
  await expect(anna.chat.messages().last()).toHaveText('read every word')
  await anna.reload()
  await anna.enter('Ben')
  await connected(anna, ben)
  await ben.say('still there?')
  await expect(anna.chat.messages().last()).toHaveText('still there?')
  // navigator.standalone says that the app is installed, so nothing offers to install it.
  await anna.getByRole('button', { name: 'Back' }).click()
  await expect(anna.getByRole('button', { name: 'Show how' })).toHaveCount(0)
  await anna.lock.turnOn()
  await anna.lock.lockNow()
  await anna.lock.unlock()
  await anna.enter('Ben')
  await connected(anna, ben)
  await ben.say('and now?')
  await expect(anna.chat.messages().last()).toHaveText('and now?')
  for (const page of [anna, ben]) await page.context().close()
})
