/** What each answer of a push service becomes, and that nothing it does leads the server astray or holds it up. */
import { afterEach, expect, test } from 'bun:test'
import { join } from 'node:path'
import { temporaryFolder } from '../../tests/harness/temporary-folder.ts'
import { PUSHES_AT_ONCE } from '../core/limits.ts'
import { createEndpointLimits } from './endpoint-limits.ts'
import { nudgePayload } from './nudge-payload.ts'
import { checkVapid, createPhone } from './phone.fake.ts'
import { type PushReceived, startPushService } from './push-service.fake.ts'
import { createPushSender, outcomeOf, type Push, retryAfterMs, type SenderPorts } from './sender.ts'
import { createVapid } from './vapid.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function start(
  answer: (push: PushReceived) => Response | Promise<Response>,
  change: Partial<SenderPorts> = {},
) {
  const service = startPushService(answer)
  stops.push(service.stop)
  let elapsed = 0
  const answers: string[] = []
  const sender = createPushSender({
    vapid: createVapid(null, 'mailto:admin@example.org', () => elapsed),
    limits: createEndpointLimits(),
    limited: false,
    clock: { now: () => 1_700_000_000_000 + elapsed, elapsed: () => elapsed },
    fetch: service.fetch,
    answered: (name, outcome, status) => answers.push(`${name} ${outcome} ${status}`),
    ...change,
  })
  return {
    service,
    sender,
    answers,
    wait: (ms: number) => {
      elapsed += ms
    },
  }
}
function pushTo(
  endpoint: string,
  change: Partial<Push> = {},
): Push & { readonly phone: ReturnType<typeof createPhone> } {
  const phone = createPhone(endpoint)
  const ticket = phone.ticketOf({})
  const payloads = {
    waiting: nudgePayload(ticket, 'waiting') ?? new Uint8Array(),
    accepted: nudgePayload(ticket, 'accepted') ?? new Uint8Array(),
  }
  const open = { url: new URL(endpoint), keys: ticket, payloads, endsAt: 0, room: '' }
  return { ticket: open, occasion: 'waiting', urgent: false, phone, ...change }
}
const APPLE = 'https://web.push.apple.com/one'

test('a push service gets one signed request, and the phone reads the notification', async () => {
  const { service, sender, answers } = start(() => new Response(null, { status: 201 }))
  const { phone, ...push } = pushTo(APPLE, { occasion: 'accepted', urgent: true })
  expect(await sender.send(push)).toEqual({ outcome: 'sent' })
  const [got] = service.received
  if (!got) throw new Error('nothing came')
  const header = (name: string) => got.headers.get(name)
  expect(['TTL', 'Urgency', 'Topic', 'Content-Encoding', 'Content-Type'].map(header)).toEqual([
    '86400',
    'high',
    'nudge',
    'aes128gcm',
    'application/notification+json',
  ])
  checkVapid(header('Authorization') ?? '', 'https://web.push.apple.com', Math.floor(Date.now() / 1_000))
  expect([header('Cookie'), header('Referer'), header('Origin')]).toEqual([null, null, null])
  expect(phone.read(got.body)).toMatchObject({ notification: { body: 'Your code was accepted.' } })
  await sender.send({ ...push, urgent: false })
  expect(service.received[1]?.headers.get('Urgency')).toBe('normal')
  expect(answers[0]).toBe('apple sent 201')
})

test('every status becomes one of four outcomes', async () => {
  const means = {
    sent: [200, 201, 202],
    gone: [404, 410],
    refused: [301, 302, 303, 307, 308, 400, 401, 403, 413],
    later: [429, 500, 502, 503, 504],
  }
  for (const [outcome, statuses] of Object.entries(means))
    for (const status of statuses) {
      const { sender } = start(
        () => new Response(null, { status, headers: { Location: 'https://evil.example/' } }),
      )
      const rang = await sender.send(pushTo(APPLE))
      expect([status, rang]).toEqual([
        status,
        outcome === 'later' ? { outcome: 'later', retryAfterMs: 60_000 } : { outcome: outcome as 'sent' },
      ])
    }
  expect(outcomeOf(418)).toBe('refused')
})

test('a redirect is not followed', async () => {
  const { service, sender } = start(({ url }) =>
    url === '/one'
      ? new Response(null, { status: 307, headers: { Location: '/secret' } })
      : new Response(null, { status: 201 }),
  )
  expect(await sender.send(pushTo(APPLE))).toEqual({ outcome: 'refused' })
  expect(service.received.map(({ url }) => url)).toEqual(['/one'])
})

test('a push service that does not answer is cut off', async () => {
  const { sender, answers } = start(() => new Promise(() => {}), { withinMs: 50 })
  expect(await sender.send(pushTo(APPLE))).toEqual({ outcome: 'later', retryAfterMs: 60_000 })
  expect(answers).toEqual(['apple later null'])
})

