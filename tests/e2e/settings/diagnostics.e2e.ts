/** Diagnostics: the checks are right in a real browser, and the log and the report identify nobody. */
import { createTestServer, freePort } from '../../harness/networks/test-server.ts'
import { startTurn } from '../../harness/networks/turn-server.ts'
import { connected, expect, isAwkward, openApp, type Person, test } from '../../harness/people/person.ts'
import { findAxeFaults } from '../../harness/pictures/axe.ts'
import { COLOUR_RULES, PHONE, SMALL_PHONE } from '../../harness/pictures/screen-questions.ts'

/** The service worker is on, as on every phone. */
test.use({ serviceWorkers: 'allow' })

const openDiagnostics = async (page: Person) => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Diagnostics', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run the checks' })).toBeVisible()
}
const runChecks = async (page: Person) => {
  await page.getByRole('button', { name: 'Run the checks' }).click()
  await expect(page.getByText(/^All checks are done/)).toBeVisible({ timeout: 40_000 })
}
const row = (page: Person, name: string) =>
  page.getByRole('list', { name: 'Checks' }).getByRole('listitem').filter({ hasText: name })
const log = (page: Person) => page.getByRole('list', { name: 'Log', exact: true }).getByRole('listitem')
const copyReport = async (page: Person): Promise<string> => {
  await page.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', {
      value: async (text: string) => Object.assign(globalThis, { lastCopied: text }),
      configurable: true,
    })
  })
  await page.getByRole('button', { name: 'Copy report' }).click()
  return page.evaluate(() => (globalThis as unknown as { lastCopied: string }).lastCopied)
}

test('in a browser where everything works, every check passes', async ({ person }) => {
  test.skip(isAwkward(), 'the shim is an installed app with parts missing')
  const page = await person()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  await page.reload()
  await openDiagnostics(page)
  await expect(row(page, 'WebRTC')).toContainText('Not checked')
  await runChecks(page)
  for (const name of [
    'WebRTC',
    'The server answers',
    'WebSocket',
    'Sessions are kept',
    'File store',
    'without a network',
    'Lockdown Mode',
  ])
    await expect(row(page, name)).toContainText('Works')
  // Three sealed chunks went through a worker into a file and came back.
  await expect(row(page, 'File store')).toContainText(/own file system \(OPFS\)\. [\d.]+ [GM]B free\./)
  await expect(row(page, 'TURN, a relay')).toContainText('The server says so only with a connection')
  await expect(row(page, 'Installed')).toContainText('This is a browser tab')
  await expect(page.getByRole('button', { name: 'Run the checks again' })).toBeVisible()
})

test('without WebRTC, WebAssembly and caches each is named, and checks that need them fail', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext()
  await context.addInitScript(() => {
    for (const name of ['RTCPeerConnection', 'WebAssembly', 'caches', 'PushManager'])
      Reflect.deleteProperty(globalThis, name)
    Reflect.deleteProperty(Window.prototype, 'caches')
  })
  const page = await openApp(context, server.url)
  await openDiagnostics(page)
  await runChecks(page)
  await expect(row(page, 'WebRTC, for')).toContainText('Does not work')
  await expect(row(page, 'Lockdown Mode turns')).toContainText('Does not work')
  await expect(row(page, 'Lockdown Mode turns')).toContainText('Missing: WebRTC, caches, WebAssembly, push.')
  await expect(row(page, 'WebSocket')).toContainText('Works')
  await expect(row(page, 'Sessions are kept')).toContainText('Works')
  const report = await copyReport(page)
  expect(report).toContain('RTCPeerConnection: no')
  expect(report).toContain('indexedDB: yes')
  await context.close()
})

test('an unreachable server is reported, and the checks of this device still pass', async ({ browser }) => {
  const server = await createTestServer()
  await server.start()
  const page = await openApp(await browser.newContext(), server.url)
  await openDiagnostics(page)
  await server.stop()
  await runChecks(page)
  await expect(row(page, 'The server answers')).toContainText('Does not work')
  await expect(row(page, 'WebSocket')).toContainText('Does not work')
  await expect(row(page, 'WebRTC')).toContainText('Works')
  await expect(row(page, 'Sessions are kept')).toContainText('Works')
  await page.context().close()
  await server.dispose()
})

test('a working relay passes, a dead one fails, and a server without one is reported as such', async ({
  browser,
}) => {
  test.slow()
  const turn = await startTurn()
  const dead = { ...turn.env('udp'), TURN_URLS: `turn:127.0.0.1:${await freePort()}?transport=udp` }
  for (const [env, said] of [
    [turn.env('udp'), 'Works'],
    [dead, 'Does not work'],
    [{}, 'The server offers none'],
  ] as const) {
    const server = await createTestServer(env)
    await server.start()
    const [anna, ben] = [
      await openApp(await browser.newContext(), server.url),
      await openApp(await browser.newContext(), server.url),
    ]
    await ben.join(await anna.invite())
    await connected(anna, ben)
    await anna.getByRole('button', { name: 'Back' }).click()
    await openDiagnostics(anna)
    await runChecks(anna)
    await expect(row(anna, 'TURN, a relay')).toContainText(said)
    for (const page of [anna, ben]) await page.context().close()
    await server.dispose()
  }
  await turn.stop()
})

