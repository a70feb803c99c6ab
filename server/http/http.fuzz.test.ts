/** 100,000 malformed REST calls: no 5xx, no crash, no growth of memory. A failure prints the seed. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { createServerApp } from '../app.ts'
import { BUSY_WITHIN_MS } from '../core/limits.ts'
import { createServerLog } from '../log.ts'
import { createPhone } from '../push/phone.fake.ts'
import { openSqliteStore } from '../store/sqlite.ts'

const RUNS = 100_000
const GROWTH_BYTES_MAX = 40_000_000

const paths = [
  '/api/rooms',
  '/api/rooms/accept',
  '/api/rooms/check',
  '/api/user/purge',
  '/api/passkeys/register/options',
  '/api/passkeys/register/verify',
  '/api/passkeys/unlock/options',
  '/api/passkeys/unlock/verify',
  '/api/nudges',
  '/api/nudges/test',
  '/api',
  '/api/x',
  '/',
  '/healthz',
  '/../x',
  '/assets/%2e%2e',
  '/version.json',
]
const fields = [
  'joinid',
  'client1',
  'client2',
  'expiresInSeconds',
  'roomid',
  'deviceIds',
  'deviceId',
  'retryKey',
  'blob',
  'credential',
  'ticket',
  'now',
  'prf',
  '__proto__',
  'constructor',
]
/** A ticket that opens and leads to this very machine; made when the server's key is known. */
const SEALED = 'a sealed ticket'
const almost = fc.constantFrom<unknown>(
  SEALED,
  // Tickets in form, of this version and of none.
  `AQ${'A'.repeat(2_117)}`,
  'A'.repeat(2_119),
  '123456',
  'A',
  60,
  0,
  -1,
  1e99,
  null,
  true,
  [],
  {},
  ['A'],
  [null],
  '',
  '１２３４５６',
  '12345\u0000',
  'x'.repeat(500),
  // A credential that is well-formed up to its challenge, and one with unreadable client data.
  {
    id: 'AA',
    rawId: 'AA',
    type: 'public-key',
    response: {
      clientDataJSON: 'eyJjaGFsbGVuZ2UiOiJBQSJ9',
      attestationObject: 'oA',
      authenticatorData: 'AA',
      signature: 'AA',
    },
  },
  { id: 'AA', rawId: 'AA', type: 'public-key', response: { clientDataJSON: 'A', attestationObject: 'A' } },
)
const body = fc.oneof(
  fc
    .dictionary(fc.constantFrom(...fields), fc.oneof(almost, fc.jsonValue({ maxDepth: 2 })), { maxKeys: 5 })
    .map((value) => JSON.stringify(value)),
  fc.string({ maxLength: 60 }),
  fc.json({ maxDepth: 2 }),
)
const call = fc.record({
  method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD'),
  path: fc.constantFrom(...paths),
  query: fc.oneof(
    fc.constant(''),
    fc.string({ maxLength: 30 }).map((text) => `?roomid=${encodeURIComponent(text)}`),
    fc.constant('?roomid=a&roomid=b'),
  ),
  body,
  forwarded: fc.oneof(fc.constant(''), fc.string({ maxLength: 20 })),
})

test('malformed calls are refused with a named error, nothing is called, and memory does not grow', async () => {
  const faults: string[] = []
  const called: string[] = []
  const app = createServerApp(
    {
      port: 0,
      host: '',
      databasePath: ':memory:',
      passkeyKeyPath: null,
      publicOrigin: null,
      tls: null,
      iceServers: [],
      turn: null,
      relay: true,
      nudges: { contact: 'mailto:a@example.org', hosts: [], keysPath: null, vapidPath: null },
      corsOrigins: null,
      trustProxy: 1,
      rateLimit: false,
      roomIdleMs: 1_000_000,
      logLevel: 'error',
      dist: 'no-such-folder',
    },
    createServerLog('error', (line) => faults.push(line)),
    {
      store: openSqliteStore(':memory:', BUSY_WITHIN_MS),
      outside: {
        async fetch(url) {
          called.push(url.href)
          return new Response()
        },
        after: () => () => {},
      },
    },
  )
  const offer = await app.answer(new Request('http://localhost/api/nudges'), '127.0.0.1')
  const { key } = (await offer.json()) as { readonly key: string }
  const x = Math.floor(Date.now() / 1_000) + 60
  const sealed = await createPhone('https://127.0.0.1/x').seal(key, { x })
  const seed = Date.now()
  const calls = fc.sample(call, { numRuns: RUNS / 5, seed })
  const ask = async (one: (typeof calls)[number]): Promise<void> => {
    const bodiless = one.method === 'GET' || one.method === 'HEAD'
    const headers = new Headers({ Origin: 'http://localhost' })
    if (/^[\x20-\x7e]*$/.test(one.forwarded)) headers.set('X-Forwarded-For', one.forwarded)
    const request = new Request(`http://localhost${one.path}${one.query}`, {
      method: one.method,
      headers,
      ...(bodiless ? {} : { body: one.body.replaceAll(SEALED, sealed) }),
    })
    const answer = await app.answer(request, '127.0.0.1')
    await answer.arrayBuffer()
    if (answer.status >= 500) throw new Error(`${answer.status} for ${JSON.stringify(one)} with seed ${seed}`)
  }
  for (const one of calls.slice(0, 2_000)) await ask(one)
  Bun.gc(true)
  const before = process.memoryUsage().heapUsed
  for (let round = 0; round < 5; round += 1) for (const one of calls) await ask(one)
  Bun.gc(true)
  expect([faults, called]).toEqual([[], []])
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(GROWTH_BYTES_MAX)
  app.stop()
}, 120_000)
