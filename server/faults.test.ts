/** Each database statement fails once: the caller gets `unavailable`, retries and continues, and no other client is affected. */

import { Database } from 'bun:sqlite'
import { afterAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { Server } from 'bun'
import { bareDist } from '../tests/harness/networks/bare-dist.ts'
import { createTestServer, type TestServer } from '../tests/harness/networks/test-server.ts'
import { temporaryFolder } from '../tests/harness/temporary-folder.ts'
import { createServerApp } from './app.ts'
import type { Config } from './config.ts'
import { BUSY_WITHIN_MS } from './core/limits.ts'
import { createServerLog } from './log.ts'
import type { Peer, PeerData } from './signal/peer.ts'
import { openSqliteStore } from './store/sqlite.ts'
import { watchStatements } from './store/statements.fake.ts'

const LOADED_MACHINE_MS = 120_000
const CONFIG: Config = {
  port: 0,
  host: 'localhost',
  databasePath: ':memory:',
  passkeyKeyPath: null,
  publicOrigin: null,
  tls: null,
  iceServers: [],
  turn: { urls: ['turn:t.example'], secret: 'secret' },
  relay: true,
  nudges: 'turned_off',
  corsOrigins: null,
  trustProxy: 0,
  rateLimit: true,
  roomIdleMs: 30 * 86_400_000,
  logLevel: 'off',
  dist: 'no-such-folder',
}
const FAULTS = [
  { name: 'SQLITE_BUSY', errno: 5 },
  { name: 'SQLITE_FULL', errno: 13 },
  { name: 'SQLITE_IOERR_WRITE', errno: 778 },
] as const
const SECRETS = /424242|HOST-ID|GUEST-ID|10\.0\.0\.1/

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A server whose database fails at statement number `failAt` (from 1; 0: never), and clients that retry. */
function start(failAt: number, fault: (typeof FAULTS)[number]) {
  let calls = 0
  let starting = true
  const lines: string[] = []
  const thrown = Object.assign(new Error(`fault near HOST-ID at 424242`), {
    code: fault.name,
    errno: fault.errno,
  })
  const log = createServerLog('error', (line) => lines.push(line))
  let failed = ''
  const unwatch = watchStatements((sql) => {
    if (starting) return
    calls += 1
    if (calls !== failAt) return
    failed = sql
    throw thrown
  })
  const app = createServerApp(CONFIG, log, {
    // The sweep at the start would run concurrently; sweeps have their own test.
    store: {
      ...openSqliteStore(CONFIG.databasePath, BUSY_WITHIN_MS),
      roomTime: async () => 0,
      sweep: async () => ({ rooms: [], more: false }),
      noteRoomTime: async () => {},
    },
  })
  starting = false
  let unavailable = 0
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    for (let tries = 0; tries < 2; tries += 1) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) }
      const answer = await app.answer(new Request(`http://localhost${path}`, { method, ...init }), '10.0.0.1')
      const text = await answer.text()
      const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
      if (answer.status !== 503) return { status: answer.status, ...json }
      expect(json).toEqual({ error: 'unavailable' })
      unavailable += 1
    }
    throw new Error('unavailable twice')
  }
  const connect = async () => {
    const told: Record<string, unknown>[] = []
    let admitted: PeerData | undefined
    const server = {
      requestIP: () => ({ address: '10.0.0.1' }),
      upgrade: (_: Request, { data }: { data: PeerData }) => {
        admitted = data
        return true
      },
    } as unknown as Server<PeerData>
    const asked = new Request('http://localhost/ws', { headers: { Upgrade: 'websocket' } })
    expect(await app.fetch(asked, server)).toBeUndefined()
    if (!admitted) throw new Error('not admitted')
    const peer: Peer = {
      data: admitted,
      send: (text) => told.push(JSON.parse(text)),
      close() {},
      terminate() {},
      getBufferedAmount: () => 0,
    }
    const socket = peer as unknown as Parameters<NonNullable<typeof app.websocket.open>>[0]
    await app.websocket.open?.(socket)
    /** Sends the message, and once more when the answer was `unavailable`. */
    const say = async (message: unknown): Promise<Record<string, unknown> | undefined> => {
      for (let tries = 0; tries < 2; tries += 1) {
        const before = told.length
        await app.websocket.message?.(socket, JSON.stringify(message))
        while (peer.data.waiting !== null) await turn()
        if (!told.slice(before).some(({ code: why }) => why === 'unavailable')) break
        unavailable += 1
      }
      return told.at(-1)
    }
    return { say, told }
  }
  const stop = async (): Promise<void> => {
    unwatch()
    await app.stop()
  }
  return {
    stop,
    call,
    connect,
    lines,
    failed: () => failed,
    calls: () => calls,
    unavailable: () => unavailable,
  }
}

