/** Safari's engine as WebKitGTK on Linux, which lacks WebRTC here: everything around the link, and chat through the server. */

import { rmSync } from 'node:fs'
import { chromium, expect, test } from '@playwright/test'
import { CHROMIUM } from '../../harness/browsers/chromium.ts'
import { launchWebKit } from '../../harness/browsers/webkitgtk.ts'
import { createTestServer, type TestServer } from '../../harness/networks/test-server.ts'
import { connected, openApp, type Person } from '../../harness/people/person.ts'
import { distWithAxe, findAxeFaults } from '../../harness/pictures/axe.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'

const WITH_WEBRTC = {
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-background-networking'],
}
const SIZE = { width: 390, height: 844 }
let server: TestServer
let dist = ''
test.describe.configure({ mode: 'serial', timeout: 300_000 })
test.beforeAll(async () => {
  dist = distWithAxe()
  server = await createTestServer({ DIST_PATH: dist })
  await server.start()
})
test.afterAll(async () => {
  await server.dispose()
  rmSync(dist, { recursive: true, force: true })
})

/** Opens the app; tries once more, since the browser may cancel its first load. */
const open = (page: Person) => page.goto(server.url).catch(() => page.goto(server.url))
const home = (page: Person) => expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
async function create(page: Person, name: string): Promise<string> {
  await page.getByRole('button', { name: 'New session' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByTestId('join-code')).toHaveText(/^\d{3} \d{3}$/)
  return ((await page.getByTestId('join-code').textContent()) ?? '').replace(' ', '')
}

test('sessions survive a restart of the browser and open without a server', async () => {
  const profile = temporaryFolder('webkit-home')
  const first = await launchWebKit({ ...SIZE, home: profile })
  await open(first.page)
  await home(first.page)
  await create(first.page, 'Kept in Safari')
  await expect
    .poll(() => first.page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state)))
    .toBe('activated')
  await first.close()
  await server.stop()
  const second = await launchWebKit({ ...SIZE, home: profile })
  await open(second.page)
  await expect(second.page.getByRole('listitem')).toContainText('Kept in Safari')
  await second.close()
  await server.start()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

test('App lock: sealed on disk, opened by the passphrase, passes its self-test, and can be erased from the locked screen', async () => {
  const { page, close } = await launchWebKit(SIZE)
  await open(page)
  await home(page)
  await create(page, 'Sealed in Safari')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('switch', { name: 'App lock' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set a passphrase' })
  await dialog.getByLabel('Passphrase', { exact: true }).fill('four plums in a blue hat')
  await dialog.getByLabel('Passphrase again').fill('four plums in a blue hat')
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('switch', { name: 'App lock' })).toBeChecked({ timeout: 40_000 })
  await page.getByRole('button', { name: 'Lock now' }).click()
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
  expect(await findAxeFaults(page), 'locked').toEqual([])
  const dump = await page.stored.dump()
  const bytes = Object.values(dump).map((value) =>
    Buffer.from((value as { bytes?: string }).bytes ?? '', 'base64').toString('latin1'),
  )
  expect(`${JSON.stringify(dump)} ${bytes.join(' ')}`).not.toMatch(/Sealed|chat\./)
  expect((dump['vault.v1'] as { key: unknown }).key).toBeNull()
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('four plums in a blue hat')
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(page.getByText('Sealed in Safari')).toBeVisible({ timeout: 40_000 })
  await page.getByRole('button', { name: 'Settings' }).click()
  // This engine has no synchronous file handles: sealed chunks go into a database, which is erased with the rest.
  await page.getByRole('button', { name: 'Diagnostics', exact: true }).click()
  await page.getByRole('button', { name: 'Run the checks' }).click()
  const files = page.getByRole('listitem').filter({ hasText: 'File store' })
  await expect(files).toContainText('Works', { timeout: 40_000 })
  await expect(files).toContainText('In the database (IndexedDB)')
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Lock now' }).click()
  await page.getByRole('link', { name: 'Erase all data' }).click()
  const question = page.getByRole('alertdialog', { name: 'Erase all data?' })
  await question.getByRole('textbox').fill('erase')
  await question.getByRole('button', { name: 'Erase' }).click()
  await expect(page.getByRole('heading', { name: 'Everything is erased.' })).toBeVisible()
  await expect(page.getByTestId('audit-total')).toHaveText('0')
  await close()
})

test('Safari’s engine and Chromium chat through the server in both directions: join, consent, chat, reload, leave', async () => {
  const { page: safari, close } = await launchWebKit(SIZE)
  const chrome = await chromium.launch(WITH_WEBRTC)
  const other = await openApp(await chrome.newContext({ viewport: SIZE }), server.url)
  await open(safari)
  await home(safari)
  for (const hostIsSafari of [true, false]) {
    const [host, guest] = hostIsSafari ? [safari, other] : [other, safari]
    const name = hostIsSafari ? 'From Safari' : 'From Chromium'
    const code = await create(host, name)
    await guest.join(code)
    await expect(safari.getByText('This browser has no WebRTC')).toBeVisible()
    await safari.getByRole('button', { name: 'Send through the server, still sealed' }).click()
    await safari.getByRole('dialog').getByRole('button', { name: 'Send through the server' }).click()
    await other.getByRole('alert').getByRole('button', { name: 'Accept' }).click()
    await connected(safari, other)
    for (const page of [safari, other])
      await expect(page.locator('[role=status][data-state]')).toHaveAttribute('data-path', 'server')
    await safari.say(`${name}: one`)
    await expect(other.chat.messages()).toHaveText([`${name}: one`])
    await other.say(`${name}: two`)
    await expect(other.chat.messages()).toHaveText([`${name}: one`, `${name}: two`])
    await expect(safari.chat.messages()).toHaveText([`${name}: one`, `${name}: two`])
    await expect(safari.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
    await expect(other.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
    expect(await findAxeFaults(safari), 'through the server').toEqual([])
    for (const page of [safari, other]) await page.getByRole('button', { name: 'Back' }).click()
  }
  // At a desk the app asks before messages in memory are lost; this driver answers no such question.
  await safari.evaluate(() =>
    window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true }),
  )
  // Both stored their consent, so the relay resumes by itself after a reload.
  await safari.reload()
  await safari.enter('From Safari')
  await expect(safari.locator('[role=status][data-state]')).toHaveAttribute('data-state', 'connected')
  await safari.say('and once more')
  await other.enter('new message')
  await expect(other.chat.messages().last()).toHaveText('and once more')
  await close()
  await chrome.close()
})
