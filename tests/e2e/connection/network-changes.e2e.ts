/** The link with a real TURN relay, a cut network, and a peer that sends junk. */

import { chromium } from '@playwright/test'
import { CHROMIUM } from '../../harness/browsers/chromium.ts'
import { createTestServer } from '../../harness/networks/test-server.ts'
import { startTurn } from '../../harness/networks/turn-server.ts'
import { connected, expect, openApp, pair, test } from '../../harness/people/person.ts'

test('where only a relay works, people chat over it and are told so', async ({ browser }) => {
  const turn = await startTurn()
  const server = await createTestServer(turn.env('udp'))
  await server.start()
  const open = async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await context.addInitScript(() => {
      const Native = RTCPeerConnection
      globalThis.RTCPeerConnection = class extends Native {
        constructor(config?: RTCConfiguration) {
          super({ ...config, iceTransportPolicy: 'relay' })
        }
      }
    })
    return openApp(context, server.url)
  }
  const [anna, ben] = [await open(), await open()]
  await pair(anna, ben)
  for (const page of [anna, ben]) {
    await expect(page.chat.status()).toHaveText('Connected · Relayed')
    await expect(page.chat.status()).toHaveAttribute('data-path', 'relayed')
  }
  await anna.say('the long way round')
  await expect(ben.chat.messages()).toHaveText(['the long way round'])
  for (const page of [anna, ben]) await page.context().close()
  await server.dispose()
  await turn.stop()
})

test('where only TLS passes, people chat over the relay by TLS', async () => {
  const turn = await startTurn()
  const server = await createTestServer(turn.env('tls'))
  await server.start()
  // The test's certificate is self-signed, so this browser ignores certificate errors; a person's does not.
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--ignore-certificate-errors', '--disable-features=WebRtcHideLocalIpsWithMdns'],
  })
  const open = async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await context.addInitScript(() => {
      const Native = RTCPeerConnection
      const made: RTCPeerConnection[] = []
      Object.assign(globalThis, { made })
      globalThis.RTCPeerConnection = class extends Native {
        constructor(config?: RTCConfiguration) {
          super({ ...config, iceTransportPolicy: 'relay' })
          made.push(this)
        }
      }
    })
    return openApp(context, server.url)
  }
  const [anna, ben] = [await open(), await open()]
  await pair(anna, ben)
  await anna.say('through the needle’s eye')
  await expect(ben.chat.messages()).toHaveText(['through the needle’s eye'])
  for (const page of [anna, ben]) {
    await expect(page.chat.status()).toHaveAttribute('data-path', 'relayed')
    const ways = await page.evaluate(async () => {
      const { made } = globalThis as unknown as { made: RTCPeerConnection[] }
      const found: unknown[] = []
      for (const one of made)
        if (one.connectionState === 'connected')
          (await one.getStats()).forEach((value) => {
            if (value.type === 'local-candidate') found.push(value.relayProtocol)
          })
      return found
    })
    expect([...new Set(ways)]).toEqual(['tls'])
  }
  await browser.close()
  await server.dispose()
  await turn.stop()
})

