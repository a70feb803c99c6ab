/** The real path of a ring: Firefox subscribes at a push service on loopback, the server opens the ticket and pushes, the worker shows it. */
import { resolve } from 'node:path'
import { type Browser, firefox, type Page } from '@playwright/test'
import { pretendToSubscribe, setNotifications } from '../../harness/browsers/notifications.ts'
import { type PushServiceStandIn, startPushService } from '../../harness/networks/push-service.ts'
import { createTestServer, type TestServer } from '../../harness/networks/test-server.ts'
import { expect, openApp, type Person, pair, test } from '../../harness/people/person.ts'

let service: PushServiceStandIn
let ringing: TestServer
let fox: Browser
test.beforeAll(async () => {
  service = await startPushService()
  ringing = await createTestServer({
    PUSH_CONTACT: 'mailto:ops@example.org',
    PUSH_HOSTS: service.origin,
    NODE_EXTRA_CA_CERTS: service.certificate,
  })
  await ringing.start()
  fox = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: resolve('tests/harness/browsers/firefox-shim.mjs'),
    firefoxUserPrefs: {
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'dom.push.serverURL': service.socketUrl,
      'dom.push.testing.allowInsecureServerURL': true,
      'dom.push.connection.enabled': true,
      'alerts.useSystemBackend': false,
    },
  })
})
test.afterAll(async () => {
  await fox.close()
  await ringing.dispose()
  service.stop()
})

async function turnOn(page: Person): Promise<void> {
  await page.getByRole('button', { name: 'Session options' }).click()
  await page.getByRole('menuitem', { name: 'Ring this phone' }).click()
  const sheet = page.getByRole('dialog', { name: 'Ring each other' })
  await sheet.getByRole('button', { name: 'Turn on' }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText('This phone can ring now.')).toBeVisible()
}

/** Whether this phone's disk is full: nothing more is stored. */
const setFull = (page: Page, full: boolean): Promise<void> =>
  page.evaluate((isFull) => {
    const store = IDBObjectStore.prototype as IDBObjectStore & { works?: IDBObjectStore['put'] }
    store.works ??= store.put
    store.put = isFull
      ? () => {
          throw new DOMException('no room', 'QuotaExceededError')
        }
      : store.works
  }, full)

const scopesOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations())
      .map(({ scope }) => new URL(scope).pathname)
      .filter((path) => path.startsWith('/nudge/')),
  )
const shownIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const all = await navigator.serviceWorker.getRegistrations()
    const shown = await Promise.all(all.map((registration) => registration.getNotifications()))
    return shown.flat().map(({ title, body }) => `${title}: ${body}`)
  })

