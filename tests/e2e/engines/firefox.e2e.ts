/** Chromium and Firefox pair, each as host. */
import { resolve } from 'node:path'
import { type Browser, firefox } from '@playwright/test'
import { expect, openApp, pair, test } from '../../harness/people/person.ts'

let fox: Browser
test.beforeAll(async () => {
  fox = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: resolve('tests/harness/browsers/firefox-shim.mjs'),
    firefoxUserPrefs: { 'media.peerconnection.ice.obfuscate_host_addresses': false },
  })
})
test.afterAll(() => fox.close())

for (const foxHosts of [true, false])
  test(`${foxHosts ? 'Firefox invites Chromium' : 'Chromium invites Firefox'} and both chat`, async ({
    person,
    server,
  }) => {
    const context = await fox.newContext()
    const other = await openApp(context, server.url)
    const own = await person()
    await (foxHosts ? pair(other, own) : pair(own, other))
    await other.say('from the fox 🦊')
    await expect(own.chat.messages()).toHaveText(['from the fox 🦊'])
    await own.say('x'.repeat(64 * 1024))
    await expect(other.chat.messages()).toHaveCount(2)
    await other.reload()
    await other.getByRole('listitem').getByRole('button').first().click()
    await expect(other.locator('[role=status][data-state=connected]')).toBeVisible()
    await context.close()
  })
