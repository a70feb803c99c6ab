/** The main flow where the browser behaves as Safari on an iPhone does; the project `ios` runs every test with that tag this way, `SHIM=ios` every one. */
import { shimIos } from '../../harness/browsers/ios-shim.ts'
import { lockNow, turnOn, unlock } from '../../harness/people/lock.ts'
import {
  connected,
  createInvite,
  enterRow,
  expect,
  joinWith,
  lastMark,
  messages,
  openApp,
  say,
  test,
} from '../../harness/people/person.ts'

test('with a database that dies, sends that vanish and half of the conveniences gone, two people meet, talk, lock and come back', {
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
  await joinWith(ben, await createInvite(anna, { name: 'Ben' }))
  await connected(anna, ben)
  const long = 'a long letter '.repeat(4_000)
  await say(anna, 'short')
  await say(anna, long)
  await expect(messages(ben)).toHaveCount(2)
  await expect(messages(ben).last()).toHaveText(long.trim())
  await expect(lastMark(anna).last()).toHaveAttribute('data-state', 'delivered')
  await say(ben, 'read every word')
  await expect(messages(anna).last()).toHaveText('read every word')
  await anna.reload()
  await enterRow(anna, 'Ben')
  await connected(anna, ben)
  await say(ben, 'still there?')
  await expect(messages(anna).last()).toHaveText('still there?')
  // Installed is what navigator.standalone says: nothing offers to install.
  await anna.getByRole('button', { name: 'Back' }).click()
  await expect(anna.getByRole('button', { name: 'Show how' })).toHaveCount(0)
  await turnOn(anna)
  await lockNow(anna)
  await unlock(anna)
  await enterRow(anna, 'Ben')
  await connected(anna, ben)
  await say(ben, 'and now?')
  await expect(messages(anna).last()).toHaveText('and now?')
  for (const page of [anna, ben]) await page.context().close()
})
