/** The REST contract, row by row, on the server app without a socket. */
import { describe, expect, test } from 'bun:test'
import { invite, startApp as start } from './app.fixture.ts'

describe('invites', () => {
  test('an invite is created, checked and accepted once, and its room has both members', async () => {
    const { post, call, now } = start()
    const made = await post('/api/rooms', invite('000123', 'Host-A'))
    expect(made.status).toBe(201)
    expect(made.body).toEqual({ ok: true, exp: new Date(now() + 300_000).toISOString() })
    expect((await post('/api/rooms/check', { joinid: '000123', client1: 'Host-A' })).status).toBe(204)
    const accepted = await post('/api/rooms/accept', { joinid: '000123', client2: 'Guest-b' })
    expect(accepted.status).toBe(200)
    expect(Buffer.from(accepted.body.roomid, 'base64url').length * 8).toBeGreaterThanOrEqual(192)
    for (let times = 0; times < 3; times += 1)
      expect((await post('/api/rooms/check', { joinid: '000123', client1: 'Host-A' })).body).toEqual(
        accepted.body,
      )
    const room = await call('GET', `/api/rooms?roomid=${accepted.body.roomid}`)
    expect(room.body).toEqual({ roomid: accepted.body.roomid, client1: 'Host-A', client2: 'Guest-b' })
    const again = await post('/api/rooms/accept', { joinid: '000123', client2: 'Guest-b' })
    expect([again.status, again.body]).toEqual([409, { error: 'conflict' }])
  })

  test('a live code belongs to one host, who may repeat the request', async () => {
    const { post, wait } = start()
    const first = await post('/api/rooms', invite('111111'))
    wait(1_000)
    expect((await post('/api/rooms', invite('111111'))).body).toEqual(first.body)
    const other = await post('/api/rooms', invite('111111', 'OTHER'))
    expect([other.status, other.body]).toEqual([409, { error: 'conflict' }])
    wait(300_000)
    expect((await post('/api/rooms', invite('111111', 'OTHER'))).status).toBe(201)
  })

  test('an invite expires by the server’s clock', async () => {
    const { post, wait } = start()
    await post('/api/rooms', invite('222222', 'HOST', 1))
    wait(999)
    expect((await post('/api/rooms/check', { joinid: '222222', client1: 'HOST' })).status).toBe(204)
    wait(1)
    for (const answer of [
      await post('/api/rooms/check', { joinid: '222222', client1: 'HOST' }),
      await post('/api/rooms/accept', { joinid: '222222', client2: 'GUEST' }),
    ])
      expect([answer.status, answer.body]).toEqual([404, { error: 'not_found_or_expired' }])
  })

  test('a guest whose answer got lost gets the same room with its retry key; nobody else does', async () => {
    const { post } = start()
    await post('/api/rooms', invite('333333'))
    const ask = { joinid: '333333', client2: 'GUEST', retryKey: 'a-random-retry-key-0' }
    const first = await post('/api/rooms/accept', ask)
    expect((await post('/api/rooms/accept', ask)).body).toEqual(first.body)
    for (const other of [
      { ...ask, client2: 'OTHER' },
      { ...ask, retryKey: 'another-random-key-0' },
    ])
      expect((await post('/api/rooms/accept', other)).status).toBe(409)
  })

  test('another client’s invite is unknown to check', async () => {
    const { post } = start()
    await post('/api/rooms', invite('444444'))
    expect((await post('/api/rooms/check', { joinid: '444444', client1: 'SOMEBODY' })).status).toBe(404)
  })
})

describe('rooms end', () => {
  test('deleting a room answers 200, also when repeated', async () => {
    const { post, call } = start()
    await post('/api/rooms', invite('555555'))
    const { roomid } = (await post('/api/rooms/accept', { joinid: '555555', client2: 'G' })).body
    for (let times = 0; times < 2; times += 1)
      expect((await call('DELETE', '/api/rooms', { roomid })).status).toBe(200)
    expect((await call('GET', `/api/rooms?roomid=${roomid}`)).status).toBe(404)
    expect((await post('/api/rooms/check', { joinid: '555555', client1: 'HOST-1' })).status).toBe(404)
  })

  test('a purge counts the rooms and invites of its ids, in both request forms', async () => {
    const { post } = start()
    await post('/api/rooms', invite('666666', 'A'))
    await post('/api/rooms/accept', { joinid: '666666', client2: 'B' })
    await post('/api/rooms', invite('666667', 'A'))
    const purged = await post('/api/user/purge', { deviceIds: ['A', 'A', 'C'] })
    expect(purged.body).toEqual({ success: true, deviceIdCount: 2, roomsDeleted: 1, pendingsDeleted: 1 })
    const old = await post('/api/user/purge', { deviceId: 'B' })
    expect(old.body).toEqual({ success: true, deviceIdCount: 1, roomsDeleted: 0, pendingsDeleted: 0 })
  })

  test('a room unused for the configured days is deleted', async () => {
    const { post, call, wait } = start({ roomIdleMs: 1_000 })
    await post('/api/rooms', invite('777777'))
    const { roomid } = (await post('/api/rooms/accept', { joinid: '777777', client2: 'G' })).body
    wait(500)
    expect((await call('GET', `/api/rooms?roomid=${roomid}`)).status).toBe(200)
  })
})