test('two sessions have two endpoints; a closed app is rung once, and what became of each press is said; a subscription that ended takes no rings; a host that closed the app learns that its code was accepted', async ({
  browser,
}) => {
  const context = await fox.newContext({ permissions: ['notifications'], serviceWorkers: 'allow' })
  const anna = await openApp(context, ringing.url)
  const other = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const ben = await openApp(other, ringing.url)
  await setNotifications(ben, 'granted')
  await pair(anna, ben, { name: 'First' })
  await turnOn(anna)
  const [first] = await scopesOf(anna)
  await anna.getByRole('button', { name: 'Back' }).click()
  await ben.getByRole('button', { name: 'Back' }).click()
  await pair(anna, ben, { name: 'Second' })
  await turnOn(anna)
  expect(await scopesOf(anna)).toHaveLength(2)
  expect(new Set(service.made()).size).toBe(2)
  // What could not be stored stays as it is, and the switch shows that; also the second time.
  await anna.getByRole('button', { name: 'Details' }).click()
  const own = anna.getByRole('switch', { name: 'Ring this phone' })
  await setFull(anna, true)
  for (let times = 0; times < 2; times += 1) {
    await own.click()
    await expect(own).toBeChecked()
  }
  await expect(anna.getByText('could not store').first()).toBeVisible()
  await setFull(anna, false)
  await anna.keyboard.press('Escape')
  await expect(own).toBeHidden()

  // Another page of this origin, without the app.
  const bare = await context.newPage()
  await bare.goto(`${ringing.url}/version.json`)
  await anna.close()
  await expect(ben.chat.status()).toHaveAttribute('data-state', 'away')
  const ring = ben.getByRole('button', { name: 'Ring', exact: true })
  // What is said there later is heard only where it is already there, and empty.
  const told = ben.locator('.ring').getByRole('status')
  await expect(told).toHaveText('')
  await ring.click()
  await expect(told).toHaveText('Rang the other phone.')
  expect(service.answers()).toEqual([201])
  await expect.poll(() => shownIn(bare)).toEqual(['Inviso: Someone is waiting for you.'])
  await ring.click()
  await expect(told).toHaveText(/^It can ring again at /)
  // What he writes now waits, and rings nobody by itself so soon; he turns ringing on too, and goes on writing.
  await ben.say('Are you there?')
  const offer = ben.getByRole('button', { name: 'Ring each other when one is away?' })
  await offer.click()
  const asked = ben.getByRole('dialog', { name: 'Ring each other' })
  await pretendToSubscribe(ben)
  await asked.getByRole('button', { name: 'Turn on' }).click()
  await expect(asked).toBeHidden()
  await expect(offer).toBeHidden()
  await expect(ben.getByRole('textbox', { name: 'Message' })).toBeFocused()
  // Each time a minute later, by his clock.
  let minutes = 0
  const later = () => {
    minutes += 1
    return ben.clock.setSystemTime(Date.now() + minutes * 61_000)
  }
  await later()
  await ring.click()
  await expect(ben.chat.lastMark()).toContainText('Waiting · rang ')
  await expect.poll(() => shownIn(bare)).toEqual(['Inviso: Someone is waiting for you.'])
  await later()
  await ben.route('**/api/nudges', (route) => route.abort())
  await ring.click()
  await expect(told).toHaveText('The server cannot be reached, so nothing rang.')
  await later()
  await ben.unroute('**/api/nudges')
  await ben.route('**/api/nudges', (route) => route.fulfill({ json: { outcome: 'refused' } }))
  await ring.click()
  await expect(told).toHaveText('This server cannot ring the other phone.')
  await ben.unroute('**/api/nudges')
  expect(service.answers()).toEqual([201, 201])

  await bare.evaluate(async (scope) => {
    const registration = await navigator.serviceWorker.getRegistration(scope)
    await registration?.unregister()
  }, first)
  await expect.poll(() => service.living().length).toBe(1)
  await ben.getByRole('button', { name: 'Back' }).click()
  await ben.getByRole('listitem').last().getByRole('button').first().click()
  await expect(ben.chat.status()).toHaveAttribute('data-state', 'away')
  await ring.click()
  await expect(ben.getByText('The other phone takes no rings now.')).toBeVisible()
  await expect(ring).toBeHidden()
  await expect(told).toBeFocused()

  // The app finds the loss when it is opened, and the list mends it by one tap.
  await ben.goto('about:blank')
  let again = await openApp(context, ringing.url)
  await expect(again.getByText('This phone stopped ringing.')).toBeVisible()
  await expect.poll(() => shownIn(bare)).toEqual([])
  await again.getByRole('button', { name: 'Turn on again' }).click()
  await expect.poll(() => service.living().length).toBe(2)
  await expect(again.getByText('This phone stopped ringing.')).toBeHidden()
  await expect(again.getByRole('heading', { name: 'Sessions' })).toBeFocused()

  // A host turns ringing on while the code waits, and closes the app.
  const code = await again.invite()
  const switched = (pressed: boolean) => again.getByRole('button', { name: 'Ring this phone', pressed })
  await switched(false).click()
  const sheet = again.getByRole('dialog', { name: 'Ring each other' })
  await sheet.getByRole('button', { name: 'Turn on' }).click()
  await expect(again.getByText('This phone rings when your code is accepted.')).toBeVisible()
  await expect(switched(true)).toBeVisible()
  await again.close()
  await ben.goto(ringing.url)
  await ben.join(code)
  await expect.poll(() => shownIn(bare)).toContain('Inviso: Your code was accepted.')
  again = await openApp(context, ringing.url)

  await again.openSettings()
  await again.getByRole('button', { name: 'Notifications' }).click()
  await again.getByRole('switch', { name: 'Second' }).click()
  await expect.poll(() => service.living().length).toBe(2)
  expect(await scopesOf(again)).toContain(first)
  await again.getByRole('button', { name: 'Back' }).click()
  await again.getByRole('button', { name: 'Erase all data' }).click()
  const question = again.getByRole('alertdialog', { name: 'Erase all data?' })
  await question.getByRole('textbox').fill('Erase')
  await question.getByRole('button', { name: 'Erase' }).click()
  await expect(again.getByTestId('audit-total')).toHaveText('0')
  await expect.poll(() => service.living()).toEqual([])
  await context.close()
  await other.close()
})
