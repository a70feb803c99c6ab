/** Invalid codes, uninvited people, and invite links. */
import { connected, expect, openApp, pair, test } from '../../harness/people/person.ts'

const alertText = (text: string) => ({ hasText: text })

test('a wrong code says so at once and keeps the typed digits', async ({ person }) => {
  const ben = await person()
  await ben.join('000001')
  await expect(ben.getByRole('alert').filter(alertText('wrong or has expired'))).toBeVisible()
  await expect(ben.getByRole('textbox', { name: 'Join code' })).toHaveValue('000 001')
})

test('an expired code says so', async ({ person, server }) => {
  const planted = { joinid: '314159', client1: 'PLANTED-HOST', expiresInSeconds: 1 }
  await fetch(`${server.url}/api/rooms`, { method: 'POST', body: JSON.stringify(planted) })
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  const ben = await person()
  await ben.join('314159')
  await expect(ben.getByRole('alert').filter(alertText('wrong or has expired'))).toBeVisible()
})

test('a third person with a used code is told so, and the session is not disturbed', async ({ person }) => {
  const [anna, ben, eve] = [await person(), await person(), await person()]
  const code = await anna.invite()
  await ben.join(code)
  await connected(anna, ben)
  await eve.join(code)
  await expect(eve.getByRole('alert').filter(alertText('already used'))).toBeVisible()
  await connected(anna, ben)
})

test('one’s own code is recognised', async ({ person }) => {
  const anna = await person()
  const code = await anna.invite()
  await anna.getByRole('button', { name: 'Done' }).click()
  await anna.join(code)
  await expect(anna.getByRole('alert').filter(alertText('your own code'))).toBeVisible()
})

test('too few digits are named when Join is pressed', async ({ person }) => {
  const ben = await person()
  await ben.join('123')
  await ben.getByRole('dialog').getByRole('button', { name: 'Join' }).click()
  await expect(ben.getByRole('alert').filter(alertText('six digits'))).toBeVisible()
})

test('an invite link opens Join with the code, joins, and leaves no code in the address', {
  tag: '@ios',
}, async ({ person, server, browser }) => {
  const anna = await person()
  const code = await anna.invite()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const ben = await context.newPage()
  await ben.goto(`${server.url}/#j=${code}`)
  await connected(anna, ben)
  expect(ben.url()).not.toContain(code)
  // A newcomer gets an explanation of the app.
  await expect(ben.getByText('You need no account')).toBeVisible()
  await context.close()
})

test('a link opened while Inviso is open shows Join over the current chat, and Back returns to it', async ({
  person,
  server,
}) => {
  const [anna, ben] = [await person(), await person()]
  await pair(anna, ben)
  await anna.getByRole('button', { name: 'Back' }).click()
  await anna.invite({ name: 'Second' })
  const link = await anna.inviteLink()
  const same = await ben.watchLoad()
  const first = (await ben.getByRole('heading', { level: 1 }).last().textContent()) ?? ''
  await ben.evaluate((address) => {
    location.href = address
  }, link)
  await connected(anna, ben)
  await expect(ben.getByText('Verified', { exact: true })).toBeVisible()
  expect(await same()).toBe(true)
  expect(ben.url()).toBe(`${server.url}/`)
  await ben.goBack()
  // The first chat is under the second one.
  await expect(ben.getByRole('heading', { name: first, exact: true })).toBeVisible()
  await ben.goBack()
  await expect(ben.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  // A truncated link: the person is told before the invite is used up.
  await ben.evaluate((address) => {
    location.href = address.slice(0, -1)
  }, link)
  await expect(ben.getByRole('alert').filter(alertText('was lost on the way'))).toBeVisible()
  await expect(ben.getByRole('textbox', { name: 'Join code' })).toHaveValue(/^\d{3} \d{3}$/)
  await expect(ben.getByText('Asking the server')).toHaveCount(0)
})

test('in a Safari tab the link does not use up the invite, and can be continued; ringing needs the installed app there, and leads to it', async ({
  person,
  server,
  browser,
}) => {
  const anna = await person()
  const code = await anna.invite()
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.4 Mobile/15E148 Safari/604.1',
  })
  const ben = await context.newPage()
  await ben.goto(`${server.url}/#j=${code}`)
  await expect(ben.getByRole('heading', { name: 'You are invited' })).toBeVisible()
  await expect(ben.getByRole('button', { name: 'Copy invite' })).toBeVisible()
  await expect(anna.getByTestId('join-code')).toBeVisible()
  // There are no notifications in a tab on an iPhone, and who wants to ring is told where there are.
  await ben.evaluate(() => Reflect.deleteProperty(globalThis, 'Notification'))
  await ben.getByRole('button', { name: 'Continue here' }).click()
  await connected(anna, ben)
  await ben.getByRole('button', { name: 'Session options' }).click()
  await ben.getByRole('menuitem', { name: 'Ring this phone' }).click()
  const sheet = ben.getByRole('dialog', { name: 'Ring each other' })
  await sheet.getByRole('button', { name: 'Turn on' }).click()
  await expect(sheet.getByRole('alert')).toHaveText(
    'Ringing works in the installed app. Add Inviso to the Home Screen.',
  )
  await sheet.getByRole('button', { name: 'Install Inviso' }).click()
  await expect(ben.getByRole('heading', { name: 'Install Inviso' })).toBeVisible()
  await context.close()
})

