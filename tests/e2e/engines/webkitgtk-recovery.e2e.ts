/** Safari's engine caches a failed import until a reload, and a failed preload beyond that; the app and its parts still recover. */
import { expect, test } from '@playwright/test'
import { launchWebKit } from '../../harness/browsers/webkitgtk.ts'
import { createFaultyProxy } from '../../harness/networks/faulty-proxy.ts'
import { createTestServer } from '../../harness/networks/test-server.ts'
import { recoversLazyViews } from '../../harness/people/lazy-recovery.ts'

test('on a first visit in Safari’s engine, the app and a part that failed to load are loaded when the network is back', async () => {
  test.setTimeout(180_000)
  const { page, close } = await launchWebKit({ width: 390, height: 844 })
  const server = await createTestServer()
  await server.start()
  const proxy = await createFaultyProxy(server.url)
  proxy.refuse(/\/assets\/(base|SettingsScreen|JoinSheet)/)
  await page.goto(proxy.url, { waitUntil: 'commit' }).catch(() => {})
  const reload = page.getByRole('link', { name: 'Reload' })
  await expect(reload).toBeVisible()
  proxy.refuse(/\/assets\/(SettingsScreen|JoinSheet)/)
  await reload.click()
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  // The next address would only change the fragment of this page.
  await page.goto('about:blank')
  await recoversLazyViews(page, proxy)
  await proxy.stop()
  await server.dispose()
  await close()
})
