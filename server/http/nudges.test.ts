/** Rings: who may ring whom, how often, what a wrong ticket gets, and the host of an accepted invite. Nothing is called for a wrong ticket. */
import { afterAll, expect, test } from 'bun:test'
import { bytesToBase64url } from '../../base/bytes.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { roomMark, type Ticket } from '../../protocol/nudges.ts'
import { createServerApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { BUSY_WITHIN_MS, NUDGE_CALLS_BURST, NUDGE_GRACE_MS, RINGS_BURST } from '../core/limits.ts'
import { createServerLog } from '../log.ts'
import { createPhone, type Phone } from '../push/phone.fake.ts'
import { startPushService } from '../push/push-service.fake.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { wrapStore } from '../store/store.fake.ts'

const WEEK_SECONDS = 604_800
const MINUTE_MS = 60_000
const stops: (() => unknown)[] = []
afterAll(() => {
  for (const stop of stops) stop()
})

function start(env: Record<string, string> = {}) {
  const contact = { PUSH_CONTACT: 'mailto:admin@example.org' }
  const config = readConfig({ DATABASE_PATH: ':memory:', ...contact, ...env }, 'no-such-folder')
  if (!config.ok) throw new Error(config.error)
  let wall = 1_700_000_000_000
  let elapsed = 0
  let status = 201
  const lines: string[] = []
  const service = startPushService(() => new Response(null, { status }))
  const graces: { readonly act: () => void; readonly ms: number }[] = []
  let stalled = ''
  const store = wrapStore(openSqliteStore(':memory:', BUSY_WITHIN_MS), (method) => {
    if (method === stalled) throw new Error('the database is away')
  })
  const app = createServerApp(
    config.value,
    createServerLog('debug', (line) => lines.push(line)),
    {
      store,
      clock: { now: () => wall, elapsed: () => elapsed },
      outside: {
        fetch: service.fetch,
        after(act, ms) {
          const grace = { act, ms }
          graces.push(grace)
          return () => void graces.splice(graces.indexOf(grace), 1)
        },
      },
    },
  )
  stops.push(app.stop, service.stop)
  const call = async (method: string, path: string, body?: unknown, address = '10.0.0.1') => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const request = new Request(`http://localhost${path}`, { method, ...init })
    const answer = await app.answer(request, address)
    const text = await answer.text()
    return { status: answer.status, body: text ? JSON.parse(text) : null, headers: answer.headers }
  }
  const post = (path: string, body: unknown, address?: string) => call('POST', path, body, address)
  let codes = 100_000
  const makeRoom = async (host = 'HOST', guest = 'GUEST', ticket?: string): Promise<RoomId> => {
    codes += 1
    const joinid = String(codes)
    await post('/api/rooms', { joinid, expiresInSeconds: 3_600, client1: host, ticket })
    return (await post('/api/rooms/accept', { joinid, client2: guest })).body.roomid
  }
  const seconds = (): number => Math.floor(wall / 1_000)
  const phone = createPhone('https://web.push.apple.com/QGuQyavXutnMH')
  const seal = async (change: Partial<Ticket> = {}, of: Phone = phone): Promise<string> => {
    const { key } = (await call('GET', '/api/nudges')).body
    return of.seal(key, { x: seconds() + WEEK_SECONDS, ...change })
  }
  return {
    call,
    post,
    makeRoom,
    phone,
    seal,
    seconds,
    service,
    lines,
    graces,
    store,
    sealFor: (roomid: RoomId, of?: Phone) => seal({ r: roomMark(roomid) }, of),
    ring: (roomid: string, ticket: string, more: Record<string, unknown> = {}, address?: string) =>
      post('/api/nudges', { roomid, deviceId: 'GUEST', ticket, ...more }, address),
    answerWith: (code: number) => {
      status = code
    },
    wait: (ms: number) => {
      wall += ms
      elapsed += ms
    },
    stall: (method: string) => {
      stalled = method
    },
    stop: app.stop,
  }
}
const answered = ({ status, body }: { status: number; body: { error?: string; outcome?: string } }) => [
  status,
  body.error ?? body.outcome,
]

