/** TURN credentials: only for members of a room, valid for an hour, in the form that coturn checks. */
import { afterAll, expect, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import * as v from 'valibot'
import { TURN_SECONDS } from '../../protocol/limits.ts'
import { createServerApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { BUSY_WITHIN_MS, TURN_CALLS_BURST } from '../core/limits.ts'
import { createServerLog } from '../log.ts'
import { openSqliteStore } from '../store/sqlite.ts'

const answerSchema = v.object({
  error: v.optional(v.string()),
  roomid: v.optional(v.string()),
  expiresInSeconds: v.optional(v.number()),
  iceServers: v.optional(
    v.array(v.object({ urls: v.array(v.string()), username: v.string(), credential: v.string() })),
    [],
  ),
})
const NOW = 1_700_000_000_000
const SECRET = 'shared with coturn'
const stops: (() => Promise<void>)[] = []
afterAll(() => {
  for (const stop of stops) stop()
})

async function start(env: Record<string, string>) {
  const config = readConfig({ DATABASE_PATH: ':memory:', LOG_LEVEL: 'off', ...env }, 'no-such-folder')
  if (!config.ok) throw new Error(config.error)
  const lines: string[] = []
  const app = createServerApp(
    config.value,
    createServerLog('debug', (line) => lines.push(line)),
    { store: openSqliteStore(':memory:', BUSY_WITHIN_MS), clock: { now: () => NOW, elapsed: () => NOW } },
  )
  stops.push(app.stop)
  const post = async (path: string, body: unknown) => {
    const answer = await app.answer(
      new Request(`http://localhost${path}`, { method: 'POST', body: JSON.stringify(body) }),
      '10.0.0.1',
    )
    return {
      status: answer.status,
      body: v.parse(answerSchema, await answer.json()),
      headers: answer.headers,
    }
  }
  await post('/api/rooms', { joinid: '123456', expiresInSeconds: 60, client1: 'HOST' })
  const { body } = await post('/api/rooms/accept', { joinid: '123456', client2: 'GUEST' })
  return { post, roomid: String(body.roomid), lines }
}
const TURN = { TURN_URLS: 'turn:t.example, turns:t.example:5349?transport=tcp', TURN_SECRET: SECRET }

test('a member gets an expiry and its HMAC-SHA1, and the name contains nothing else', async () => {
  const { post, roomid, lines } = await start(TURN)
  const { status, body, headers } = await post('/api/turn', { roomid, deviceId: 'GUEST' })
  expect(status).toBe(200)
  expect(headers.get('Cache-Control')).toBe('no-store')
  const [server] = body.iceServers
  if (!server) throw new Error('no server')
  expect(server.urls).toEqual(['turn:t.example', 'turns:t.example:5349?transport=tcp'])
  const [expiry, name] = server.username.split(':')
  expect(Number(expiry)).toBe(NOW / 1_000 + TURN_SECONDS)
  expect(name).toMatch(/^[\w-]{16}$/)
  expect(server.credential).toBe(createHmac('sha1', SECRET).update(server.username).digest('base64'))
  expect(body.expiresInSeconds).toBe(TURN_SECONDS)
  const other = await post('/api/turn', { roomid, deviceId: 'HOST' })
  expect(other.body.iceServers[0]?.username).not.toBe(server.username)
  expect(lines.join()).not.toContain(server.credential)
})

test('a non-member gets the same answer as for an unknown room', async () => {
  const { post, roomid } = await start(TURN)
  expect(await post('/api/turn', { roomid, deviceId: 'STRANGER' })).toMatchObject({ status: 404 })
  expect(await post('/api/turn', { roomid: 'x'.repeat(43), deviceId: 'HOST' })).toMatchObject({ status: 404 })
  expect(await post('/api/turn', { roomid })).toMatchObject({
    status: 400,
    body: { error: 'missing_deviceId' },
  })
  expect(await post('/api/turn', {})).toMatchObject({ status: 400, body: { error: 'missing_roomid' } })
})

test('a server without TURN says so, and a client over its budget waits', async () => {
  const none = await start({})
  expect(await none.post('/api/turn', { roomid: none.roomid, deviceId: 'HOST' })).toMatchObject({
    status: 503,
    body: { error: 'unavailable' },
  })
  const { post, roomid } = await start(TURN)
  for (let at = 0; at < TURN_CALLS_BURST; at += 1)
    expect((await post('/api/turn', { roomid, deviceId: 'HOST' })).status).toBe(200)
  expect((await post('/api/turn', { roomid, deviceId: 'HOST' })).status).toBe(429)
})

test('an incomplete configuration or an invalid address is one clear sentence', () => {
  const wrong = (env: Record<string, string>) => {
    const config = readConfig({ DATABASE_PATH: ':memory:', ...env }, 'no-such-folder')
    return config.ok ? null : config.error
  }
  expect(wrong({ TURN_URLS: 'turn:a' })).toContain('TURN_SECRET is missing')
  expect(wrong({ TURN_SECRET: 'a' })).toContain('TURN_URLS is missing')
  expect(wrong({ TURN_SECRET: 'a', TURN_URLS: 'turn:a,stun:b' })).toContain('"stun:b"')
})
