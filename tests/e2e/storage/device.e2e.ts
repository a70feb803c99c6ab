/** The device: what is stored, covered and erased, and how the app opens offline. */

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchPhone } from '../../harness/browsers/background.ts'
import { createDesktop } from '../../harness/browsers/desktop-notifications.ts'
import { setNotifications } from '../../harness/browsers/notifications.ts'
import { createTestServer, freePort } from '../../harness/networks/test-server.ts'
import { connected, expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'

/** Everything stored for this origin, as listed by the browser, so that a new kind of store is found too. */
const kept = (page: Person) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const records: string[] = []
    for (const { name = '' } of databases) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name)
        open.onsuccess = () => resolve(open.result)
        open.onerror = () => reject(open.error)
      })
      for (const store of db.objectStoreNames) {
        const keys = await new Promise<IDBValidKey[]>((resolve) => {
          const asked = db.transaction(store).objectStore(store).getAllKeys()
          asked.onsuccess = () => resolve(asked.result)
        })
        records.push(...keys.map((key) => `${name}/${store}/${String(key)}`))
      }
      db.close()
    }
    const root = await navigator.storage.getDirectory()
    const files: string[] = []
    for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys()) files.push(name)
    return {
      records,
      files,
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      local: Object.keys(localStorage).concat(Object.keys(sessionStorage)),
      cookies: document.cookie,
    }
  })

const ready = (page: Person) =>
  page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state))

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('Erase all data purges the server, then empties every store of the browser', async ({ person }) => {
    const [anna, ben] = [await person(), await person()]
    await pair(anna, ben)
    await expect.poll(() => ready(anna)).toBe('activated')
    const before = await kept(anna)
    expect(before.records).toContain('inviso/records/vault.v1')
    expect(before.caches.length).toBeGreaterThan(0)
    await anna.getByRole('button', { name: 'Back' }).click()
    await anna.getByRole('button', { name: 'Settings' }).click()
    await anna.getByRole('button', { name: 'Erase all data' }).click()
    const question = anna.getByRole('alertdialog', { name: 'Erase all data?' })
    await expect(question.getByRole('button', { name: 'Erase' })).toBeDisabled()
    await question.getByRole('textbox').fill('Erase')
    await question.getByRole('button', { name: 'Erase' }).click()
    await expect(anna.getByText('Everything is erased.')).toBeVisible()
    await expect(anna.getByTestId('audit-total')).toHaveText('0')
    expect(await kept(anna)).toEqual({
      records: [],
      files: [],
      caches: [],
      workers: 0,
      local: [],
      cookies: '',
    })
    // She had left the session; the server's deletion alone does not close it for the peer.
    await expect(ben.getByText('The server no longer knows this session')).toBeVisible()
    await anna.reload()
    await expect(anna.getByText('Start a session and read')).toBeVisible()
  })
})

test('messages are stored nowhere', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.say('nowhere-to-be-found')
  await expect(ben.chat.messages()).toHaveCount(1)
  const around = await ben.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state]),
  )
  const dump = `${JSON.stringify(await ben.stored.sessions())} ${JSON.stringify(await ben.stored.dump())} ${around}`
  expect(dump).toContain('deviceId')
  expect(dump).not.toContain('nowhere-to-be-found')
})

test('without IndexedDB people can still chat, and are told that nothing is stored', async ({
  browser,
  server,
  person,
}) => {
  const ben = await person()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined })
  })
  const anna = await openApp(context, server.url)
  await expect(anna.getByText('This browser keeps nothing')).toBeVisible()
  await pair(anna, ben)
  await anna.say('still works')
  await expect(ben.chat.messages()).toHaveText(['still works'])
  await context.close()
})

test('damaged sessions are set aside and the app opens', async ({ person }) => {
  const anna = await person()
  await anna.invite()
  const before = Object.keys(await anna.stored.dump()).length
  await anna.stored.putSessions({ version: 2, sessions: [42, { id: '' }] })
  await anna.reload()
  await expect(anna.getByText('Start a session and read')).toBeVisible()
  expect(Object.keys(await anna.stored.dump()).length).toBe(before + 1)
})