describe('errors name what is wrong', () => {
  const rows: readonly [string, string, unknown, number, string][] = [
    ['POST', '/api/rooms', {}, 400, 'missing_joinid'],
    ['POST', '/api/rooms', { joinid: '12345', expiresInSeconds: 60, client1: 'A' }, 400, 'invalid_joinid'],
    ['POST', '/api/rooms', { joinid: 123456, expiresInSeconds: 60, client1: 'A' }, 400, 'invalid_joinid'],
    ['POST', '/api/rooms', { joinid: '123456', client1: 'A' }, 400, 'missing_expiresInSeconds'],
    [
      'POST',
      '/api/rooms',
      { joinid: '123456', expiresInSeconds: 0, client1: 'A' },
      400,
      'invalid_expiresInSeconds',
    ],
    [
      'POST',
      '/api/rooms',
      { joinid: '123456', expiresInSeconds: 86_401, client1: 'A' },
      400,
      'invalid_expiresInSeconds',
    ],
    [
      'POST',
      '/api/rooms',
      { joinid: '123456', expiresInSeconds: '60', client1: 'A' },
      400,
      'invalid_expiresInSeconds',
    ],
    ['POST', '/api/rooms', { joinid: '123456', expiresInSeconds: 60 }, 400, 'missing_client1'],
    [
      'POST',
      '/api/rooms',
      { joinid: '123456', expiresInSeconds: 60, client1: 'a b' },
      400,
      'invalid_client1',
    ],
    ['POST', '/api/rooms', '{', 400, 'invalid_json'],
    ['POST', '/api/rooms', '[]', 400, 'invalid_json'],
    ['POST', '/api/rooms/accept', { joinid: '123456' }, 400, 'missing_client2'],
    ['POST', '/api/rooms/check', { client1: 'A' }, 400, 'missing_joinid'],
    ['GET', '/api/rooms', undefined, 400, 'missing_roomid'],
    ['GET', '/api/rooms?roomid=none', undefined, 404, 'not_found'],
    ['DELETE', '/api/rooms', {}, 400, 'missing_roomid'],
    ['POST', '/api/user/purge', {}, 400, 'missing_deviceIds_or_deviceId'],
    ['POST', '/api/user/purge', { deviceIds: [] }, 400, 'empty_deviceIds_array'],
    ['POST', '/api/user/purge', { deviceIds: [1] }, 400, 'invalid_device_ids'],
    ['POST', '/api/user/purge', { deviceIds: 'A' }, 400, 'invalid_device_ids'],
    ['PUT', '/api/rooms', {}, 405, 'method_not_allowed'],
    ['GET', '/api/rooms/accept', undefined, 405, 'method_not_allowed'],
    ['GET', '/api/nothing', undefined, 404, 'not_found'],
    ['POST', '/api/rooms', `{"joinid":"${'1'.repeat(70_000)}"}`, 413, 'too_large'],
  ]
  for (const [method, path, body, status, error] of rows)
    test(`${method} ${path} ${String(JSON.stringify(body)).slice(0, 60)} is ${status} ${error}`, async () => {
      const answer = await start().call(method, path, body)
      expect([answer.status, answer.body.error]).toEqual([status, error])
    })
})

describe('who may call', () => {
  test('by default any page may call the API and the probes, and none may read other answers', async () => {
    const { call } = start()
    const from = { Origin: 'https://other.example' }
    for (const path of ['/api/rooms', '/healthz', '/version.json']) {
      const answer = await call('OPTIONS', path, undefined, undefined, from)
      expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([204, '*'])
    }
    const page = await call('GET', '/', undefined, undefined, from)
    expect(page.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  test('an operator can list the pages that may call', async () => {
    const { call } = start({ corsOrigins: ['https://chat.example'] })
    const asked = (Origin: string) => call('OPTIONS', '/api/rooms', undefined, undefined, { Origin })
    const good = await asked('https://chat.example')
    expect(good.headers.get('Access-Control-Allow-Origin')).toBe('https://chat.example')
    const bad = await asked('https://other.example')
    expect([bad.status, bad.headers.get('Access-Control-Allow-Origin')]).toEqual([403, null])
  })

  test('every answer carries the strict headers', async () => {
    const { headers } = await start({ publicOrigin: 'https://chat.example' }).call('GET', '/healthz')
    const csp = headers.get('Content-Security-Policy') ?? ''
    expect(csp).toContain("default-src 'none'")
    expect(csp).toContain("require-trusted-types-for 'script'")
    expect(csp).not.toContain('unsafe-inline')
    for (const name of ['Cross-Origin-Opener-Policy', 'Permissions-Policy', 'Strict-Transport-Security'])
      expect(headers.get(name)).toBeTruthy()
    // What the app uses may be asked for by its own page alone; a microphone it does not use.
    expect(headers.get('Permissions-Policy')).toContain('geolocation=(self)')
    expect(headers.get('Permissions-Policy')).toContain('microphone=()')
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })
})

test('the log contains nothing of any request', async () => {
  const { post, lines } = start()
  await post('/api/rooms', invite('987654', 'SECRET-HOST'))
  await post('/api/rooms/accept', { joinid: '987654', client2: 'SECRET-GUEST' })
  expect(lines.join('\n')).not.toMatch(/987654|SECRET|10\.0\.0\.1/)
})