test('an endless answer is not read: its body is let go at once', async () => {
  const seen = { chunks: 0, cancelled: false }
  const endless = new ReadableStream({
    pull(controller) {
      seen.chunks += 1
      controller.enqueue(new Uint8Array(65_536))
    },
    cancel() {
      seen.cancelled = true
    },
  })
  const { sender } = start(() => new Response(), {
    fetch: async () => new Response(endless, { status: 201 }),
  })
  expect(await sender.send(pushTo(APPLE))).toEqual({ outcome: 'sent' })
  expect(seen.cancelled).toBe(true)
  expect(seen.chunks).toBeLessThan(3)
})

test('a push service that nobody can reach means later', async () => {
  const { sender } = start(() => new Response(), { fetch: () => Promise.reject(new TypeError('no network')) })
  expect(await sender.send(pushTo(APPLE))).toEqual({ outcome: 'later', retryAfterMs: 60_000 })
})

test('a certificate of its own making proves no name: not one byte of HTTP goes there', async () => {
  const folder = temporaryFolder('self-signed')
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = Bun.spawnSync([
    ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost,DNS:web.push.apple.com'],
  ])
  expect(made.success).toBe(true)
  let calls = 0
  const server = Bun.serve({
    port: 0,
    hostname: 'localhost',
    tls: { key: Bun.file(key), cert: Bun.file(cert) },
    fetch() {
      calls += 1
      return new Response(null, { status: 201 })
    },
  })
  stops.push(() => server.stop(true))
  const { sender, answers } = start(() => new Response(), { fetch: (url, init) => fetch(url, init) })
  const rang = await sender.send(pushTo(`https://localhost:${server.port}/x`))
  expect([rang.outcome, calls, answers]).toEqual(['later', 0, ['other later null']])
})

test('a phone that a push service refuses for now is paused alone, and five of them in a row pause the service', async () => {
  let status = 429
  const { service, sender, wait } = start(
    () => new Response(null, { status, headers: status === 429 ? { 'Retry-After': '120' } : {} }),
  )
  expect(await sender.send(pushTo(APPLE))).toEqual({ outcome: 'later', retryAfterMs: 120_000 })
  wait(20_000)
  // Neither the other host nor the other phone helps the one that was refused.
  expect(await sender.send(pushTo('https://api.push.apple.com/one'))).toEqual({
    outcome: 'later',
    retryAfterMs: 100_000,
  })
  expect(service.received).toHaveLength(1)
  for (const phone of ['two', 'three', 'four', 'five'])
    expect(await sender.send(pushTo(`https://web.push.apple.com/${phone}`))).toEqual({
      outcome: 'later',
      retryAfterMs: 120_000,
    })
  status = 201
  expect(await sender.send(pushTo('https://web.push.apple.com/six'))).toEqual({
    outcome: 'later',
    retryAfterMs: 120_000,
  })
  expect((await sender.send(pushTo('https://fcm.googleapis.com/x'))).outcome).toBe('sent')
  wait(120_000)
  expect((await sender.send(pushTo(APPLE))).outcome).toBe('sent')
})

test('a push service may ask for an hour at most, in seconds or by a date', () => {
  const now = Date.parse('Fri, 01 Jan 2027 00:00:00 GMT')
  const asked = (text: string | null) => retryAfterMs(text, now)
  expect(['7', '0', '999999999', null, 'soon', ''].map(asked)).toEqual([
    7_000, 1_000, 3_600_000, 60_000, 60_000, 60_000,
  ])
  expect(asked('Fri, 01 Jan 2027 00:05:00 GMT')).toBe(300_000)
  expect(asked('Thu, 31 Dec 2026 00:00:00 GMT')).toBe(1_000)
})

test('sixty-four pushes are under way at once, and no more', async () => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let came = 0
  const { sender } = start(() => new Response(), {
    async fetch() {
      came += 1
      await held
      return new Response(null, { status: 201 })
    },
  })
  const pushes = Array.from({ length: PUSHES_AT_ONCE }, (_, n) =>
    sender.send(pushTo(`https://web.push.apple.com/${n}`)),
  )
  expect(await sender.send(pushTo('https://web.push.apple.com/more'))).toEqual({
    outcome: 'later',
    retryAfterMs: 60_000,
  })
  release()
  expect((await Promise.all(pushes)).every(({ outcome }) => outcome === 'sent')).toBe(true)
  expect(came).toBe(PUSHES_AT_ONCE)
  expect((await sender.send(pushTo('https://web.push.apple.com/more'))).outcome).toBe('sent')
})

test('a phone that was rung too often is not called, and the wait is told', async () => {
  const { service, sender } = start(() => new Response(null, { status: 201 }), { limited: true })
  const outcomes: string[] = []
  for (let n = 0; n < 10; n += 1) outcomes.push((await sender.send(pushTo(APPLE))).outcome)
  expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(4)
  expect(await sender.send(pushTo(APPLE))).toEqual({ outcome: 'later', retryAfterMs: 30_000 })
  expect(service.received).toHaveLength(4)
})