test('a record altered on disk is set aside unchanged, and the app opens', async ({ person }) => {
  const anna = await person()
  await anna.invite()
  const dump = await anna.stored.dump()
  const changed = Object.entries(dump).map(([name, value]) => {
    const { bytes } = value as { bytes?: string }
    return [name, bytes === undefined ? value : { bytes: `AAAA${bytes.slice(4)}` }]
  })
  await anna.stored.restore(Object.fromEntries(changed))
  await anna.reload()
  await expect(anna.getByText('Start a session and read')).toBeVisible()
  expect(
    Object.keys(await anna.stored.dump()).filter((name) => name.endsWith('.damaged')).length,
  ).toBeGreaterThan(0)
})

test('a vault with an unreadable header says so and changes nothing', async ({ person }) => {
  const anna = await person()
  await anna.invite()
  const damaged = { ...(await anna.stored.dump()), 'vault.v1': { version: 9 } }
  await anna.stored.restore(damaged)
  await anna.reload()
  await expect(anna.getByRole('heading', { name: 'Locked' })).toBeVisible()
  await expect(anna.getByText('cannot be read any more')).toBeVisible()
  expect(await anna.stored.dump()).toEqual(damaged)
})

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('the app opens with its sessions without a server', async ({ browser }) => {
    const server = await createTestServer()
    await server.start()
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const anna = await openApp(context, server.url)
    await anna.invite({ name: 'Kept' })
    await expect.poll(() => ready(anna)).toBe('activated')
    await server.stop()
    await anna.goto(`${server.url}/some/place`)
    await expect(anna.getByRole('listitem')).toContainText('Kept')
    await context.close()
    await server.dispose()
  })
})

test('the cover appears in the same task in which the page is left, also over an open dialog', async ({
  person,
}) => {
  const anna = await person()
  const cover = anna.getByTestId('privacy-overlay')
  await expect(cover).toBeHidden()
  await anna.invite()
  for (const kind of ['blur', 'pagehide'] as const) {
    const seen = await anna.evaluate((type) => {
      window.dispatchEvent(new Event(type))
      const element = document.querySelector<HTMLElement>('[data-testid=privacy-overlay]')
      const behind = document.querySelector<HTMLElement>('[data-testid=join-code]')
      return {
        shown: element !== null && !element.hidden && getComputedStyle(element).opacity === '1',
        behind: behind ? getComputedStyle(behind).visibility : 'gone',
      }
    }, kind)
    expect(seen).toEqual({ shown: true, behind: 'hidden' })
    await expect(cover).toBeVisible()
    await anna.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expect(cover).toBeHidden()
  }
  // On a desktop another window in front changes nothing.
  await anna.setViewportSize({ width: 1280, height: 800 })
  await anna.evaluate(() => window.dispatchEvent(new Event('blur')))
  await expect(cover).toBeHidden()
  await expect(cover).toHaveText('Click to show')
  const hidden = await anna.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    return document.querySelector<HTMLElement>('[data-testid=privacy-overlay]')?.hidden
  })
  expect(hidden).toBe(false)
  await expect(anna).toHaveTitle('Inviso')
})

test('another server is probed first: an invalid one is refused with a reason, a valid one is used', async ({
  person,
  server,
}) => {
  const anna = await person()
  const other = await createTestServer()
  await other.start()
  await anna.getByRole('button', { name: 'Settings' }).click()
  await anna.getByRole('button', { name: 'Server', exact: true }).click()
  const field = anna.getByRole('textbox', { name: 'Server address' })
  const use = anna.getByRole('button', { name: 'Use this server' })
  for (const [address, why] of [
    ['not an address', 'not a server’s address'],
    [`localhost:${await freePort()}`, 'cannot be reached'],
  ] as const) {
    await field.fill(address)
    await use.click()
    await expect(anna.getByRole('alert').filter({ hasText: why })).toBeVisible()
    await expect(anna.getByText(server.url)).toBeVisible()
  }
  await field.fill(other.url)
  await use.click()
  await expect(anna.getByText('This server is in use now.')).toBeVisible()
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.getByRole('button', { name: 'Back' }).click()
  const code = await anna.invite()
  const context = await anna.context().browser()?.newContext()
  if (!context) throw new Error('no browser')
  const ben = await openApp(context, other.url)
  await ben.join(code)
  await connected(anna, ben)
  await context.close()
  await other.dispose()
})

