/** The app in the network lab: a server with STUN and TURN, and two browsers, each behind a router. */
import { type Browser, chromium } from '@playwright/test'
import { openApp, type Person } from '../people/person.ts'
import { createNetlab, type Nat, type Netlab } from './network-lab.ts'
import { createTestServer } from './test-server.ts'
import { startTurn, type Turn } from './turn-server.ts'

const TURN_PORT = 3478

export interface Homes {
  readonly net: Netlab
  readonly anna: Person
  readonly ben: Person
}
export interface Wanted {
  readonly nat: Nat
  /** The server's environment variables for coturn. */
  readonly ice: (turn: Turn) => Readonly<Record<string, string>>
}
export const stunOnly: Wanted['ice'] = (turn) => ({ ICE_SERVERS: `stun:${turn.address}` })
export const everything: Wanted['ice'] = (turn) => ({ ...stunOnly(turn), ...turn.env('udp', 'tcp') })

/** Cleanup functions, run in reverse order. */
export type Leftovers = (() => Promise<unknown>)[]

/** Records each state of the status line, and every connection that the page creates. */
const watchPage = (): void => {
  const seen: string[] = []
  const connections: RTCPeerConnection[] = []
  Object.assign(globalThis, { seen, connections })
  const Native = RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Native {
    constructor(config?: RTCConfiguration) {
      super(config)
      connections.push(this)
    }
  }
  new MutationObserver(() => {
    const state = document.querySelector<HTMLElement>('[role=status][data-state]')?.dataset.state
    if (state !== undefined && seen.at(-1) !== state) seen.push(state)
  }).observe(document, { subtree: true, childList: true, attributes: true })
}
async function openPhone(
  net: Netlab,
  phone: 'anna' | 'ben',
  url: string,
  leftovers: Leftovers,
): Promise<Person> {
  const browser: Browser = await chromium.launch({
    executablePath: net.browserOf(phone),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      `--unsafely-treat-insecure-origin-as-secure=${url}`,
    ],
  })
  leftovers.push(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  await context.addInitScript(watchPage)
  const page = await openApp(context, url)
  if (!(await page.evaluate(() => isSecureContext))) throw new Error('the app needs a secure context')
  return page
}

export async function openHomes({ nat, ice }: Wanted, leftovers: Leftovers): Promise<Homes> {
  const net = await createNetlab(nat)
  leftovers.push(net.dispose)
  const place = { enter: net.enterServer, address: net.serverAddress }
  const turn = await startTurn({ ...place, port: TURN_PORT })
  leftovers.push(turn.stop)
  const server = await createTestServer(ice(turn), place)
  leftovers.push(server.dispose)
  await server.start()
  const [anna, ben] = await Promise.all([
    openPhone(net, 'anna', server.url, leftovers),
    openPhone(net, 'ben', server.url, leftovers),
  ])
  return { net, anna, ben }
}
