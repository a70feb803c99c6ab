/** Firefox caches a failed import until a reload; parts of the app that failed to load, or that a deploy removed, still recover. */
import { resolve } from 'node:path'
import { firefox, test } from '@playwright/test'
import { createFaultyProxy } from '../../harness/networks/faulty-proxy.ts'
import { createTestServer } from '../../harness/networks/test-server.ts'
import { recoversAcrossDeploy } from '../../harness/people/deploy-recovery.ts'
import { recoversLazyViews } from '../../harness/people/lazy-recovery.ts'

test('on a first visit in Firefox, a part that failed to load is loaded when the network is back, and a deploy leads to the new build', async () => {
  test.setTimeout(180_000)
  const fox = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: resolve('tests/harness/browsers/firefox-shim.mjs'),
  })
  const server = await createTestServer()
  await server.start()
  const proxy = await createFaultyProxy(server.url)
  await recoversLazyViews(await fox.newPage(), proxy)
  await proxy.stop()
  await server.dispose()
  // First as in a private window, where no worker keeps the old build, then with one.
  for (const serviceWorkers of ['block', 'allow'] as const) {
    const context = await fox.newContext({ serviceWorkers })
    await recoversAcrossDeploy(await context.newPage(), { worker: serviceWorkers === 'allow' })
    await context.close()
  }
  await fox.close()
})