test('Chromium finds the app installable; each push shows one notification, beside the open app and with broken data; a click on it brings the open app to the front, or opens its start', async ({
  server,
}) => {
  const desktop = await createDesktop()
  const phone = await launchPhone({ env: { DBUS_SESSION_BUS_ADDRESS: desktop.address } })
  const page = await phone.open(server.url)
  const context = page.context()
  await expect.poll(() => ready(page)).toBe('activated')
  const installing = await context.newCDPSession(page)
  expect((await installing.send('Page.getAppManifest')).errors).toEqual([])
  await expect
    .poll(async () => (await installing.send('Page.getInstallabilityErrors')).installabilityErrors)
    .toEqual([])
  await context.grantPermissions(['notifications'])
  const scope = '/nudge/0123456789abcdefghijkl/'
  // A page of this origin without the app. Only the app's own code may register a worker, so the policy is off here.
  const bare = await context.newPage()
  await (await context.newCDPSession(bare)).send('Page.setBypassCSP', { enabled: true })
  await bare.goto(`${server.url}/version.json`)
  await bare.evaluate(async (under) => {
    const made = await navigator.serviceWorker.register('/nudge.js', { scope: under })
    const worker = made.installing ?? made.waiting ?? made.active
    // A push to a worker that is still activating is lost without a word.
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (worker?.state === 'activated') resolve()
      }
      worker?.addEventListener('statechange', look)
      look()
    })
  }, scope)
  await bare.close()
  // A page of nobody, which outlives the app.
  const cdp = await context.newCDPSession(await context.newPage())
  const registration = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL.endsWith(scope))
      if (found) resolve(found.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  const registrationId = await registration
  const deliver = (data: string) =>
    cdp.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data })
  const says = (body: string): string =>
    JSON.stringify({ web_push: 8030, notification: { title: 'Inviso', body } })
  /** What is on screen, without the first line of a body, in which Chromium says whose it is. */
  const shown = () =>
    desktop
      .shown()
      .map(({ title, body }) => [title, ...body.split('\n').filter((line, at) => at > 0 && line)].join(': '))
  await phone.show()
  // Chromium drops a push without a word while it still stores the new registration.
  await expect(async () => {
    await deliver(says('Your code was accepted.'))
    await expect.poll(shown, { timeout: 3_000 }).toEqual(['Inviso: Your code was accepted.'])
  }).toPass({ timeout: 30_000 })
  await deliver(says('Someone is waiting for you.'))
  await expect.poll(shown).toEqual(['Inviso: Someone is waiting for you.'])
  const visibility = () => page.evaluate(() => document.visibilityState)
  await phone.hide()
  await expect.poll(visibility).toBe('hidden')
  desktop.click()
  await expect.poll(visibility).toBe('visible')
  await expect.poll(shown).toEqual([])

  await page.close()
  await deliver('{broken')
  await expect.poll(shown).toEqual(['Inviso'])
  const opening = context.waitForEvent('page')
  desktop.click()
  const opened = await opening
  await expect(opened.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  expect(opened.url()).toBe(`${server.url}/`)
  await expect.poll(shown).toEqual([])
  await phone.dispose()
  desktop.close()
})

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('an update is offered, not forced, and is applied even when controllerchange never fires', {
    tag: '@ios',
  }, async ({ browser }) => {
    const dist = temporaryFolder('update')
    cpSync('dist', dist, { recursive: true })
    const server = await createTestServer({ DIST_PATH: dist })
    await server.start()
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await context.addInitScript(() => {
      const container = navigator.serviceWorker
      const listen = container.addEventListener.bind(container)
      container.addEventListener = (type: string, ...rest: unknown[]) => {
        if (type !== 'controllerchange') Reflect.apply(listen, container, [type, ...rest])
      }
    })
    const page = await openApp(context, server.url)
    await expect.poll(() => ready(page)).toBe('activated')
    // The next build has another id and another worker.
    const next = '0123456789ab'
    const built = JSON.parse(readFileSync(join(dist, 'version.json'), 'utf8')) as { build: string }
    await server.stop()
    for (const encoding of ['.br', '.gz'])
      for (const file of ['sw.js', 'index.html']) rmSync(join(dist, file + encoding), { force: true })
    writeFileSync(join(dist, 'version.json'), JSON.stringify({ name: 'inviso', build: next }))
    const html = readFileSync(join(dist, 'index.html'), 'utf8').replace('<body>', '<body data-build="next">')
    writeFileSync(join(dist, 'index.html'), html)
    const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
    const entry = /"revision":"[0-9a-f]+","url":"index\.html"/
    expect(worker).toMatch(entry)
    writeFileSync(join(dist, 'sw.js'), worker.replace(entry, `"revision":"${next}","url":"index.html"`))
    await server.start()
    await page.reload()
    await expect(page.getByText('A new version is ready.')).toBeVisible()
    await expect(page.locator('body')).not.toHaveAttribute('data-build', 'next')
    // The hand-over takes seconds, and the banner says so until the page goes; what it said last is asked of the page that comes after it.
    await page.locator('.banner').evaluate((banner) => {
      new MutationObserver(() => {
        sessionStorage.setItem('said', banner.textContent ?? '')
      }).observe(banner, { childList: true, characterData: true, subtree: true })
    })
    await page.getByRole('button', { name: 'Update' }).click()
    await expect(page.locator('body')).toHaveAttribute('data-build', 'next')
    expect(await page.evaluate(() => sessionStorage.getItem('said'))).toBe('Updating…')
    expect(built.build).not.toBe(next)
    await context.close()
    await server.dispose()
    rmSync(dist, { recursive: true, force: true })
  })
})