test('Hide my address sends no address, uses only the relay, and says so where there is none', async ({
  browser,
}) => {
  const turn = await startTurn()
  const server = await createTestServer(turn.env('tcp'))
  await server.start()
  const open = async () =>
    openApp(await browser.newContext({ viewport: { width: 390, height: 844 } }), server.url)
  const [anna, ben] = [await open(), await open()]
  const told: string[] = []
  anna.on('websocket', (socket) => socket.on('framesent', ({ payload }) => told.push(String(payload))))
  await pair(anna, ben)
  await expect(ben.chat.status()).toHaveAttribute('data-path', 'direct')
  const hide = async (hidden: boolean) => {
    await anna.getByRole('button', { name: 'Session options' }).click()
    await anna.getByRole('menuitem', { name: 'Hide my address' }).click()
    const sheet = anna.getByRole('dialog', { name: 'Hide my address' })
    await expect(sheet).toContainText('It costs some speed')
    await sheet.getByRole('switch', { name: 'Hide my address' }).setChecked(hidden)
    await sheet.getByRole('button', { name: 'Close', exact: true }).click()
  }
  await hide(true)
  for (const page of [anna, ben]) await expect(page.chat.status()).toHaveAttribute('data-path', 'relayed')
  // The page's earlier connection sent addresses; only signals after the change count.
  await anna.reload()
  told.length = 0
  await anna.getByRole('listitem').getByRole('button').first().click()
  await connected(anna, ben)
  await expect(anna.chat.status()).toHaveAttribute('data-path', 'relayed')
  await anna.say('from behind the relay')
  await expect(ben.chat.messages()).toHaveText(['from behind the relay'])
  expect(told.join()).toContain('webrtc_')
  expect(told.join()).not.toMatch(/typ (host|srflx)/)

  await server.stop()
  const bare = await createTestServer({})
  await bare.start()
  const carl = await openApp(await browser.newContext({ viewport: { width: 390, height: 844 } }), bare.url)
  const dora = await openApp(await browser.newContext(), bare.url)
  await pair(carl, dora)
  await carl.getByRole('button', { name: 'Session options' }).click()
  await carl.getByRole('menuitem', { name: 'Hide my address' }).click()
  const refused = carl.getByRole('dialog', { name: 'Hide my address' })
  await refused.getByRole('switch', { name: 'Hide my address' }).click()
  await expect(refused.getByRole('alert')).toContainText('This server has no relay')
  await expect(refused.getByRole('switch', { name: 'Hide my address' })).not.toBeChecked()
  await refused.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(carl.chat.status()).toHaveAttribute('data-state', 'connected')
  for (const page of [anna, ben, carl, dora]) await page.context().close()
  await bare.dispose()
  await server.dispose()
  await turn.stop()
})

test('a cut network is detected, and once it is back waiting messages arrive once', async ({ person }) => {
  test.setTimeout(120_000)
  const [anna, ben] = [await person(), await person()]
  const cdp = await anna.context().newCDPSession(anna)
  await cdp.send('Network.enable')
  const network = (change: object) =>
    cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 1,
      downloadThroughput: -1,
      uploadThroughput: -1,
      ...change,
    })
  // Must be set before the first socket, or Chromium never applies it to WebRTC.
  await network({})
  await pair(anna, ben)
  await network({ latency: 5, packetLoss: 100 })
  await anna.say('into the tunnel')
  await expect(anna.chat.status()).not.toHaveAttribute('data-state', 'connected')
  await expect(ben.chat.messages()).toHaveCount(0)
  await network({})
  await connected(anna, ben)
  await expect(ben.chat.messages()).toHaveText(['into the tunnel'])
  await expect(anna.chat.messages()).toHaveCount(1)
})

test('junk from a peer shows nothing and breaks nothing, and the peer can still chat', async ({
  browser,
  person,
  server,
}) => {
  const anna = await person()
  const context = await browser.newContext()
  await context.addInitScript(() => {
    const create = RTCPeerConnection.prototype.createDataChannel
    RTCPeerConnection.prototype.createDataChannel = function (...args) {
      const channel = create.apply(this, args)
      Object.assign(globalThis, { hostileChannel: channel })
      return channel
    }
  })
  const eve = await openApp(context, server.url)
  await pair(anna, eve)
  await eve.evaluate(async () => {
    const channel = (globalThis as unknown as { hostileChannel: RTCDataChannel }).hostileChannel
    const say = (kind: number, text: string) =>
      channel.send(new Uint8Array([kind, ...new TextEncoder().encode(text)]))
    channel.send('a plain string that is no frame')
    // Plain messages of an older version, and forged records.
    for (const kind of [0, 1, 0x20, 0x21, 0x22, 0x23, 0x10, 0x11, 0x1f, 9])
      say(kind, '{"t":"text","id":"in-the-clear","at":1,"text":"not sealed"}')
    channel.send(new Uint8Array(20_000))
    channel.send(new Uint8Array(200_000))
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  // The link ends at the first of them; the next one authenticates again.
  await connected(anna, eve)
  await eve.say('and now a real one')
  await expect(anna.chat.messages()).toHaveText(['and now a real one'])
  await expect(anna.chat.status()).toHaveAttribute('data-state', 'connected')
  await context.close()
})
