/** The WebRTC link and the link through the server keep the same contract. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { settle } from '../../../tests/harness/settle.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createSwitchboard } from '../../platform/network/rtc.fake.ts'
import { createFakeNative } from '../../platform/network/rtc.native.fake.ts'
import { createBrowserRtc } from '../../platform/network/rtc.ts'
import type { Rtc } from '../../platform/network/rtc.types.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { type LinkPair, linkContract } from './link.contract.ts'
import type { Link, LinkEvent } from './link.ts'
import { createRelayLink } from './relay-link.ts'
import { createSemaphore } from './semaphore.ts'
import { createWebRtcLink } from './webrtc-link.ts'

type Which = 'first' | 'second'
const otherOf = (which: Which): Which => (which === 'first' ? 'second' : 'first')

function webRtcPair(rtcOf: (which: Which) => Rtc): LinkPair {
  const clock = createFakeClock()
  const events: Record<Which, LinkEvent[]> = { first: [], second: [] }
  const links = {} as Record<Which, Link>
  for (const [which, seed] of [
    ['first', 1],
    ['second', 2],
  ] as const)
    links[which] = createWebRtcLink({
      rtc: rtcOf(which),
      relayOnly: () => false,
      gathering: createSemaphore(2),
      clock,
      random: createSeededRandom(seed),
      on: (event) => events[which].push(event),
      signal: (signal) => queueMicrotask(() => links[otherOf(which)].negotiation?.signal(signal)),
      rejoin() {},
    })
  return {
    ...links,
    heard: (which) => events[which],
    open() {
      links.first.negotiation?.ready(true, [])
      links.second.negotiation?.ready(false, [])
    },
  }
}

function relayPair() {
  const clock = createFakeClock()
  const events: Record<Which, LinkEvent[]> = { first: [], second: [] }
  const make = (which: Which) =>
    createRelayLink({
      clock,
      on: (event) => events[which].push(event),
      relay: (data) => queueMicrotask(() => links[otherOf(which)].relayed(data)),
      rejoin() {
        rejoined += 1
      },
    })
  let rejoined = 0
  const links = { first: make('first'), second: make('second') }
  const open = (): void => {
    links.first.agreed()
    links.second.agreed()
  }
  return { clock, links, ...links, heard: (which: Which) => events[which], open, rejoined: () => rejoined }
}

const native = globalThis.RTCPeerConnection
beforeAll(() => {
  globalThis.RTCPeerConnection = createFakeNative(() => false).RTCPeerConnection
})
afterAll(() => {
  globalThis.RTCPeerConnection = native
})

linkContract('WebRTC over the switchboard', () => {
  const board = createSwitchboard({
    bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    carry: (_, __, act) => queueMicrotask(act),
  })
  return webRtcPair((which) => board.rtc(which))
})
linkContract('WebRTC over the real connections and a fake browser', () =>
  webRtcPair(() => createBrowserRtc()),
)
linkContract('through the server', relayPair)

test('a link through the server sends no more than the server’s limit, and the rest later', async () => {
  const { clock, links, heard, open } = relayPair()
  open()
  let sent = 0
  while (links.first.send(new Uint8Array(1_000)) && sent < 1_000) sent += 1
  expect(sent).toBeLessThanOrEqual(60)
  clock.advance(500)
  expect(heard('first').at(-1)).toEqual({ kind: 'drained' })
  expect(links.first.send(new Uint8Array(1_000))).toBe(true)
  await settle()
})

test('a link through the server that is given up rejoins the room, with growing waits', () => {
  const { clock, links, open, rejoined } = relayPair()
  open()
  links.first.giveUp()
  clock.advance(1_999)
  expect(rejoined()).toBe(0)
  clock.advance(1)
  expect(rejoined()).toBe(1)
  links.first.agreed()
  links.first.giveUp()
  clock.advance(3_999)
  expect(rejoined()).toBe(1)
  links.first.close()
  clock.advance(60_000)
  expect(rejoined()).toBe(1)
})
