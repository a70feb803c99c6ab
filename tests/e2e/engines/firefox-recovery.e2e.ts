/** Firefox caches a failed import until a reload; parts of the app that failed to load still recover. */
import { resolve } from 'node:path'
import { firefox, test } from '@playwright/test'
import { createFaultyProxy } from '../../harness/networks/faulty-proxy.ts'
import { createTestServer } from '../../harness/networks/test-server.ts'
import { recoversLazyViews } from '../../harness/people/lazy-recovery.ts'

test('on a first visit in Firefox, a part that failed to load is loaded when the network is back', async () => {
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
  await fox.close()
})
