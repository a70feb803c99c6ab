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
