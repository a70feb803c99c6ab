/** The REST client with a server that has trouble, and with one that asks for proof of work. */
import { expect, test } from 'bun:test'
import type { DeviceId, JoinCode } from '../../../protocol/ids.ts'
import { WORK_BITS, WORK_PUZZLES } from '../../../protocol/limits.ts'
import { isWorkDone, type WorkDone } from '../../../protocol/work.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { createRest } from './rest.ts'

const SERVER = 'https://chat.example'
const ACCEPT = { joinid: '123456' as JoinCode, client2: 'ME' as DeviceId }
const LOADED_MACHINE_MS = 60_000

/** A server that gives these answers in order and then repeats the last one, on a clock that advances by itself. */
function start(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const clock = createFakeClock(0)
  const bodies: { readonly work?: WorkDone }[] = []
  const keptAlive: (boolean | undefined)[] = []
  const send = (async (_: string, init?: RequestInit) => {
    bodies.push(JSON.parse(String(init?.body)))
    keptAlive.push(init?.keepalive)
    const [status, body] = answers[Math.min(bodies.length, answers.length) - 1] ?? [500, {}]
    return new Response(JSON.stringify(body), { status })
  }) as unknown as typeof fetch
  const rest = createRest(send, clock)
  const run = async <T>(asked: Promise<T>): Promise<T> => {
    let done = false
    const ended = asked.finally(() => {
      done = true
    })
    while (!done) {
      await new Promise((resolve) => setImmediate(resolve))
      clock.advance(100)
    }
    return ended
  }
  return { rest, bodies, keptAlive, run }
}
const TROUBLE = [503, { error: 'unavailable' }] as const

test('a server that has trouble is asked again, and the call succeeds once it recovers', async () => {
  const { rest, bodies, run } = start(TROUBLE, TROUBLE, [200, { roomid: 'room' }])
  expect(await run(rest.acceptInvite(SERVER, ACCEPT))).toMatchObject({ ok: true })
  expect(bodies).toHaveLength(3)
})

test('lasting trouble is reported as such, and a proxy’s error as an unreachable server', async () => {
  const trouble = start(TROUBLE)
  expect(await trouble.run(trouble.rest.acceptInvite(SERVER, ACCEPT))).toEqual({
    ok: false,
    error: { code: 'unavailable' },
  })
  expect(trouble.bodies).toHaveLength(3)
  const proxy = start([502, 'Bad gateway'])
  expect(await proxy.run(proxy.rest.acceptInvite(SERVER, ACCEPT))).toEqual({
    ok: false,
    error: { code: 'server_unreachable' },
  })
  expect(proxy.bodies).toHaveLength(1)
})

test('a server without TURN is not asked again', async () => {
  const { rest, bodies, run } = start(TROUBLE)
  const roomid = 'room' as Parameters<typeof rest.turn>[1]['roomid']
  const deviceId = 'ME' as DeviceId
  expect(await run(rest.turn(SERVER, { roomid, deviceId }))).toMatchObject({ error: { code: 'unavailable' } })
  expect(bodies).toHaveLength(1)
})

test(
  'requested work is done once, for the code of the call',
  async () => {
    const work = { challenge: 'a-challenge', puzzles: WORK_PUZZLES, bits: WORK_BITS }
    const refused = [429, { error: 'too_many_requests', retryAfterMs: 60_000, work }] as const
    const honest = start(refused, [200, { roomid: 'room' }])
    expect(await honest.run(honest.rest.acceptInvite(SERVER, ACCEPT))).toMatchObject({ ok: true })
    const done = honest.bodies[1]?.work
    expect(done && isWorkDone(done, '123456')).toBe(true)
    const endless = start(refused)
    expect(await endless.run(endless.rest.acceptInvite(SERVER, ACCEPT))).toMatchObject({
      error: { code: 'too_many_requests', retryAfterMs: 60_000 },
    })
    expect(endless.bodies).toHaveLength(2)
  },
  LOADED_MACHINE_MS,
)

test('a request for excessive work is refused', async () => {
  const work = { challenge: 'a-challenge', puzzles: 16, bits: 30 }
  const { rest, bodies, run } = start([429, { error: 'too_many_requests', work }])
  expect(await run(rest.acceptInvite(SERVER, ACCEPT))).toMatchObject({ ok: false })
  expect(bodies).toHaveLength(1)
})

test('a ring outlives its page, as the purge does, and is not repeated by the client: the ringer decides that', async () => {
  const { rest, keptAlive, run } = start(TROUBLE)
  const deviceId = 'ME' as DeviceId
  const body = { roomid: 'room' as Parameters<typeof rest.turn>[1]['roomid'], deviceId, ticket: 'T' }
  expect(await run(rest.ring(SERVER, body))).toMatchObject({ error: { code: 'unavailable' } })
  expect(keptAlive).toEqual([true])
  await run(rest.turn(SERVER, body))
  expect(keptAlive).toEqual([true, false])
})