/** Two people connect, exchange signals and leave; returns what they received. */
async function meet(world: ReturnType<typeof start>): Promise<unknown[]> {
  const { call, connect } = world
  const seen: unknown[] = []
  const invite = { joinid: '424242', client1: 'HOST-ID', expiresInSeconds: 300 }
  seen.push((await call('POST', '/api/rooms', invite)).status)
  seen.push((await call('POST', '/api/rooms/check', { joinid: '424242', client1: 'HOST-ID' })).status)
  const watcher = await connect()
  await watcher.say({ type: 'watch', joinid: '424242', client1: 'HOST-ID' })
  const guest = { joinid: '424242', client2: 'GUEST-ID', retryKey: 'a-random-retry-key-0' }
  const accepted = await call('POST', '/api/rooms/accept', guest)
  const roomId = String(accepted.roomid)
  seen.push(accepted.status, watcher.told.at(-1)?.type)
  seen.push((await call('GET', `/api/rooms?roomid=${roomId}`)).client1)
  const [a, b] = [await connect(), await connect()]
  const join = { type: 'join_room', roomId }
  await a.say({ ...join, deviceId: 'HOST-ID', seat: 'seat-of-the-host-0001' })
  await b.say({ ...join, deviceId: 'GUEST-ID', seat: 'seat-of-the-guest-001' })
  await b.say({ type: 'webrtc_offer', sdp: 'v=0' })
  seen.push(a.told.map(({ type }) => type).filter((type) => type !== 'error'))
  seen.push((await call('POST', '/api/turn', { roomid: roomId, deviceId: 'HOST-ID' })).status)
  seen.push((await call('DELETE', '/api/rooms', { roomid: roomId })).status)
  seen.push((await call('POST', '/api/user/purge', { deviceIds: ['HOST-ID'] })).status)
  seen.push((await call('GET', `/api/rooms?roomid=${roomId}`)).status)
  return seen
}

test(
  'whichever statement fails, two people who retry once still connect',
  async () => {
    const quiet = start(0, FAULTS[0])
    const expected = await meet(quiet)
    const count = quiet.calls()
    expect([quiet.lines, quiet.unavailable()]).toEqual([[], 0])
    await quiet.stop()
    expect(count).toBeGreaterThan(40)
    for (const fault of FAULTS)
      for (let failAt = 1; failAt <= count; failAt += 1) {
        const world = start(failAt, fault)
        expect({ failAt, seen: await meet(world) }).toEqual({ failAt, seen: expected })
        await turn()
        // A lock is waited for, and scrubbing is repeated by the next sweep. Any other fault is one log line without its message.
        const quietly = fault.name === 'SQLITE_BUSY' || world.failed().includes('wal_checkpoint')
        expect(world.lines.map((line) => JSON.parse(line).event)).toEqual(quietly ? [] : ['fault'])
        if (!quietly) expect(world.lines.join()).toContain(fault.name)
        expect(world.lines.join()).not.toMatch(SECRETS)
        expect(world.unavailable()).toBeLessThanOrEqual(1)
        await world.stop()
      }
  },
  LOADED_MACHINE_MS,
)

test('a fault at any statement of opening the database stops the start, and the next start succeeds', () => {
  const path = join(temporaryFolder('opening'), 'inviso.db')
  const thrown = Object.assign(new Error('full'), { code: 'SQLITE_FULL', errno: 13 })
  let failAt = 1
  for (let failed = true; failed; failAt += 1) {
    let calls = 0
    const unwatch = watchStatements(() => {
      calls += 1
      if (calls === failAt) throw thrown
    })
    failed = false
    try {
      void openSqliteStore(path, 100).close()
    } catch (fault) {
      expect(Bun.inspect(fault)).toContain('SQLITE_FULL')
      failed = true
    }
    unwatch()
  }
  expect(failAt).toBeGreaterThan(20)
})

const servers: TestServer[] = []
afterAll(async () => {
  for (const server of servers) await server.dispose()
})
const post = async (server: TestServer, path: string, body: unknown) => {
  const answer = await fetch(server.url + path, { method: 'POST', body: JSON.stringify(body) })
  return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Record<string, string> }
}
const code = (n: number): string => String(300_000 + n)
const makeInvite = (server: TestServer, n: number) =>
  post(server, '/api/rooms', { joinid: code(n), client1: `HOST-ID-${n}`, expiresInSeconds: 3_600 })
async function makeRoom(server: TestServer, n: number): Promise<string> {
  await makeInvite(server, n)
  return (await post(server, '/api/rooms/accept', { joinid: code(n), client2: 'GUEST-ID' })).body.roomid ?? ''
}
/** Sends one message on a socket and resolves with the first answer that is neither a greeting nor a pong. */
const say = (server: TestServer, message: unknown): Promise<Record<string, unknown>> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`)
    socket.onmessage = ({ data }) => {
      const said = JSON.parse(String(data)) as Record<string, unknown>
      if (said.type === 'connected') return socket.send(JSON.stringify(message))
      resolve(said)
      socket.close()
    }
    socket.onerror = () => reject(new Error('the socket failed'))
  })

test(
  'while another process locks the database, writes are refused, everything else is served, and no socket closes',
  async () => {
    const server = await createTestServer({ RATE_LIMIT: 'off', DIST_PATH: bareDist() })
    servers.push(server)
    await server.start()
    const roomId = await makeRoom(server, 0)
    const join = { type: 'join_room', roomId, deviceId: 'HOST-ID-0', seat: 'seat-of-the-host-0001' }
    const other = new Database(server.databasePath)
    other.run('BEGIN IMMEDIATE')
    const began = performance.now()
    const refused = Promise.all([say(server, join), makeInvite(server, 1)])
    // While those calls wait for the lock, the process serves others.
    for (let n = 0; n < 5; n += 1)
      expect((await fetch(`${server.url}/api/rooms?roomid=${roomId}`)).status).toBe(200)
    const served = performance.now() - began
    const [joined, made] = await refused
    expect(performance.now() - began).toBeGreaterThan(served)
    expect(joined).toMatchObject({ type: 'error', code: 'unavailable' })
    expect([made.status, made.body]).toEqual([503, { error: 'unavailable' }])
    other.run('ROLLBACK')
    other.close()
    expect((await say(server, join)).type).toBe('room_joined')
    expect((await makeInvite(server, 1)).status).toBe(201)
    expect(server.output()).toContain('SQLITE_BUSY')
    expect(server.output()).not.toMatch(/HOST-ID|GUEST-ID|300000/)
    expect(server.output()).not.toContain(roomId)
  },
  LOADED_MACHINE_MS,
)