test('a member rings its peer, and the phone shows that somebody waits', async () => {
  const { makeRoom, sealFor, ring, service, phone, call } = start()
  const roomid = await makeRoom()
  const offer = await call('GET', '/api/nudges')
  expect(offer.body).toMatchObject({ expiresInSeconds: 86_400 })
  expect([offer.body.key.length, offer.body.vapid.length]).toEqual([48, 87])
  expect(await ring(roomid, await sealFor(roomid), { now: true })).toMatchObject({
    status: 200,
    body: { outcome: 'sent' },
  })
  const [push] = service.received
  expect(push && phone.read(push.body)).toMatchObject({
    notification: { body: 'Someone is waiting for you.' },
  })
  expect(push?.headers.get('Urgency')).toBe('high')
  expect(push?.headers.get('X-Host')).toBe('web.push.apple.com')
})

test('what the push service says is passed on', async () => {
  const says: readonly (readonly [number, string])[] = [
    [201, 'sent'],
    [410, 'gone'],
    [403, 'refused'],
    [503, 'later'],
  ]
  for (const [status, outcome] of says) {
    const { makeRoom, sealFor, ring, answerWith, lines } = start()
    const roomid = await makeRoom()
    answerWith(status)
    expect(answered(await ring(roomid, await sealFor(roomid)))).toEqual([200, outcome])
    const refusals = lines.filter((line) => line.includes('push.refused'))
    expect(refusals.map((line) => JSON.parse(line))).toMatchObject(
      status === 403 ? [{ level: 'warn', service: 'apple', status: 403 }] : [],
    )
    expect(lines.join('\n')).not.toMatch(/apple\.com|GUEST|HOST|10\.0\.0\.1/)
  }
})

test('no room, no member and the ticket of another room get one answer, and nothing is called', async () => {
  const { makeRoom, sealFor, seal, ring, post, call, service } = start()
  const roomid = await makeRoom()
  const other = await makeRoom('HOST-2', 'GUEST-2')
  const ticket = await sealFor(roomid)
  const unknown = await ring('x'.repeat(43), ticket)
  expect(answered(unknown)).toEqual([404, 'not_found'])
  for (const same of [
    await ring(roomid, ticket, { deviceId: 'STRANGER' }),
    await ring(roomid, await sealFor(other)),
    await ring(roomid, await seal({ r: '' })),
  ])
    expect([same.status, same.body]).toEqual([404, unknown.body])
  await call('DELETE', '/api/rooms', { roomid })
  expect(answered(await ring(roomid, ticket))).toEqual([404, 'not_found'])
  const purged = await sealFor(other)
  await post('/api/user/purge', { deviceIds: ['HOST-2'] })
  expect(answered(await ring(other, purged, { deviceId: 'GUEST-2' }))).toEqual([404, 'not_found'])
  expect(service.received).toHaveLength(0)
})

test('a wrong ticket is 400, one that has run out 403, and nothing is called for either', async () => {
  const { makeRoom, sealFor, seal, ring, service, seconds, wait } = start({ RATE_LIMIT: 'off' })
  const roomid = await makeRoom()
  const r = roomMark(roomid)
  const good = await sealFor(roomid)
  const flip = (at: number): string => {
    const bytes = Buffer.from(good, 'base64url')
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytesToBase64url(bytes)
  }
  const local = createPhone('https://127.0.0.1/x')
  const metadata = createPhone('https://169.254.169.254/latest/meta-data')
  for (const wrong of [
    ...[flip(0), flip(40), flip(1_588), good.slice(1), `${good}A`, '!'.repeat(good.length)],
    await sealFor(roomid, local),
    await sealFor(roomid, metadata),
    await seal({ r, x: seconds() + 9 * 86_400 }),
  ])
    expect(answered(await ring(roomid, wrong))).toEqual([400, 'invalid_ticket'])
  const another = start()
  for (const expired of [flip(2), await seal({ r, x: seconds() }), await another.sealFor(roomid)])
    expect(answered(await ring(roomid, expired))).toEqual([403, 'ticket_expired'])
  wait(WEEK_SECONDS * 1_000)
  expect(answered(await ring(roomid, good))).toEqual([403, 'ticket_expired'])
  expect(service.received).toHaveLength(0)
})

