/** Takes the pictures of the README and a set to look at: `bun docs/brand/make-pictures.ts [folder]` (needs a build and the system's Chromium). */
import { mkdirSync, readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from '@playwright/test'
import { connected, createInvite, joinWith, openApp, say } from '../../tests/harness/people.ts'
import { createTestServer } from '../../tests/harness/server.ts'

const folder = process.argv[2] ?? 'docs/pictures'
mkdirSync(folder, { recursive: true })
const server = await createTestServer()
await server.start()
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })

async function open(colorScheme: 'light' | 'dark', width: number, height: number): Promise<Page> {
  return openApp(
    await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 2, colorScheme }),
    server.url,
  )
}
const take = (page: Page, name: string) =>
  page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' })

async function flow(name: string, scheme: 'light' | 'dark', width: number, height: number): Promise<void> {
  const [anna, ben] = [await open(scheme, width, height), await open(scheme, width, height)]
  await take(anna, `${name}-empty`)
  await joinWith(ben, await createInvite(anna, { name: 'Lawyer' }))
  await connected(anna, ben)
  await say(ben, 'I have the papers.')
  await anna.getByRole('button', { name: 'Back' }).click()
  const code = await createInvite(anna, { name: 'Ben' })
  await take(anna, `${name}-code`)
  const second = await open(scheme, width, height)
  await joinWith(second, code)
  await connected(anna, second)
  await say(anna, 'Hi Ben! Are you on the train already?')
  await say(second, 'Yes, somewhere before Győr. The signal comes and goes 🚆')
  await say(anna, 'Then I will be short: six o’clock, same place.')
  await say(second, 'See you there.')
  await anna.getByText('See you there.').waitFor()
  await take(anna, `${name}-chat`)
  if (width < 900) await anna.getByRole('button', { name: 'Back' }).click()
  await take(anna, `${name}-list`)
  await anna.getByRole('button', { name: 'Settings' }).click()
  await anna.getByRole('heading', { name: 'Settings' }).waitFor()
  await take(anna, `${name}-settings`)
  await ben.getByRole('button', { name: 'Back' }).click()
  await ben.getByRole('button', { name: 'Join', exact: true }).click()
  await ben.getByRole('textbox', { name: 'Join code' }).fill('000 007')
  await ben.getByRole('alert').filter({ hasText: 'wrong' }).waitFor()
  await take(ben, `${name}-join`)
  for (const page of [anna, ben, second]) await page.context().close()
}

/** Three phones side by side, as one picture. */
async function sideBySide(from: Browser): Promise<void> {
  const page = await from.newPage({ viewport: { width: 1130, height: 780 } })
  const phones = ['list', 'code', 'chat'].map((name) =>
    readFileSync(`${folder}/phone-${name}.png`).toString('base64'),
  )
  await page.setContent(
    `<body style="margin:0;display:flex;gap:30px;padding:30px;background:#e4e2f5">${phones.map((png) => `<img style="width:337px;border-radius:34px;box-shadow:0 8px 30px #0003" src="data:image/png;base64,${png}">`).join('')}`,
  )
  await page.screenshot({ path: 'docs/pictures/flow.png' })
}

await flow('phone', 'light', 390, 844)
if (process.argv[2]) {
  await flow('dark', 'dark', 390, 844)
  await flow('small', 'light', 320, 568)
  await flow('wide', 'light', 1280, 800)
}
await sideBySide(browser)
await browser.close()
await server.dispose()