test('a frozen page is covered, and reconnects by itself with the messages sent meanwhile; until then the other person is offered to ring', async ({
  person,
  server,
}) => {
  const ben = await person()
  const phone = await launchPhone()
  const anna = await phone.open(server.url)
  await setNotifications(ben, 'granted')
  await pair(anna, ben)
  const cover = anna.getByTestId('privacy-overlay')
  await phone.hide()
  await expect(cover).toBeVisible()
  await phone.freeze()
  await ben.say('are you asleep?')
  await new Promise((resolve) => setTimeout(resolve, 12_000))
  // The first message that does not arrive makes the offer; this server rings nobody.
  const offer = ben.getByRole('button', { name: 'Ring each other when one is away?' })
  await offer.click()
  const sheet = ben.getByRole('dialog', { name: 'Ring each other' })
  await sheet.getByRole('button', { name: 'Turn on' }).click()
  await expect(sheet.getByRole('alert')).toHaveText('This server does not ring.')
  await ben.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(offer).toBeFocused()
  // Not now: it goes, and leaves the focus where he writes.
  await offer.click()
  await sheet.getByRole('button', { name: 'Not now' }).click()
  await expect(sheet).toBeHidden()
  await expect(offer).toBeHidden()
  await expect(ben.getByRole('textbox', { name: 'Message' })).toBeFocused()
  await phone.show()
  await expect(cover).toBeHidden()
  await connected(anna, ben)
  await expect(anna.chat.messages()).toHaveText(['are you asleep?'])
  await anna.say('no longer')
  await expect(ben.chat.messages().last()).toHaveText('no longer')
  await phone.dispose()
})
