/** The real process: confirmed writes survive kill -9, erased data is gone from its files, and it shuts down cleanly. */
import { afterAll, expect, test } from 'bun:test'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bareDist } from '../tests/harness/networks/bare-dist.ts'
import { createTestServer, type TestServer } from '../tests/harness/networks/test-server.ts'
import { createPhone } from './push/phone.fake.ts'

const servers: TestServer[] = []
afterAll(async () => {
  for (const server of servers) await server.dispose()
})
async function start(env: Record<string, string> = {}): Promise<TestServer> {
  const server = await createTestServer({ RATE_LIMIT: 'off', DIST_PATH: bareDist(), ...env })
  servers.push(server)
  await server.start()
  return server
}
const post = (server: TestServer, path: string, body: unknown): Promise<Response> =>
  fetch(server.url + path, { method: 'POST', body: JSON.stringify(body) })
const code = (n: number): string => String(n).padStart(6, '0')

async function makeRoom(
  server: TestServer,
  n: number,
  host = `HOST-${n}`,
  guest = `GUEST-${n}`,
): Promise<string> {
  await post(server, '/api/rooms', { joinid: code(n), client1: host, expiresInSeconds: 3_600 })
  const answer = await post(server, '/api/rooms/accept', { joinid: code(n), client2: guest })
  return ((await answer.json()) as { roomid: string }).roomid
}

test('a kill -9 at any moment loses no accepted invite and no room', async () => {
  const server = await start()
  for (let round = 0; round < 3; round += 1) {
    const promised: string[] = []
    let running = true
    const hammer = async (lane: number): Promise<void> => {
      for (let n = 0; running; n += 1) {
        const roomId = await makeRoom(server, round * 100_000 + lane * 10_000 + n).catch(() => null)
        if (roomId) promised.push(roomId)
      }
    }
    const lanes = [hammer(0), hammer(1), hammer(2), hammer(3)]
    // On a slow machine the first rooms take a while; the kill comes at any moment after some of them.
    while (promised.length < 6) await Bun.sleep(5)
    await Bun.sleep(round * 130)
    await server.stop('SIGKILL')
    running = false
    await Promise.all(lanes)
    await server.start()
    expect(promised.length).toBeGreaterThan(5)
    for (const roomId of promised)
      expect((await fetch(`${server.url}/api/rooms?roomid=${roomId}`)).status).toBe(200)
  }
}, 60_000)

test('after a purge the ids are in no file and not in the log', async () => {
  const server = await start({ LOG_LEVEL: 'debug' })
  const secrets: string[] = []
  for (let n = 0; n < 60; n += 1) {
    const host = `PURGE-HOST-${n}-${crypto.randomUUID()}`
    const guest = `PURGE-GUEST-${n}-${crypto.randomUUID()}`
    const roomId = await makeRoom(server, n, host, guest)
    secrets.push(host, guest, roomId)
    // Neighbouring rows that stay, so that database pages are shared and not simply freed.
    await makeRoom(server, 500_000 + n)
  }
  const folder = dirname(server.databasePath)
  const found = (): string[] => {
    const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'))
    return secrets.filter((secret) => bytes.some((text) => text.includes(secret)))
  }
  expect(found().length).toBe(secrets.length)
  for (const host of secrets.filter((secret) => secret.startsWith('PURGE-HOST')))
    expect((await post(server, '/api/user/purge', { deviceIds: [host] })).status).toBe(200)
  expect(found()).toEqual([])
  for (const secret of secrets) expect(server.output()).not.toContain(secret)
}, 60_000)

/** Nothing listens there, and no name is looked up for it. */
const NO_PUSH_SERVICE = 'https://localhost:9'
const RINGS = { PUSH_CONTACT: 'mailto:admin@example.org', PUSH_HOSTS: NO_PUSH_SERVICE }
async function sealTicket(server: TestServer, end: number): Promise<string> {
  const { key } = (await (await fetch(`${server.url}/api/nudges`)).json()) as { readonly key: string }
  return createPhone(`${NO_PUSH_SERVICE}/x`).seal(key, { x: Math.floor(Date.now() / 1_000) + end })
}
const holds = (server: TestServer, secrets: readonly string[]): readonly string[] => {
  const folder = dirname(server.databasePath)
  const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'))
  return secrets.filter((secret) => bytes.some((text) => text.includes(secret)))
}

