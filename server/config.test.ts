/** An invalid value stops the start with one sentence that names it. */
import { expect, test } from 'bun:test'
import { readConfig } from './config.ts'

const read = (env: Record<string, string>) => readConfig(env, 'dist')

test('an empty environment is a valid configuration', () => {
  const config = read({})
  expect(config.ok && [config.value.port, config.value.databasePath, config.value.trustProxy]).toEqual([
    8080,
    './data/inviso.db',
    0,
  ])
})

test('the passkey key is stored beside the database, at a configured path, or in memory with an in-memory database', () => {
  const path = (env: Record<string, string>) => {
    const config = read(env)
    return config.ok && config.value.passkeyKeyPath
  }
  expect(path({})).toBe('./data/inviso.db.passkey-key')
  expect(path({ DATABASE_PATH: '/srv/no-such/a.db' })).toBe('/srv/no-such/a.db.passkey-key')
  expect(path({ PASSKEY_KEY_PATH: '/srv/no-such/key' })).toBe('/srv/no-such/key')
  expect(path({ DATABASE_PATH: ':memory:' })).toBeNull()
})

test('each invalid value is named in one sentence', () => {
  const wrong: Record<string, string> = {
    PORT: '80a',
    TRUST_PROXY: '-1',
    ROOM_IDLE_DAYS: '0',
    RATE_LIMIT: 'maybe',
    LOG_LEVEL: 'loud',
    PUBLIC_ORIGIN: 'chat.example',
    CORS_ORIGINS: 'https://a.example/path',
    ICE_SERVERS: 'http://x',
    TLS_CERT: 'only-one.pem',
    PASSKEY_KEY_PATH: 'package.json',
    NUDGES: 'maybe',
    PUSH_CONTACT: 'admin@example.org',
    PUSH_HOSTS: 'https://push.example.org/path',
    NUDGE_KEYS_PATH: 'package.json',
    VAPID_KEY_PATH: 'package.json',
  }
  for (const [name, value] of Object.entries(wrong)) {
    const config = read({ [name]: value })
    expect(config.ok ? '' : config.error).toContain(name)
    expect(config.ok ? '' : config.error).toMatch(/^[^\n]+[.]$/)
  }
})

test('ICE servers are read from a list of addresses and from JSON', () => {
  const list = read({ ICE_SERVERS: 'stun:a.example:3478, stun:b.example' })
  expect(list.ok && list.value.iceServers).toEqual([
    { urls: 'stun:a.example:3478' },
    { urls: 'stun:b.example' },
  ])
  const json = read({ ICE_SERVERS: '[{"urls":["turn:c.example"],"username":"u","credential":"p"}]' })
  expect(json.ok && json.value.iceServers[0]?.username).toBe('u')
  // Every browser would refuse it, so nobody could connect.
  expect(read({ ICE_SERVERS: 'turn:b.example' }).ok).toBe(false)
})

test('a TURN server without credentials is refused: browsers refuse it too', () => {
  for (const ICE_SERVERS of [
    'stun:a.example, turn:b.example',
    'turns:b.example',
    '[{"urls":["stun:a.example","turn:b.example"],"username":"u"}]',
    '[{"urls":"turn:b.example","credential":"p"}]',
  ]) {
    const config = read({ ICE_SERVERS })
    expect(config.ok ? null : config.error).toContain('ICE_SERVERS')
  }
})

test('the server rings where push services can reach its operator, and says why it does not', () => {
  const nudges = (env: Record<string, string>) => {
    const config = read({ DATABASE_PATH: '/srv/no-such/a.db', ...env })
    return config.ok && config.value.nudges
  }
  const files = { keysPath: '/srv/no-such/a.db.nudge-keys', vapidPath: '/srv/no-such/a.db.vapid-key' }
  expect(nudges({ PUBLIC_ORIGIN: 'https://chat.example.org' })).toEqual({
    contact: 'https://chat.example.org',
    hosts: [],
    ...files,
  })
  const own = {
    PUSH_CONTACT: 'mailto:a@example.org',
    PUSH_HOSTS: 'https://a.example, https://b.example:8443',
  }
  expect(nudges({ ...own, NUDGE_KEYS_PATH: '/srv/no-such/n', VAPID_KEY_PATH: '/srv/no-such/v' })).toEqual({
    contact: 'mailto:a@example.org',
    hosts: ['https://a.example', 'https://b.example:8443'],
    keysPath: '/srv/no-such/n',
    vapidPath: '/srv/no-such/v',
  })
  expect(nudges({ ...own, DATABASE_PATH: ':memory:' })).toMatchObject({ keysPath: null, vapidPath: null })
  expect(nudges({ ...own, NUDGES: 'off' })).toBe('turned_off')
  // What is turned off may be broken.
  expect(nudges({ NUDGES: 'off', NUDGE_KEYS_PATH: import.meta.path, VAPID_KEY_PATH: import.meta.path })).toBe(
    'turned_off',
  )
  for (const PUBLIC_ORIGIN of ['', 'http://chat.example.org', 'https://localhost:8080', 'https://10.0.0.1'])
    expect(nudges({ PUBLIC_ORIGIN })).toBe('no_contact')
})

test('a contact that no push service could reach, or a host that is no origin, is refused', () => {
  for (const PUSH_CONTACT of [
    'mailto:root@localhost',
    'mailto:@example.org',
    'https://localhost',
    'ftp://example.org',
  ])
    expect(read({ PUSH_CONTACT }).ok).toBe(false)
  for (const PUSH_HOSTS of ['http://push.example.org', 'push.example.org', 'https://a.example,,'])
    expect(read({ PUSH_HOSTS }).ok).toBe(false)
})
