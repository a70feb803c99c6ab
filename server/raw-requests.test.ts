/** Requests that no browser makes, on a real socket: whatever the request line, host or version, no 5xx, no error page of Bun, no id in the log. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { bareDist } from '../tests/harness/networks/bare-dist.ts'
import { createTestServer, type TestServer } from '../tests/harness/networks/test-server.ts'

const SECRET = 'a-room-id-that-nobody-may-read'
const PATH = `/api/rooms?roomid=${SECRET}`
const ANSWER_WITHIN_MS = 20_000
const LOADED_MACHINE_MS = 60_000

let server: TestServer
beforeAll(async () => {
  server = await createTestServer({ RATE_LIMIT: 'off', LOG_LEVEL: 'debug', DIST_PATH: bareDist() })
  await server.start()
}, LOADED_MACHINE_MS)
afterAll(() => server.dispose())

/** Sends bytes and resolves with everything received until the socket closed. */
const ask = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url)
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error('no answer')))
    socket.on('data', (bytes) => {
      answer += bytes.toString()
      if (/^HTTP\/1\.[01] \d+[\s\S]*\r\n\r\n/.test(answer)) socket.end()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
const get = (host: string, path = PATH, version = '1.1'): string =>
  `GET ${path} HTTP/${version}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
const UPGRADE = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n'

const ODD: readonly (readonly [string, string, number | null])[] = [
  ['a bracket as the host', get('['), 400],
  ['an empty host', get(''), 400],
  ['a host with a space', get('a b'), 400],
  ['a percent sign as the host', get('%'), 400],
  ['a port past the last', get('x:99999'), 400],
  ['a host beyond ASCII', get('é'), 400],
  ['a host with a path', get('user:word@y/path'), 400],
  ['a host with a query', get('y?x#'), 400],
  ['HTTP/1.0 without a host', `GET ${PATH} HTTP/1.0\r\n\r\n`, 404],
  ['HTTP/1.0 with a host', get('x', PATH, '1.0'), 404],
  ['HTTP/1.0 for two slashes', 'GET //a/b HTTP/1.0\r\n\r\n', 200],
  ['HTTP/1.0 with a bracket as the host', get('[', PATH, '1.0'), 400],
  ['HTTP/1.1 without a host', `GET ${PATH} HTTP/1.1\r\n\r\n`, 400],
  ['two hosts', `GET ${PATH} HTTP/1.1\r\nHost: y\r\nHost: z\r\nConnection: close\r\n\r\n`, 404],
  [
    'a whole address as the path',
    `GET http://x${PATH} HTTP/1.1\r\nHost: y\r\nConnection: close\r\n\r\n`,
    404,
  ],
  ...['/healthz/', '//healthz', '/ws', '/ws/', '//ws', '//api/rooms', '/version.json/', '//version.json'].map(
    (path) => [`${path}, which the server keeps for itself,`, get('y', path), 404] as const,
  ),
  ['a broken escape', get('y', `/%zz${SECRET}`), 200],
  ['CONNECT', `CONNECT ${SECRET}:1 HTTP/1.1\r\nHost: y\r\nConnection: close\r\n\r\n`, 405],
  ['a socket with a bracket as the host', `GET /ws?x=${SECRET} HTTP/1.1\r\nHost: [\r\n${UPGRADE}\r\n`, 400],
  ['a socket without a key', `GET /ws?x=${SECRET} HTTP/1.1\r\nHost: y\r\n${UPGRADE}\r\n`, null],
  ['HTTP/1.0 that wants a socket', `GET /ws?x=${SECRET} HTTP/1.0\r\n${UPGRADE}\r\n`, null],
  ['a length that is none', `POST /api/rooms HTTP/1.1\r\nHost: y\r\nContent-Length: x\r\n\r\n`, 400],
]

for (const [name, text, status] of ODD)
  test(
    `${name} gets a regular answer`,
    async () => {
      const answer = await ask(text)
      const said = Number(/^HTTP\/1\.[01] (\d+)/.exec(answer)?.[1] ?? 0)
      expect(said).toBeGreaterThanOrEqual(200)
      expect(said).toBeLessThan(500)
      if (status !== null) expect(said).toBe(status)
      expect(answer).not.toMatch(/bun|server\/|node_modules|stack/i)
      expect(server.output()).not.toContain(SECRET)
      expect(server.output()).not.toContain('"event":"fault"')
    },
    LOADED_MACHINE_MS,
  )

test(
  'after all of them the server still works',
  async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  },
  LOADED_MACHINE_MS,
)