test('while the server is away Join says so and keeps the typed digits, and works once it is back', async ({
  newcomer,
  person,
  server,
}) => {
  const [anna, ben] = [await person(), await newcomer()]
  const code = await anna.invite()
  await server.stop()
  await ben.join(code)
  await expect(ben.getByRole('alert').filter(alertText('cannot be reached'))).toBeVisible()
  await expect(ben.getByRole('textbox', { name: 'Join code' })).not.toHaveValue('')
  await server.start()
  await ben.getByRole('dialog').getByRole('button', { name: 'Join' }).click()
  await connected(anna, ben)
})

test('a pending invite survives a reload of its host', async ({ person }) => {
  const [anna, ben] = [await person(), await person()]
  const code = await anna.invite({ name: 'Later' })
  await anna.reload()
  await expect(anna.getByRole('listitem')).toContainText('Waiting')
  await anna.getByRole('listitem').getByRole('button').first().click()
  await expect(anna.getByTestId('join-code')).toHaveText(`${code.slice(0, 3)} ${code.slice(3)}`)
  await ben.join(code)
  await connected(anna, ben)
})

test('a code becomes Expired when the server says so', async ({ person }) => {
  const anna = await person()
  await anna.route('**/api/rooms', async (route) => {
    const body = { ...route.request().postDataJSON(), expiresInSeconds: 1 }
    await route.continue({ postData: JSON.stringify(body) })
  })
  await anna.invite()
  await anna.getByRole('button', { name: 'Done' }).click()
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await anna.reload()
  await expect(anna.getByRole('listitem')).toContainText('Expired')
  // A new code takes its place: the same session, with its name and its choices.
  await anna.unrouteAll()
  await anna.enter()
  const dialog = anna.getByRole('dialog', { name: 'New session' })
  await expect(dialog.getByRole('heading', { name: 'This code has run out' })).toBeVisible()
  await dialog.getByRole('button', { name: 'New code' }).click()
  const code = anna.getByTestId('join-code')
  await expect(code).toHaveText(/^\d{3} \d{3}$/)
  await expect(anna.getByRole('listitem')).toHaveCount(1)
  const ben = await person()
  await ben.join(((await code.textContent()) ?? '').replace(' ', ''))
  await connected(anna, ben)
  await expect(anna.getByRole('heading', { name: 'Anna' })).toBeVisible()
})

test('the app icon’s shortcuts open their screens', async ({ browser, server }) => {
  for (const [fragment, name] of [
    ['#new', 'New session'],
    ['#join', 'Join'],
  ] as const) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${server.url}/${fragment}`)
    await expect(page.getByRole('dialog', { name })).toBeVisible()
    await context.close()
  }
})

test('a second tab says that Inviso is open elsewhere, and can take over', async ({ person, server }) => {
  const anna = await person()
  await anna.invite({ name: 'Only one' })
  const second = await anna.context().newPage()
  await second.goto(server.url)
  await expect(second.getByRole('heading', { name: 'Inviso is open in another tab' })).toBeVisible()
  await second.getByRole('button', { name: 'Use here' }).click()
  await expect(second.getByRole('listitem')).toContainText('Only one')
  await expect(anna.getByRole('heading', { name: 'Inviso is open in another tab' })).toBeVisible()
})

test('a page without WebRTC says so and what to do', async ({ person, server, browser }) => {
  const anna = await person()
  const code = await anna.invite()
  const context = await browser.newContext()
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'RTCPeerConnection')
  })
  const ben = await openApp(context, server.url)
  await ben.join(code)
  await expect(ben.chat.status()).toHaveText('Offline')
  await expect(ben.getByText('This browser has no WebRTC')).toBeVisible()
  await context.close()
})

test('the confirmation of a copy appears on the open sheet', async ({ person }) => {
  const anna = await person()
  await anna.invite()
  await anna.evaluate(() =>
    Object.defineProperty(navigator.clipboard, 'writeText', { value: async () => {}, configurable: true }),
  )
  await anna.getByRole('button', { name: 'Copy link' }).click()
  const said = anna.getByRole('dialog', { name: 'New session' }).getByText('Copied')
  await expect(said).toBeVisible()
  const [toast, copy] = [
    await said.boundingBox(),
    await anna.getByRole('button', { name: 'Copy link' }).boundingBox(),
  ]
  expect((toast?.y ?? 0) + (toast?.height ?? 0)).toBeLessThan(copy?.y ?? 0)
  await expect(said).toBeHidden()
  // It stays when the sheet closes.
  await anna.getByRole('button', { name: 'Copy link' }).click()
  await expect(said).toBeVisible()
  await anna.getByRole('button', { name: 'Done' }).click()
  await expect(anna.getByRole('dialog')).toHaveCount(0)
  await expect(anna.getByText('Copied')).toBeVisible()
  await expect(anna.getByText('Copied')).toHaveCount(0)
})