test('a missing or malformed field is named', async () => {
  const { post, makeRoom, sealFor } = start()
  const roomid = await makeRoom()
  const ticket = await sealFor(roomid)
  const rows: readonly (readonly [Record<string, unknown>, string])[] = [
    [{}, 'missing_roomid'],
    [{ roomid }, 'missing_deviceId'],
    [{ roomid, deviceId: 'GUEST' }, 'missing_ticket'],
    [{ roomid, deviceId: 'GUEST', ticket: 7 }, 'invalid_ticket'],
    [{ roomid, deviceId: 'GUEST', ticket, now: 'yes' }, 'invalid_now'],
  ]
  for (const [body, error] of rows) expect(answered(await post('/api/nudges', body))).toEqual([400, error])
  expect(answered(await post('/api/nudges/test', {}))).toEqual([400, 'missing_ticket'])
})

test('a ticket replayed a hundred times rings three times, then once a minute for a person who presses', async () => {
  const { makeRoom, sealFor, ring, service, wait } = start()
  const roomid = await makeRoom()
  const ticket = await sealFor(roomid)
  const statuses: number[] = []
  for (let n = 0; n < 100; n += 1) statuses.push((await ring(roomid, ticket, {}, `10.0.${n}.1`)).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(RINGS_BURST)
  expect(service.received).toHaveLength(RINGS_BURST)
  const refused = await ring(roomid, ticket, { now: true })
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60'])
  wait(MINUTE_MS)
  expect((await ring(roomid, ticket)).body.retryAfterMs).toBeGreaterThan(3 * MINUTE_MS)
  expect(answered(await ring(roomid, ticket, { now: true }))).toEqual([200, 'sent'])
  expect(service.received).toHaveLength(RINGS_BURST + 1)
})

test('many tickets for one phone under as many rooms ring it four times, then once in half a minute', async () => {
  const { makeRoom, sealFor, ring, service, wait } = start({ RATE_LIMIT: 'on' })
  const outcomes: string[] = []
  for (let n = 0; n < 20; n += 1) {
    const roomid = await makeRoom(`HOST-${n}`, `GUEST-${n}`)
    const rang = await ring(roomid, await sealFor(roomid), { deviceId: `GUEST-${n}` }, `10.1.${n}.1`)
    outcomes.push(rang.body.outcome)
  }
  expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(4)
  expect(outcomes.filter((outcome) => outcome === 'later')).toHaveLength(16)
  wait(30_001)
  for (const n of [100, 101]) {
    const roomid = await makeRoom(`HOST-${n}`, `GUEST-${n}`)
    await ring(roomid, await sealFor(roomid), { deviceId: `GUEST-${n}` })
  }
  expect(service.received).toHaveLength(5)
})

test('a client has thirty nudge calls a minute', async () => {
  const { ring, seal } = start()
  const ticket = await seal()
  const statuses: number[] = []
  for (let n = 0; n <= NUDGE_CALLS_BURST; n += 1) statuses.push((await ring('no-room', ticket)).status)
  expect(statuses.filter((status) => status === 404)).toHaveLength(NUDGE_CALLS_BURST)
  expect(statuses.at(-1)).toBe(429)
})

test('a phone rings itself three times in ten minutes, with a ticket that lives two', async () => {
  const { post, seal, seconds, service, wait } = start()
  const test = async (change: Partial<Ticket>, address?: string) =>
    answered(await post('/api/nudges/test', { ticket: await seal(change) }, address))
  const x = seconds() + 120
  expect(await test({ x })).toEqual([200, 'sent'])
  expect(await test({ x })).toEqual([200, 'sent'])
  expect(await test({ x })).toEqual([200, 'sent'])
  expect((await test({ x }))[0]).toBe(429)
  // An invite's ticket, which the server keeps, or a peer's is no trial.
  expect(await test({ x: x + 600 }, '10.0.0.2')).toEqual([400, 'invalid_ticket'])
  expect(await test({ x, r: 'R'.repeat(22) }, '10.0.0.2')).toEqual([400, 'invalid_ticket'])
  // A phone whose clock is four minutes behind.
  expect(await test({ x: x - 240 }, '10.0.0.3')).toEqual([200, 'sent'])
  expect(await test({ x: x - 600 }, '10.0.0.4')).toEqual([403, 'ticket_expired'])
  wait(200_001)
  expect(await test({ x })).toEqual([200, 'sent'])
  expect(service.received).toHaveLength(5)
})

test('the host of an accepted invite is rung when it has not come after four seconds', async () => {
  const { makeRoom, seal, graces, service, phone } = start()
  await makeRoom('HOST', 'GUEST', await seal())
  expect(service.received).toHaveLength(0)
  expect(graces.map(({ ms }) => ms)).toEqual([NUDGE_GRACE_MS])
  for (const { act } of graces) act()
  await until(() => service.received.length === 1)
  const [push] = service.received
  expect(push && phone.read(push.body)).toMatchObject({ notification: { body: 'Your code was accepted.' } })
})
/** Waits for a fact that no event announces. */
async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await Bun.sleep(1)
}

