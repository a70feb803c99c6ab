/** "Your code was accepted": the app gives its ticket to the real server with an invite that waits, and closes; the acceptance rings it. */
import { afterAll, expect, test } from 'bun:test'
import { ok } from '../../base/result.ts'
import type { DeviceId, JoinCode } from '../../protocol/ids.ts'
import { createServerApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { BUSY_WITHIN_MS } from '../../server/core/limits.ts'
import { createServerLog } from '../../server/log.ts'
import { createPhone } from '../../server/push/phone.fake.ts'
import { startPushService } from '../../server/push/push-service.fake.ts'
import { openSqliteStore } from '../../server/store/sqlite.ts'
import { noLifetime } from '../../web/domain/lifetime/lifetime.types.ts'
import { createNudges } from '../../web/domain/nudges/nudges.ts'
import type { SessionId } from '../../web/domain/sessions/session.ts'
import type { SessionRecord } from '../../web/domain/sessions/session-record.ts'
import { createSessionStore } from '../../web/domain/sessions/session-store.ts'
import { createLog } from '../../web/log/log.ts'
import { nudgeWords } from '../../web/nudging.ts'
import { createFakeClock } from '../../web/platform/clock.fake.ts'
import { createFakePage } from '../../web/platform/page/page.fake.ts'
import { createFakePush } from '../../web/platform/page/push.fake.ts'
import { createSeededRandom } from '../../web/platform/random.ts'
import { createMemoryKv } from '../../web/platform/storage/kv.ts'
import { createRest } from '../../web/transport/api/rest.ts'

const SERVER = 'https://chat.example.org'
const NOW = 1_700_000_000_000
const ID = 'session-1' as SessionId
const CODE = '482913' as JoinCode
const HOST = 'HOST' as DeviceId
const stops: (() => unknown)[] = []
afterAll(() => {
  for (const stop of stops) stop()
})

async function start() {
  const config = readConfig(
    { DATABASE_PATH: ':memory:', PUSH_CONTACT: 'mailto:admin@example.org' },
    'no-such-folder',
  )
  if (!config.ok) throw new Error(config.error)
  const service = startPushService(() => new Response(null, { status: 201 }))
  const graces: (() => void)[] = []
  const after = (act: () => void): (() => void) => {
    graces.push(act)
    return () => {}
  }
  const server = createServerApp(
    config.value,
    createServerLog('error', () => {}),
    {
      store: openSqliteStore(':memory:', BUSY_WITHIN_MS),
      clock: { now: () => NOW, elapsed: () => 0 },
      outside: { fetch: service.fetch, after },
    },
  )
  stops.push(server.stop, service.stop)
  const send = (async (input: string, init?: RequestInit) =>
    server.answer(new Request(input, init), '10.0.0.1')) as typeof fetch
  const clock = createFakeClock(NOW)
  const rest = createRest(send, clock)
  const kv = createMemoryKv()
  const log = createLog(clock)
  const store = createSessionStore(() => kv, log)
  await store.load()
  await rest.createInvite(SERVER, { joinid: CODE, client1: HOST, expiresInSeconds: 300 })
  await store.put({
    ...{ id: ID, name: 'Anna', named: true, server: SERVER, createdAt: 1, lastActivityAt: 1, pinned: false },
    ...{ ephemeral: false, identity: { deviceId: HOST, seat: 's'.repeat(22) }, role: 'host' },
    ...{ lifetime: noLifetime, hideAddress: false, viaServer: false, keys: null },
    state: { kind: 'pending', joinCode: CODE, expiresAt: NOW + 300_000 },
  } as unknown as SessionRecord)
  const phone = createPhone('https://web.push.apple.com/QGuQyavXutnMH')
  const { e, p, a } = phone.ticketOf({})
  const address = { endpoint: e, p256dh: p, auth: a }
  const nudges = createNudges({
    ...{ clock, random: createSeededRandom(1), kv: () => kv, store, log, rest },
    ...{ page: createFakePage(SERVER), server: () => SERVER, words: nudgeWords, unread: () => 0 },
    push: {
      ...createFakePush('granted'),
      subscribe: async () => ok(address),
      find: async () => address,
    },
  })
  nudges.open()
  const accept = () =>
    rest.acceptInvite(SERVER, {
      joinid: CODE,
      client2: 'GUEST' as DeviceId,
      retryKey: 'k'.repeat(22) as never,
    })
  return { nudges, phone, service, graces, accept }
}

test('a host that closed the app is rung four seconds after somebody accepted its code, in its own words', async () => {
  const { nudges, phone, service, graces, accept } = await start()
  expect(await nudges.of(ID).turnOn()).toEqual(ok(undefined))
  nudges.forget()
  expect((await accept()).ok).toBe(true)
  expect([graces.length, service.received.length]).toEqual([1, 0])
  for (const act of graces) act()
  while (service.received.length === 0) await Bun.sleep(1)
  const [push] = service.received
  expect(push && phone.read(push.body)).toMatchObject({
    notification: { title: 'Inviso', body: 'Your code was accepted.', navigate: `${SERVER}/` },
  })
})

test('a host that turned ringing off again is not rung', async () => {
  const { nudges, graces, accept } = await start()
  await nudges.of(ID).turnOn()
  expect(await nudges.of(ID).turnOff()).toEqual(ok(undefined))
  expect((await accept()).ok).toBe(true)
  expect(graces).toEqual([])
})
