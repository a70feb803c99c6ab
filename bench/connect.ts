/** Time from both sides in the room to a chat that says it is connected: the link, and then the handshake, both relative to a bare pair of RTCPeerConnections in the same browser and run. */
import { chromium } from '@playwright/test'
import { createTestServer } from '../tests/harness/networks/test-server.ts'
import { connected, openApp, type Person } from '../tests/harness/people/person.ts'
import { median } from './processes.ts'

const ROUNDS = 13

/** Two connections in one page, signaled directly without a server: the baseline. */
const barePair = (page: Person): Promise<number> =>
  page.evaluate(async () => {
    const started = performance.now()
    const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()]
    a.onicecandidate = ({ candidate }) => void b.addIceCandidate(candidate ?? undefined)
    b.onicecandidate = ({ candidate }) => void a.addIceCandidate(candidate ?? undefined)
    const channels = [a, b].map((pc) => pc.createDataChannel('bench', { negotiated: true, id: 0 }))
    const open = Promise.all(
      channels.map((channel) => new Promise((resolve) => channel.addEventListener('open', resolve))),
    )
    await a.setLocalDescription()
    if (a.localDescription) await b.setRemoteDescription(a.localDescription)
    await b.setLocalDescription()
    if (b.localDescription) await a.setRemoteDescription(b.localDescription)
    await open
    const ms = performance.now() - started
    a.close()
    b.close()
    return ms
  })

/** Records when the room was ready, when the DataChannel opened and when the screen showed connected. */
const stopwatch = (): void => {
  const marks = globalThis as unknown as { readyAt: number; openAt: number; connectedAt: number }
  const Native = WebSocket
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        if (String(data).includes('"room_ready"')) marks.readyAt = performance.now()
      })
    }
  }
  const { createDataChannel } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.createDataChannel = function (...given) {
    const channel = createDataChannel.apply(this, given)
    channel.addEventListener('open', () => {
      marks.openAt = performance.now()
    })
    return channel
  }
  new MutationObserver(() => {
    if (!marks.connectedAt && document.querySelector('[role=status][data-state=connected]'))
      marks.connectedAt = performance.now()
  }).observe(document, { subtree: true, childList: true, attributes: true })
}

export async function benchConnect(): Promise<readonly string[]> {
  const server = await createTestServer({ RATE_LIMIT: 'off' })
  await server.start()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-features=WebRtcHideLocalIpsWithMdns'],
  })
  const open = async () => {
    const context = await browser.newContext()
    await context.addInitScript(stopwatch)
    return openApp(context, server.url)
  }
  const bare: number[] = []
  const ours: number[] = []
  const links: number[] = []
  const handshakes: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const [anna, ben] = [await open(), await open()]
    await ben.join(await anna.invite())
    await connected(anna, ben)
    const marks = await Promise.all(
      [anna, ben].map((page) =>
        page.evaluate(() => {
          const { readyAt, openAt, connectedAt } = globalThis as unknown as {
            readyAt: number
            openAt: number
            connectedAt: number
          }
          return {
            whole: connectedAt - readyAt,
            link: openAt - readyAt,
            handshake: connectedAt - openAt,
          }
        }),
      ),
    )
    ours.push(Math.max(...marks.map(({ whole }) => whole)))
    links.push(Math.max(...marks.map(({ link }) => link)))
    handshakes.push(Math.max(...marks.map(({ handshake }) => handshake)))
    for (const page of [anna, ben]) await page.context().close()
    // As cold as the app's pages: a fresh context and its first connection.
    const page = await open()
    bare.push(await barePair(page))
    await page.context().close()
  }
  await browser.close()
  await server.dispose()
  return [
    `connect ${median(ours).toFixed(0)} ms`,
    `connect-bare ${median(bare).toFixed(0)} ms`,
    `connect-handshake ${median(handshakes).toFixed(0)} ms`,
    `connect-over-bare ${(median(links) / median(bare)).toFixed(2)} ×`,
    `handshake-over-bare ${(median(handshakes) / median(bare)).toFixed(2)} ×`,
  ]
}