test('after a purge no byte of an invite’s ticket is in any file, and the log never had one', async () => {
  const server = await start({ LOG_LEVEL: 'debug', ...RINGS })
  const tickets: string[] = []
  for (let n = 0; n < 20; n += 1) {
    const ticket = await sealTicket(server, 3_600)
    tickets.push(ticket)
    const host = { client1: n % 2 === 0 ? 'STAYS' : 'GOES', expiresInSeconds: 3_600 }
    const made = await post(server, '/api/rooms', { joinid: code(n), ticket, ...host })
    expect(made.status).toBe(201)
  }
  // Any part of a ticket, since a page of the database may hold it in pieces.
  const partsOf = (ticket: string): readonly string[] =>
    [0, 500, 1_000, 1_500].map((at) => ticket.slice(at + 40, at + 72))
  const going = tickets.filter((_, n) => n % 2 === 1).flatMap(partsOf)
  expect(holds(server, going).length).toBe(going.length)
  expect((await post(server, '/api/user/purge', { deviceIds: ['GOES'] })).status).toBe(200)
  expect(holds(server, going)).toEqual([])
  expect(
    holds(
      server,
      tickets.filter((_, n) => n % 2 === 0),
    ).length,
  ).toBe(10)
  for (const part of tickets.flatMap(partsOf)) expect(server.output()).not.toContain(part)
}, 60_000)

test('a kill -9 while the host has its four seconds keeps the acceptance; its ticket is gone, and that of an invite that ran out', async () => {
  const server = await start(RINGS)
  const ranOut = await sealTicket(server, 3_600)
  const short = { joinid: '666666', client1: 'HOST', expiresInSeconds: 1 }
  await post(server, '/api/rooms', { ...short, ticket: ranOut })
  while ((await post(server, '/api/rooms/check', short)).status !== 404) await Bun.sleep(20)
  const ticket = await sealTicket(server, 3_600)
  await post(server, '/api/rooms', { joinid: '777777', client1: 'HOST', expiresInSeconds: 3_600, ticket })
  const accepted = await post(server, '/api/rooms/accept', { joinid: '777777', client2: 'GUEST' })
  const { roomid } = (await accepted.json()) as { readonly roomid: string }
  await server.stop('SIGKILL')
  await server.start()
  const check = await post(server, '/api/rooms/check', { joinid: '777777', client1: 'HOST' })
  expect([check.status, await check.json()]).toEqual([200, { roomid }])
  // The first sweep after the start takes deleted rows out of the log of the database.
  const parts = [ticket, ranOut].map((text) => text.slice(100, 140))
  while (holds(server, parts).length > 0) await Bun.sleep(20)
}, 60_000)

test('a kill -9 leaves the keys, so that tickets and subscriptions from before still serve', async () => {
  const server = await start(RINGS)
  const before = await (await fetch(`${server.url}/api/nudges`)).json()
  await server.stop('SIGKILL')
  await server.start()
  expect(await (await fetch(`${server.url}/api/nudges`)).json()).toEqual(before)
}, 60_000)

test('SIGTERM closes the sockets with a reason, leaves a clean database and exits with 0', async () => {
  const server = await start()
  const socket = new WebSocket(server.url.replace('http', 'ws'))
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const closed = new Promise<number>((resolve) =>
    socket.addEventListener('close', ({ code: why }) => resolve(why)),
  )
  expect(await server.stop('SIGTERM')).toBe(0)
  expect(await closed).toBe(1001)
  const wal = readdirSync(dirname(server.databasePath)).find((file) => file.endsWith('-wal'))
  expect(wal ? readFileSync(join(dirname(server.databasePath), wal)).length : 0).toBe(0)
  const lines = server.output().trim().split('\n')
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: 'info' })
}, 30_000)

test('an invalid value stops the start with one sentence', async () => {
  const child = Bun.spawn(['bun', 'server/index.ts'], {
    env: { ...process.env, PORT: 'eighty' },
    stderr: 'pipe',
    stdout: 'pipe',
  })
  expect(await child.exited).toBe(1)
  expect((await new Response(child.stderr).text()).trim()).toBe(
    'Inviso did not start. PORT must be a whole number from 0 to 65535; it is "eighty".',
  )
})

test('an invalid passkey key stops the start with one sentence', async () => {
  const server = await createTestServer({ DIST_PATH: bareDist() })
  servers.push(server)
  writeFileSync(`${server.databasePath}.passkey-key`, 'not 32 bytes')
  expect(await server.start().catch(String)).toContain(
    `Inviso did not start. The passkey key file "${server.databasePath}.passkey-key" (PASSKEY_KEY_PATH) must hold exactly 32 bytes and holds 12; `,
  )
})
