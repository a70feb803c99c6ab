/** The entry into a room: which ICE servers a link starts with, and what is done when the server does not answer. */
import { expect, test } from 'bun:test'
import { settle } from '../../../tests/harness/settle.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createRoomEntry, TURN_AGAIN_MS } from './room-entry.ts'

const RELAY = { urls: 'turn:relay.example.org', username: 'u', credential: 'c' }
const STUN = { urls: 'stun:stun.example.org' }

function start(hideAddress: boolean) {
  const clock = createFakeClock()
  const server = { answers: false, asked: 0 }
  const learned: object[] = []
  const begun: unknown[] = []
  const entry = createRoomEntry(
    {
      clock,
      rest: {
        async turn() {
          server.asked += 1
          return server.answers
            ? { ok: true, value: { iceServers: [RELAY], expiresInSeconds: 600 } }
            : { ok: false, error: { code: 'server_unreachable' } }
        },
      } as never,
    },
    {
      choices: { hideAddress: () => hideAddress, viaServer: () => false, setViaServer: async () => true },
      server: 'https://chat.example.org',
      roomId: 'room',
      identity: { deviceId: 'device' },
    } as never,
    {
      learn: (facts) => learned.push(facts),
      ready: (_, iceServers) => begun.push(iceServers),
      say: () => {},
      state: () => {},
      agreed: () => {},
      ended: () => {},
    },
  )
  const enter = () =>
    entry.enter({
      kind: 'ready',
      isInitiator: true,
      iceServers: [STUN],
      relay: false,
      turn: true,
      seals: [],
    } as never)
  return { entry, clock, server, learned, begun, enter }
}

test('with a hidden address a link waits for the relay that the server has not named yet, and nobody is told that there is none', async () => {
  const { clock, server, learned, begun, entry, enter } = start(true)
  enter()
  await settle()
  expect(begun).toEqual([])
  expect(learned).not.toContainEqual({ noRelay: true })
  expect(await entry.hasRelay()).toBeNull()
  server.answers = true
  clock.advance(TURN_AGAIN_MS)
  await settle()
  expect(begun).toEqual([[STUN, RELAY]])
  expect(learned).toEqual([{ noRelay: false }])
  expect(await entry.hasRelay()).toBe(true)
})

test('what the peer says while the server names no relay waits, but not without end', async () => {
  const { clock, server, entry, enter } = start(true)
  enter()
  await settle()
  let done = 0
  const act = (): void => {
    done += 1
  }
  for (let at = 0; at < 1_000; at += 1) entry.afterEntering(act)
  server.answers = true
  clock.advance(TURN_AGAIN_MS)
  await settle()
  expect(done).toBe(256)
  entry.afterEntering(act)
  expect(done).toBe(257)
})

test('whoever left the room meanwhile asks no more', async () => {
  const { clock, server, begun, entry, enter } = start(true)
  enter()
  await settle()
  const { asked } = server
  entry.left()
  server.answers = true
  clock.advance(TURN_AGAIN_MS)
  await settle()
  expect([server.asked, begun]).toEqual([asked, []])
})

test('with a shown address a link begins without the relay of a server that does not answer', async () => {
  const { begun, enter } = start(false)
  enter()
  await settle()
  expect(begun).toEqual([[STUN]])
})
