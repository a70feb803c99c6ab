/** Sealed messages through the server: never before both people said yes, never readable on the way, ended by one no. */
import type { Page } from '@playwright/test'
import { createTestServer } from '../../harness/networks/test-server.ts'
import {
  connected,
  createInvite,
  enterRow,
  expect,
  joinWith,
  lastMark,
  messages,
  openApp,
  say,
  status,
  test,
} from '../../harness/people/person.ts'

/** What Lockdown Mode takes from a page, as far as it can be taken from Chromium. */
const LOCKDOWN = ['RTCPeerConnection', 'indexedDB', 'caches', 'WebAssembly', 'PushManager', 'GPU']
const without = (names: readonly string[]) => `
  for (const name of ${JSON.stringify(names)}) delete globalThis[name]
  for (const name of ['serviceWorker', 'locks', 'gpu']) {
    if (${names.length > 1}) delete Navigator.prototype[name]
  }
  if (${names.length > 1}) { delete Window.prototype.indexedDB; delete Window.prototype.caches }
`

/** Everything that went over this page's sockets, both ways. */
function listen(page: Page): string[] {
  const heard: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => heard.push(String(payload)))
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)))
  })
  return heard
}
const SHARP = 'Send through the server, still sealed'

test('a phone without WebRTC asks, the other is asked, says no, then yes; both talk, and the server reads nothing', async ({
  browser,
  person,
  server,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  await context.addInitScript(without(['RTCPeerConnection']))
  const anna = await person(context)
  const ben = await person()
  const heard = listen(ben)
  const code = await createInvite(anna)
  await joinWith(ben, code)
  await expect(status(anna)).toHaveAttribute('data-state', 'offline')
  await expect(anna.getByText('This browser has no WebRTC')).toBeVisible()
  const offer = anna.getByRole('button', { name: SHARP })
  await expect(offer).toBeVisible()
  await say(anna, 'typed before there was any way')
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
  await expect(status(anna)).toHaveAttribute('data-state', 'offline')

  await offer.click()
  await question.getByRole('button', { name: 'Send through the server' }).click()
  await asked.getByRole('button', { name: 'Accept' }).click()
  await connected(anna, ben)
  for (const page of [anna, ben]) {
    await expect(status(page)).toHaveAttribute('data-path', 'server')
    await expect(status(page)).toHaveText('Connected · Through server')
  }
  await expect(messages(ben)).toHaveText(['typed before there was any way'])
  await say(ben, 'and back the same way')
  await expect(messages(anna).last()).toHaveText('and back the same way')
  await expect(lastMark(ben)).toHaveAttribute('data-state', 'delivered')
  await say(ben, 'x'.repeat(40_000))
  await expect(lastMark(ben)).toHaveAttribute('data-state', 'delivered', { timeout: 20_000 })
  const relayed = heard.filter((text) => text.includes('"relay"')).join('\n')
  expect(relayed.length).toBeGreaterThan(1_000)
  for (const text of ['typed before', 'and back the same', 'xxxxxxxxxx']) {
    expect(relayed).not.toContain(text)
    expect(relayed).not.toContain(Buffer.from(text).toString('base64url').slice(0, 10))
  }
  expect(server.output()).not.toMatch(/relay|typed/)
})

test('the yes is kept: after a reload it goes on by itself, until one ends it', async ({
  browser,
  person,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  await context.addInitScript(without(['RTCPeerConnection']))
  const [anna, ben] = [await person(context), await person()]
  await joinWith(ben, await createInvite(anna))
  await anna.getByRole('button', { name: SHARP }).click()
  await anna.getByRole('dialog').getByRole('button', { name: 'Send through the server' }).click()
  await ben.getByRole('alert').getByRole('button', { name: 'Accept' }).click()
  await connected(anna, ben)
  await ben.reload()
  await say(anna, 'while you were away')
  await enterRow(ben, 'Session')
  await connected(anna, ben)
  await expect(status(ben)).toHaveAttribute('data-path', 'server')
  await expect(messages(ben).last()).toHaveText('while you were away')
  await ben.getByRole('button', { name: 'Session options' }).click()
  await ben.getByRole('menuitem', { name: 'Stop sending through the server' }).click()
  await expect(anna.getByText('one of you said no')).toBeVisible()
  await expect(status(anna)).toHaveAttribute('data-state', 'offline')
  await expect(status(ben)).not.toHaveAttribute('data-state', 'connected')
  await say(ben, 'waits now')
  await expect(lastMark(ben)).toHaveAttribute('data-state', 'waiting')
})

test('Lockdown Mode on both phones: the app starts, says what is missing, and they talk', async ({
  browser,
  server,
}) => {
  const pages: Page[] = []
  for (let at = 0; at < 2; at += 1) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await context.addInitScript(without(LOCKDOWN))
    pages.push(await openApp(context, server.url))
  }
  const [anna, ben] = pages as [Page, Page]
  expect(await anna.evaluate(() => 'indexedDB' in globalThis || 'RTCPeerConnection' in globalThis)).toBe(
    false,
  )
  await expect(anna.getByText('This browser keeps nothing')).toBeVisible()
  await joinWith(ben, await createInvite(anna))
  await anna.getByRole('button', { name: SHARP }).click()
  await anna.getByRole('dialog').getByRole('button', { name: 'Send through the server' }).click()
  await ben.getByRole('alert').getByRole('button', { name: 'Accept' }).click()
  await connected(anna, ben)
  await say(anna, 'locked down')
  await expect(messages(ben)).toHaveText(['locked down'])
  await say(ben, 'both of us')
  await expect(messages(anna)).toHaveText(['locked down', 'both of us'])
  for (const page of pages) await page.context().close()
})

test('an operator that does not want it: it is never offered', async ({ browser }) => {
  const server = await createTestServer({ RELAY: 'off' })
  await server.start()
  const context = await browser.newContext()
  await context.addInitScript(without(['RTCPeerConnection']))
  const anna = await openApp(context, server.url)
  const ben = await openApp(await browser.newContext(), server.url)
  await joinWith(ben, await createInvite(anna))
  await expect(status(anna)).toHaveAttribute('data-state', 'offline')
  await expect(status(ben)).toHaveAttribute('data-state', 'connecting')
  await expect(anna.getByRole('button', { name: SHARP })).toHaveCount(0)
  for (const page of [anna, ben]) await page.context().close()
  await server.dispose()
})
