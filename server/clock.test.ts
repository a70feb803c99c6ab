/** The server's wall clock is set back and forth repeatedly: no socket closes, no budget refills, no room is deleted, and two people still connect. */
import { expect, test } from 'bun:test'
import { createSeededRandom } from '../web/platform/random.ts'
import { invite, startApp } from './app.fixture.ts'
import { GUESSES_BURST, GUESSES_PER_HOUR } from './core/limits.ts'
import { startHub } from './signal/hub.fake-peers.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** The jumps that caused faults before, and larger ones. */
const JUMPS_MS = [-2 * MINUTE_MS, MINUTE_MS, 31 * DAY_MS, -31 * DAY_MS, 400 * DAY_MS, -400 * DAY_MS]
const STEPS = 300
/** A phone pings at least this often. */
const PING_MS = 20 * SECOND_MS

/** Advances time by one ping after another, with random jumps of the wall clock between them; deterministic for each seed. */
async function walk(
  seed: number,
  clock: { readonly wait: (ms: number) => void; readonly setWall: (ms: number) => void },
  start: number,
  step: (elapsedMs: number) => Promise<void>,
): Promise<void> {
  const { below } = createSeededRandom(seed)
  let [elapsed, off] = [0, 0]
  for (let n = 0; n < STEPS; n += 1) {
    if (below(3) === 0) {
      off = JUMPS_MS[below(JUMPS_MS.length)] ?? 0
      clock.setWall(start + elapsed + off)
    }
    const ms = below(PING_MS)
    clock.wait(ms)
    elapsed += ms
    await step(elapsed)
  }
}

for (const seed of [1, 2, 3])
  test(`sockets stay open and relay signals, whatever the clock does (seed ${seed})`, async () => {
    const server = await startHub()
    const [host, guest] = [await server.join('HOST', 'seat-of-the-host-0001'), await server.join('GUEST')]
    await walk(seed, server, 1_000_000, async () => {
      for (const peer of [host, guest]) {
        await server.send(peer, { type: 'ping' })
        expect(peer.told.at(-1)).toEqual({ type: 'pong' })
      }
      await server.send(host, { type: 'webrtc_offer', sdp: 'v=0' })
      expect(guest.told.at(-1)?.type).toBe('webrtc_offer')
      server.hub.sweep()
      expect([host.ended(), guest.ended()]).toEqual([false, false])
    })
    expect(server.faults).toEqual([])
  })

for (const seed of [4, 5, 6])
  test(`invites, rooms and budgets hold, whatever the clock does (seed ${seed})`, async () => {
    const server = startApp()
    let [looked, n] = [0, 0]
    const kept: string[] = []
    await walk(seed, server, server.now(), async (elapsed) => {
      n += 1
      const joinid = String(500_000 + n)
      const address = `10.1.${n % 250}.1`
      const made = await server.post('/api/rooms', invite(joinid, `HOST-${n}`), address)
      const taken = await server.post('/api/rooms/accept', { joinid, client2: `GUEST-${n}` }, address)
      expect([made.status, taken.status]).toEqual([201, 200])
      kept.push(taken.body.roomid)
      // The jumps give a guesser no additional tries.
      const guess = { joinid: String(n).padStart(6, '0'), client2: 'GUESSER' }
      if ((await server.post('/api/rooms/accept', guess, '10.99.0.1')).status === 404) looked += 1
      expect(looked).toBeLessThanOrEqual(GUESSES_BURST + (elapsed / HOUR_MS) * GUESSES_PER_HOUR + 1)
    })
    for (const [at, roomid] of kept.entries()) {
      const answer = await server.call('GET', `/api/rooms?roomid=${roomid}`, undefined, `10.2.${at % 250}.1`)
      expect(answer.status).toBe(200)
    }
  }, 60_000)

test('when the clock is set back an invite ends instead of living longer', async () => {
  const server = startApp()
  const start = server.now()
  await server.post('/api/rooms', invite('123456'))
  server.setWall(start - 2 * MINUTE_MS)
  const check = () => server.post('/api/rooms/check', { joinid: '123456', client1: 'HOST-1' })
  expect((await check()).status).toBe(204)
  server.setWall(start - 31 * DAY_MS)
  expect((await check()).status).toBe(404)
  expect((await server.post('/api/rooms/accept', { joinid: '123456', client2: 'G' })).status).toBe(404)
  // The code is free again.
  expect((await server.post('/api/rooms', invite('123456', 'HOST-2'), '10.0.0.2')).status).toBe(201)
})
