/** A deploy while a page is open: the server no longer has the old build's parts, and the page moves to the new build; the same in every engine. */
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { createTestServer } from '../networks/test-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const NEXT = 'next-build-00'
/** Text files are rewritten; their compressed copies contain the old text and are removed. */
const isText = (name: string): boolean => /\.(js|mjs|css|html|json)$/.test(name)

/** Another name with a hash as long: a name that stayed would be one of the old build's to the worker, which keeps it. */
const nextName = (name: string): string =>
  name.replace(/([\w-])(\.\w+)$/, (_all, last, end) => `${last === '_' ? '-' : '_'}${end}`)

/** Replaces this build by another: every hashed file has another name, and the build another id. Gives the new name of its first script. */
function deploy(dist: string): string {
  const assets = join(dist, 'assets')
  for (const folder of [dist, assets])
    for (const name of readdirSync(folder)) if (/\.(br|gz)$/.test(name)) rmSync(join(folder, name))
  const renames = readdirSync(assets)
    .filter((name) => /-[\w-]{8}\.\w+$/.test(name))
    .map((name) => [name, nextName(name)] as const)
  const build = (JSON.parse(readFileSync(join(dist, 'version.json'), 'utf8')) as { build: string }).build
  for (const folder of [dist, assets])
    for (const name of readdirSync(folder).filter(isText)) {
      let text = readFileSync(join(folder, name), 'utf8').replaceAll(build, NEXT)
      for (const [from, to] of renames) text = text.replaceAll(from, to)
      // The worker fetches files with another revision again.
      text = text.replaceAll(/"revision":"[0-9a-f]+"/g, `"revision":"${NEXT}"`)
      writeFileSync(join(folder, name), text)
    }
  for (const [from, to] of renames) renameSync(join(assets, from), join(assets, to))
  return /\/assets\/index-[\w-]+\.js/.exec(readFileSync(join(dist, 'index.html'), 'utf8'))?.[0] ?? 'none'
}

/** `worker`: the page has a service worker, which keeps every part of the old build until the person updates. */
export async function recoversAcrossDeploy(
  page: Page,
  { worker }: { readonly worker: boolean },
): Promise<void> {
  const dist = temporaryFolder('deploy')
  cpSync('dist', dist, { recursive: true })
  const server = await createTestServer({ DIST_PATH: dist })
  await server.start()
  // The engine may cancel its first load.
  await page.goto(server.url).catch(() => page.goto(server.url))
  const list = page.getByRole('button', { name: 'Settings' })
  await expect(list).toBeVisible()
  if (worker) {
    const active = () =>
      page.evaluate(() => navigator.serviceWorker.ready.then((found) => found.active?.state))
    await expect.poll(active).toBe('activated')
    await page.reload()
    await expect(list).toBeVisible()
  }
  await server.stop()
  const script = deploy(dist)
  await server.start()
  await list.click()
  if (worker) {
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await page.reload()
    await page.getByRole('button', { name: 'Update' }).click()
  } else {
    await expect(page.getByText('could not be loaded').last()).toBeVisible()
    await page.getByRole('button', { name: 'Try again' }).last().click()
  }
  // The new build comes with its list.
  await expect(page.locator(`script[src$="${script}"]`)).toHaveCount(1)
  await expect(list).toBeVisible()
  await list.click()
  await page.getByRole('button', { name: 'About', exact: true }).click()
  await expect(page.getByText(NEXT)).toBeVisible()
  await server.dispose()
}
