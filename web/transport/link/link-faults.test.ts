/** Each browser call fails once: both ends still reach an open link, and no connection leaks. */
import { afterEach, expect, test } from 'bun:test'
import { settle } from '../../../tests/harness/settle.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createFakeNative, NATIVE_CALLS, type NativeCall } from '../../platform/network/rtc.native.fake.ts'
import { createBrowserRtc } from '../../platform/network/rtc.ts'
import { createSeededRandom } from '../../platform/random.ts'
import type { Link, LinkEvent } from './link.ts'
import { createSemaphore } from './semaphore.ts'
import { createWebRtcLink } from './webrtc-link.ts'

const native = globalThis.RTCPeerConnection
afterEach(() => {
  globalThis.RTCPeerConnection = native
})

const SERVERS = [{ urls: 'stun:s.example' }]
type Who = 'first' | 'second'

/** Two links whose signals are delivered at once, and their room. */
function twoLinks(fails: (call: NativeCall, before: number) => boolean) {
  const fake = createFakeNative(fails)
  globalThis.RTCPeerConnection = fake.RTCPeerConnection
  const clock = createFakeClock()
  const events: Record<Who, LinkEvent[]> = { first: [], second: [] }
  const links = {} as Record<Who, Link>
  const enter = (): void => {
    links.first.negotiation?.ready(true, SERVERS)
    links.second.negotiation?.ready(false, SERVERS)
  }
  const make = (who: Who, seed: number): Link =>
    createWebRtcLink({
      rtc: createBrowserRtc(),
      relayOnly: () => false,
      gathering: createSemaphore(2),
      clock,
      random: createSeededRandom(seed),
      on: (event) => events[who].push(event),
      signal: (signal) =>
        queueMicrotask(() => links[who === 'first' ? 'second' : 'first'].negotiation?.signal(signal)),
      rejoin: () => queueMicrotask(enter),
    })
  links.first = make('first', 1)
  links.second = make('second', 2)
  const isOpen = (who: Who): boolean =>
    events[who].findLastIndex(({ kind }) => kind === 'open') >
    events[who].findLastIndex(({ kind }) => kind === 'lost' || kind === 'connecting')
  return { fake, clock, links, enter, isOpen }
}

/** Advances the clock so that failed attempts are retried; probes are answered meanwhile. */
async function wait({ clock }: ReturnType<typeof twoLinks>, seconds: number): Promise<void> {
  for (let at = 0; at < seconds; at += 1) {
    clock.advance(1_000)
    await settle()
  }
}

async function openBoth(fails: (call: NativeCall, before: number) => boolean) {
  const two = twoLinks(fails)
  two.enter()
  await settle()
  await wait(two, 90)
  return two
}

test('without a fault both open with one connection each, and none is left after they close', async () => {
  const { fake, isOpen, links } = await openBoth(() => false)
  expect([isOpen('first'), isOpen('second'), fake.living()]).toEqual([true, true, 2])
  // Every call must occur here, or its fault below would prove nothing.
  expect(NATIVE_CALLS.filter((call) => fake.calls()[call] === 0)).toEqual([])
  links.first.close()
  links.second.close()
  expect(fake.living()).toBe(0)
}, 60_000)

for (const call of NATIVE_CALLS)
  test(`a fault of ${call}, at any of its calls, ends in an open link and leaks nothing`, async () => {
    for (let which = 0; which < 6; which += 1) {
      const { fake, isOpen, links } = await openBoth((one, before) => one === call && before === which)
      expect({ which, first: isOpen('first'), second: isOpen('second'), living: fake.living() }).toEqual({
        which,
        first: true,
        second: true,
        living: 2,
      })
      links.first.close()
      links.second.close()
      expect(fake.living()).toBe(0)
    }
  }, 60_000)

test('with a browser that always refuses the servers, retries continue and no connection leaks', async () => {
  const two = await openBoth((call) => call === 'setConfiguration')
  expect(two.fake.calls().setConfiguration).toBeGreaterThan(3)
  expect(two.fake.living()).toBe(0)
}, 60_000)
