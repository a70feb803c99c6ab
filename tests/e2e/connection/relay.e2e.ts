/** Sealed messages through the server: only after both people agreed, unreadable for the server, ended by either person. */
import { createTestServer } from '../../harness/networks/test-server.ts'
import { connected, expect, openApp, type Person, test } from '../../harness/people/person.ts'

/** The APIs that Lockdown Mode removes, as far as a test can remove them from Chromium. */
const LOCKDOWN = ['RTCPeerConnection', 'indexedDB', 'caches', 'WebAssembly', 'PushManager', 'GPU']
const without = (names: readonly string[]) => `
  for (const name of ${JSON.stringify(names)}) delete globalThis[name]
  for (const name of ['serviceWorker', 'locks', 'gpu']) {
    if (${names.length > 1}) delete Navigator.prototype[name]
  }
  if (${names.length > 1}) { delete Window.prototype.indexedDB; delete Window.prototype.caches }
`

/** Records everything sent over this page's sockets in both directions. */
function listen(page: Person): string[] {
  const heard: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => heard.push(String(payload)))
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)))
  })
  return heard
}
const SHARP = 'Send through the server, still sealed'

test('a phone without WebRTC asks, the peer declines, then agrees; both chat, and the server can read nothing', async ({
  browser,
  person,
  server,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  await context.addInitScript(without(['RTCPeerConnection']))
  const anna = await person(context)
  const ben = await person()
  const heard = listen(ben)
  const code = await anna.invite()
  await ben.join(code)
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'offline')
  await expect(anna.getByText('This browser has no WebRTC')).toBeVisible()
  const offer = anna.getByRole('button', { name: SHARP })
  await expect(offer).toBeVisible()
  await anna.say('typed before there was any way')
  await offer.click()
  const question = anna.getByRole('dialog', { name: 'Send through the server?' })
  await expect(question).toContainText('cannot read')
  expect(heard.filter((text) => text.includes('"type":"relay'))).toEqual([])
  await question.getByRole('button', { name: 'Send through the server' }).click()
  const asked = ben.getByRole('alert').filter({ hasText: 'asks to send through the server' })
  await expect(asked).toBeVisible()
  await expect(anna.getByText('Waiting for the other person to say yes')).toBeVisible()
  await asked.getByRole('button', { name: 'Decline' }).click()
  await expect(anna.getByText('one of you said no')).toBeVisible()
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'offline')

  await offer.click()
  await question.getByRole('button', { name: 'Send through the server' }).click()
  await asked.getByRole('button', { name: 'Accept' }).click()
  await connected(anna, ben)
  for (const page of [anna, ben]) {
    await expect(page.chat.status()).toHaveAttribute('data-path', 'server')
    await expect(page.chat.status()).toHaveText('Connected · Through server')
  }
  await expect(ben.chat.messages()).toHaveText(['typed before there was any way'])
  await ben.say('and back the same way')
  await expect(anna.chat.messages().last()).toHaveText('and back the same way')
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  await ben.say('x'.repeat(40_000))
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'delivered')
  const relayed = heard.filter((text) => text.includes('"relay"')).join('\n')
  expect(relayed.length).toBeGreaterThan(1_000)
  for (const text of ['typed before', 'and back the same', 'xxxxxxxxxx']) {
    expect(relayed).not.toContain(text)
    expect(relayed).not.toContain(Buffer.from(text).toString('base64url').slice(0, 10))
  }
  expect(server.output()).not.toMatch(/relay|typed/)
})

test('consent is stored: after a reload the relay resumes by itself until one person ends it', async ({
  browser,
  person,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  await context.addInitScript(without(['RTCPeerConnection']))
  const [anna, ben] = [await person(context), await person()]
  await ben.join(await anna.invite())
  await anna.getByRole('button', { name: SHARP }).click()
  await anna.getByRole('dialog').getByRole('button', { name: 'Send through the server' }).click()
  await ben.getByRole('alert').getByRole('button', { name: 'Accept' }).click()
  await connected(anna, ben)
  await ben.reload()
  await anna.say('while you were away')
  await ben.enter()
  await connected(anna, ben)
  await expect(ben.chat.status()).toHaveAttribute('data-path', 'server')
  await expect(ben.chat.messages().last()).toHaveText('while you were away')
  await ben.getByRole('button', { name: 'Session options' }).click()
  await ben.getByRole('menuitem', { name: 'Stop sending through the server' }).click()
  await expect(anna.getByText('one of you said no')).toBeVisible()
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'offline')
  await expect(ben.chat.status()).not.toHaveAttribute('data-state', 'connected')
  await ben.say('waits now')
  await expect(ben.chat.lastMark()).toHaveAttribute('data-state', 'waiting')
})

test('Lockdown Mode on both phones: the app starts, says what is missing, and both can chat', async ({
  browser,
  server,
}) => {
  const pages: Person[] = []
  for (let at = 0; at < 2; at += 1) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await context.addInitScript(without(LOCKDOWN))
    pages.push(await openApp(context, server.url))
  }
  const [anna, ben] = pages as [Person, Person]
  expect(await anna.evaluate(() => 'indexedDB' in globalThis || 'RTCPeerConnection' in globalThis)).toBe(
    false,
  )
  await expect(anna.getByText('This browser keeps nothing')).toBeVisible()
  await ben.join(await anna.invite())
  await anna.getByRole('button', { name: SHARP }).click()
  await anna.getByRole('dialog').getByRole('button', { name: 'Send through the server' }).click()
  await ben.getByRole('alert').getByRole('button', { name: 'Accept' }).click()
  await connected(anna, ben)
  await anna.say('locked down')
  await expect(ben.chat.messages()).toHaveText(['locked down'])
  await ben.say('both of us')
  await expect(anna.chat.messages()).toHaveText(['locked down', 'both of us'])
  for (const page of pages) await page.context().close()
})

test('an operator who turns the relay off: it is never offered', async ({ browser }) => {
  const server = await createTestServer({ RELAY: 'off' })
  await server.start()
  const context = await browser.newContext()
  await context.addInitScript(without(['RTCPeerConnection']))
  const anna = await openApp(context, server.url)
  const ben = await openApp(await browser.newContext(), server.url)
  await ben.join(await anna.invite())
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'offline')
  await expect(ben.chat.status()).toHaveAttribute('data-state', 'connecting')
  await expect(anna.getByRole('button', { name: SHARP })).toHaveCount(0)
  for (const page of [anna, ben]) await page.context().close()
  await server.dispose()
})