test('a host that came by itself, or whose room is gone, is not rung', async () => {
  const { makeRoom, seal, graces, service, store, call } = start()
  const came = await makeRoom('HOST', 'GUEST', await seal())
  await store.enterRoom(came, 'HOST' as never)
  const deleted = await makeRoom('HOST-2', 'GUEST-2', await seal())
  await call('DELETE', '/api/rooms', { roomid: deleted })
  const waits = await makeRoom(
    'HOST-3',
    'GUEST-3',
    await seal({}, createPhone('https://web.push.apple.com/3')),
  )
  for (const { act } of graces) act()
  await until(() => service.received.length > 0)
  expect(waits).toBeTruthy()
  expect(service.received.map(({ url }) => url)).toEqual(['/3'])
})

test('a trouble of the database in the grace, or the server’s stop, loses the ring and nothing else', async () => {
  const first = start()
  const roomid = await first.makeRoom('HOST', 'GUEST', await first.seal())
  first.stall('hostEntered')
  for (const { act } of first.graces) act()
  await until(() => first.lines.some((line) => line.includes('"fault"')))
  expect((await first.call('GET', `/api/rooms?roomid=${roomid}`)).status).toBe(200)
  expect(first.service.received).toHaveLength(0)
  const second = start()
  await second.makeRoom('HOST', 'GUEST', await second.seal())
  await second.stop()
  expect(second.graces).toEqual([])
})

test('a host that turns ringing off takes its ticket out of the invite, and the acceptance rings nobody', async () => {
  const { post, seal, graces } = start()
  const invite = { joinid: '123456', expiresInSeconds: 60, client1: 'HOST' }
  for (const ticket of [await seal(), null])
    expect((await post('/api/rooms', { ...invite, ticket })).status).toBe(201)
  expect((await post('/api/rooms/accept', { joinid: '123456', client2: 'GUEST' })).status).toBe(200)
  expect(graces).toEqual([])
})

test('an invite with a wrong ticket is refused at once and not stored, and costs no guess', async () => {
  const { post, seal, seconds, graces } = start()
  const invite = { joinid: '123456', expiresInSeconds: 60, client1: 'HOST' }
  const make = async (ticket: unknown) => answered(await post('/api/rooms', { ...invite, ticket }))
  expect(await make('short')).toEqual([400, 'invalid_ticket'])
  expect(await make(await seal({ r: 'R'.repeat(22) }))).toEqual([400, 'invalid_ticket'])
  expect(await make(await seal({}, createPhone('https://evil.example/x')))).toEqual([400, 'invalid_ticket'])
  expect(await make(await seal({ x: seconds() - 1 }))).toEqual([403, 'ticket_expired'])
  expect(answered(await post('/api/rooms/accept', { joinid: '123456', client2: 'GUEST' }))[0]).toBe(404)
  expect((await post('/api/rooms', invite)).status).toBe(201)
  expect((await post('/api/rooms/accept', { joinid: '123456', client2: 'GUEST' })).status).toBe(200)
  expect(graces).toEqual([])
})

test('a server that does not ring says so, and takes invites as before', async () => {
  for (const env of [{ NUDGES: 'off' }, { PUSH_CONTACT: '' }]) {
    const { call, post, graces, makeRoom } = start(env)
    const ticket = 't'.repeat(2_119)
    const roomid = await makeRoom('HOST', 'GUEST', ticket)
    expect(answered(await call('GET', '/api/nudges'))).toEqual([503, 'unavailable'])
    const ring = { roomid, deviceId: 'GUEST', ticket }
    expect(answered(await post('/api/nudges', ring))).toEqual([503, 'unavailable'])
    expect(answered(await post('/api/nudges/test', { ticket }))).toEqual([503, 'unavailable'])
    expect(graces).toEqual([])
  }
})
