/** Two ends with real channels over a fake network: which link carries what, and what a lying server cannot do. */
import { expect, test } from 'bun:test'
import { keyPairOf } from '../../crypto/noise/x25519.ts'
import { createSecret } from '../../crypto/secret.ts'
import { createLog } from '../../log/log.ts'
import type { FakeClock } from '../../platform/clock.fake.ts'
import { createSwitchboard } from '../../platform/network/rtc.fake.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { createSemaphore } from '../../transport/link/semaphore.ts'
import { createSessionKeys } from '../sessions/session-keys.ts'
import { createLinkFailover, type LinkFailover } from './link-failover.ts'
import { createFakeStore, recordOf } from './sessions.fake.ts'

const random = createSeededRandom(1)
const SECRET = random.bytes(32)
const WITHIN = { timeout: 60_000 }
const TURNS_MAX = 4_000

async function person(
  name: string,
  role: 'host' | 'guest',
  board: ReturnType<typeof createSwitchboard>,
  server: { direct: boolean },
) {
  const record = recordOf(1, { role })
  const pairing = {
    code: '482913' as never,
    link: createSecret(SECRET.slice()),
    words: null,
    guessesLeft: 3,
    until: null,
  }
  const keys = record.keys && { ...record.keys, own: createSecret(random.bytes(32)), pairing }
  const { store, clock, idOf } = await createFakeStore([{ ...record, keys }])
  const events: string[] = []
  const texts: string[] = []
  const other: { links: LinkFailover | null } = { links: null }
  let rejoins = 0
  const links = createLinkFailover({
    clock,
    log: createLog(clock),
    keys: createSessionKeys({ store, clock, random }, idOf(1)),
    signal: (signal) => (server.direct ? other.links?.signal(signal) : undefined),
    relay: (data) => other.links?.relayed(data),
    link: {
      rtc: board.rtc(name),
      relayOnly: () => false,
      clock,
      random,
      gathering: createSemaphore(2),
      rejoin: () => {
        rejoins += 1
      },
    },
    on: (event) =>
      event.kind === 'message'
        ? texts.push(new TextDecoder().decode(event.bytes))
        : events.push(event.kind === 'open' ? `open ${event.path}` : event.kind),
  })
  return { links, clock, events, texts, other, rejoins: () => rejoins }
}

async function two() {
  const board = createSwitchboard({ bytes: random.bytes, carry: (_, __, act) => queueMicrotask(act) })
  const server = { direct: true }
  const [anna, ben] = [
    await person('anna', 'host', board, server),
    await person('ben', 'guest', board, server),
  ]
  anna.other.links = ben.links
  ben.other.links = anna.links
  const clocks: readonly FakeClock[] = [anna.clock, ben.clock]
  const step = async (ms = 1): Promise<void> => {
    for (const clock of clocks) clock.advance(ms)
    // WebCrypto runs in threads: advancing the clock too fast would time out every handshake.
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  /** Advances time in small steps until `isSo` returns true. */
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let turn = 0; turn < TURNS_MAX && !isSo(); turn += 1) await step()
    expect([isSo(), anna.events, ben.events]).toEqual([true, anna.events, ben.events])
  }
  const enter = (): void => {
    anna.links.ready(true, [])
    ben.links.ready(false, [])
  }
  const areOpen = (): boolean => anna.links.isOpen() && ben.links.isOpen()
  return { anna, ben, server, step, until, enter, areOpen }
}
const say = (links: LinkFailover, text: string): void => links.send(new TextEncoder().encode(text))

test(
  'an offer forged by the server for an open link only creates a successor, and the link stays',
  async () => {
    await keyPairOf(random.bytes(32))
    const { anna, ben, step, until, enter, areOpen } = await two()
    enter()
    await until(areOpen)
    const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
    for (let round = 0; round < 3; round += 1)
      ben.links.signal({
        type: 'webrtc_offer',
        attempt: `invented-${round}`,
        sdp: `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\na=ice-ufrag:nobody\r\n`,
      })
    ben.links.roomLeft()
    say(anna.links, 'still ours')
    await until(() => ben.texts.length === 1)
    // Longer than a successor may take to authenticate, and than the link takes to answer a probe.
    for (let waited = 0; waited < 60; waited += 1) await step(1_000)
    expect([areOpen(), ben.events.includes('lost'), ben.rejoins()]).toEqual([true, false, 0])
  },
  WITHIN,
)

test(
  'a returning peer takes over with a successor once it has authenticated',
  async () => {
    const { anna, ben, until, enter, areOpen } = await two()
    enter()
    await until(areOpen)
    // Anna's page lost its connection, Ben's has not noticed, and both are in the room again.
    anna.links.giveUp()
    anna.links.ready(true, [])
    await until(() => anna.events.filter((event) => event === 'open direct').length === 2)
    await until(areOpen)
    say(ben.links, 'over the second one')
    await until(() => anna.texts.includes('over the second one'))
  },
  WITHIN,
)

test(
  'frames go through the server once both agreed, and back to a direct link',
  async () => {
    const { anna, ben, server, until, enter, areOpen } = await two()
    server.direct = false
    enter()
    for (const { links } of [anna, ben]) links.useRelay()
    await until(areOpen)
    expect([anna.events.at(-1), ben.events.at(-1)]).toEqual(['open server', 'open server'])
    say(anna.links, 'sealed, through the server')
    await until(() => ben.texts.length === 1)
    server.direct = true
    for (const { links } of [anna, ben]) links.useWebRtc()
    expect([anna.events.at(-1), areOpen()]).toEqual(['lost', false])
    enter()
    await until(areOpen)
    expect(anna.events.at(-1)).toBe('open direct')
  },
  WITHIN,
)

test(
  'a link that is replaced during its handshake is told as lost, both ways',
  async () => {
    const { anna, server, enter } = await two()
    server.direct = false
    enter()
    anna.links.useRelay()
    expect(anna.events.at(-1)).toBe('securing')
    anna.links.useWebRtc()
    expect(anna.events.at(-1)).toBe('handshake_lost')
    anna.links.useWebRtc()
    expect(anna.events.filter((event) => event === 'handshake_lost')).toHaveLength(1)
  },
  WITHIN,
)

test(
  'an open link stays when both agree to the relay, which starts only after its loss',
  async () => {
    const { anna, ben, server, until, enter, areOpen } = await two()
    enter()
    await until(areOpen)
    for (const { links } of [anna, ben]) links.useRelay()
    expect(areOpen()).toBe(true)
    server.direct = false
    for (const { links } of [anna, ben]) links.peerLeft()
    await until(areOpen)
    expect([anna.events.at(-1), ben.events.at(-1)]).toEqual(['open server', 'open server'])
  },
  WITHIN,
)