test('the log records the page and the links, can be filtered and cleared, and identifies nobody', async ({
  person,
}) => {
  test.skip(isAwkward(), 'the shim is an installed app')
  test.slow()
  const [anna, ben] = [await person(), await person()]
  const code = await anna.invite({ name: 'Benedict Secret' })
  await ben.join(code)
  await connected(anna, ben)
  await anna.getByRole('button', { name: 'Back' }).click()
  await openDiagnostics(anna)
  await anna.evaluate(() => {
    window.dispatchEvent(new Event('offline'))
    window.dispatchEvent(new Event('online'))
  })
  await expect(log(anna).filter({ hasText: 'page.offline' })).toHaveCount(1)
  await expect(log(anna).filter({ hasText: 'page.offline' })).toHaveText(/^\d\d:\d\d:\d\d/)
  await expect(log(anna).filter({ hasText: 'channel.open' })).toHaveCount(1)
  await anna.getByRole('textbox', { name: 'Filter' }).fill('channel')
  await expect(log(anna).filter({ hasText: 'page.' })).toHaveCount(0)
  await expect(log(anna).filter({ hasText: 'channel.open' })).toHaveCount(1)
  const level = anna.getByRole('radiogroup', { name: 'Show' })
  await level.getByRole('radio', { name: 'Errors' }).check()
  await expect(anna.getByText('Nothing in the log fits.')).toBeVisible()
  await level.getByRole('radio', { name: 'All' }).check()
  await anna.getByRole('textbox', { name: 'Filter' }).fill('link.statistics')
  await expect(log(anna)).toHaveCount(0)
  await anna.getByRole('switch', { name: 'Verbose connection statistics' }).check()
  await expect(log(anna).first()).toContainText(/state=connected path=direct .*sent=\d+ received=\d+/)
  await expect(log(anna)).toHaveCount(2, { timeout: 9_000 })

  const report = await copyReport(anna)
  const secrets = [...JSON.stringify(await anna.stored.sessions()).matchAll(/"([\w+/=:.-]{10,})"/g)].map(
    ([, text = '']) => text,
  )
  // The ids and keys of the session, and the address of its server.
  expect(secrets.length).toBeGreaterThan(5)
  for (const secret of [code, 'Benedict', 'Secret', '127.0.0.1', 'localhost', 'candidate:', ...secrets])
    expect(report).not.toContain(secret)
  // No id, code or address, also not in forms that the list above lacks.
  expect(report).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|\b\d{6}\b|\d+\.\d+\.\d+\.\d+|[\w-]{43}/)
  for (const said of [/^Inviso build \w+$/m, /^browser: Chrome \d+$/m, /^standalone: no$/m, /^safe_top: 0$/m])
    expect(report).toMatch(said)
  expect(report).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ debug link\.statistics /m)

  await anna.getByRole('button', { name: 'Clear log' }).click()
  await anna.getByRole('textbox', { name: 'Filter' }).fill('')
  await expect(log(anna).filter({ hasText: 'channel.open' })).toHaveCount(0)
  // The choice is not stored.
  await anna.reload()
  await openDiagnostics(anna)
  await expect(anna.getByRole('switch', { name: 'Verbose connection statistics' })).not.toBeChecked()
})

/** Two phones in light mode and one in dark mode, which differs only in colours. */
const LOOKS = [
  [PHONE, 'light', null],
  [SMALL_PHONE, 'light', null],
  [PHONE, 'dark', COLOUR_RULES],
] as const

test('axe finds nothing in Diagnostics on two phones, in light and dark mode, and with lost storage', async ({
  browser,
  server,
}) => {
  const page = await openApp(await browser.newContext({ viewport: PHONE }), server.url)
  await openDiagnostics(page)
  const look = async (name: string) => {
    for (const [size, colorScheme, rules] of LOOKS) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      const where = `${name} at ${size.width} in ${colorScheme}`
      expect(await findAxeFaults(page, rules), where).toEqual([])
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('.diagnostics *')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map(({ className }) => className),
      )
      expect(wide, where).toEqual([])
    }
  }
  await look('before')
  await runChecks(page)
  await look('after')
  for (const summary of await page.locator('summary').all()) {
    await summary.click()
    await summary.evaluate((element) => element.scrollIntoView({ block: 'start' }))
  }
  await page
    .locator('summary')
    .first()
    .evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await expect(page.getByText('Your friend has to enter the six digits')).toBeVisible()
  await look('troubles')
  await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await page.getByRole('textbox', { name: 'Filter' }).evaluate((element) => element.scrollIntoView())
  await look('log')
  await page.getByRole('button', { name: 'Copy report' }).evaluate((element) => element.scrollIntoView())
  await look('report')
  for (const button of await page.locator('.diagnostics button, .diagnostics summary').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
    }
  })
  await page.getByRole('button', { name: 'Run the checks' }).click()
  await expect(page.getByRole('alertdialog', { name: 'This browser lost its storage' })).toBeVisible()
  await look('lost')
  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(row(page, 'Sessions are kept')).toContainText('Does not work')
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.evaluate(async () => {
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
  })
  await page.goto(server.url)
  await expect(page.getByRole('link', { name: 'Reload' })).toBeVisible({ timeout: 12_000 })
  await page.context().close()
})
