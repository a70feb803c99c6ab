/** Two people as in people.ts, on a server that carries axe beside the app. */
import { rmSync } from 'node:fs'
import { createTestServer, type TestServer } from '../networks/test-server.ts'
import { test as base } from '../people/person.ts'
import { distWithAxe } from './axe.ts'

export const test = base.extend<object, { server: TestServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const dist = distWithAxe()
      const server = await createTestServer({ DIST_PATH: dist })
      await server.start()
      await use(server)
      await server.dispose()
      rmSync(dist, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
})
