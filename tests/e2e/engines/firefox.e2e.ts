/** Chromium and Firefox pair, each as host. */
import { resolve } from 'node:path'
import { type Browser, firefox } from '@playwright/test'
import { expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'

let fox: Browser
test.beforeAll(async () => {
  fox = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: resolve('tests/harness/browsers/firefox-shim.mjs'),
    firefoxUserPrefs: { 'media.peerconnection.ice.obfuscate_host_addresses': false },
  })
})
test.afterAll(() => fox.close())

/** Sealed chunks go through a worker into this engine's own file system, and come back. */
async function expectFileStore(page: Person): Promise<void> {
  await page.getByRole('button', { name: 'Back' }).click()
  await page.openSettings()
  await page.getByRole('button', { name: 'Diagnostics', exact: true }).click()
  await page.getByRole('button', { name: 'Run the checks' }).click()
  const files = page.getByRole('listitem').filter({ hasText: 'File store' })
  await expect(files).toContainText('Works', { timeout: 40_000 })
  await expect(files).toContainText('own file system (OPFS)')
}

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
    if (foxHosts) await expectFileStore(other)
    await context.close()
  })
