/** Passkeys without PRF, against the server app and a software authenticator. */
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { base64urlToBytes, bytesToBase64url } from '../../../base/bytes.ts'
import { PASSKEY_API, passkeyOptionsSchema, passkeyShareSchema } from '../../../protocol/passkeys.ts'
import { restErrorSchema } from '../../../protocol/rest.ts'
import { createAuthenticator } from '../../../tests/harness/browsers/authenticator.ts'
import { createServerApp } from '../../app.ts'
import type { Config } from '../../config.ts'
import { BUSY_WITHIN_MS, CHALLENGE_SECONDS, PASSKEY_CALLS_BURST } from '../../core/limits.ts'
import { createServerLog } from '../../log.ts'
import { openSqliteStore } from '../../store/sqlite.ts'

const ORIGIN = 'https://chat.example'
const RP_ID = 'chat.example'
const CONFIG: Config = {
  port: 0,
  host: 'localhost',
  databasePath: ':memory:',
  passkeyKeyPath: null,
  publicOrigin: ORIGIN,
  tls: null,
  iceServers: [],
  turn: null,
  relay: true,
  nudges: 'turned_off',
  corsOrigins: null,
  trustProxy: 0,
  rateLimit: false,
  roomIdleMs: 30 * 86_400_000,
  logLevel: 'off',
  dist: 'no-such-folder',
}
const ends: (() => void | Promise<void>)[] = []
afterAll(() => {
  for (const end of ends.reverse()) end()
})
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'inviso-passkeys-'))
  ends.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function start(change: Partial<Config> = {}, host = 'localhost:8080') {
  let time = 1_700_000_000_000
  const lines: string[] = []
  const log = createServerLog('debug', (line) => lines.push(line))
  const app = createServerApp({ ...CONFIG, ...change }, log, {
    store: openSqliteStore(change.databasePath ?? CONFIG.databasePath, BUSY_WITHIN_MS),
    clock: { now: () => time, elapsed: () => time },
  })
  ends.push(app.stop)
  const ask = async (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const request = new Request(`http://${host}${path}`, { method, headers, body: text })
    const answer = await app.answer(request, '10.0.0.1')
    return { status: answer.status, body: JSON.parse(await answer.text()), headers: answer.headers }
  }
  const post = (path: string, body: unknown = {}, Origin = ORIGIN) => ask('POST', path, body, { Origin })
  const challenge = async (path: string): Promise<string> => (await post(path)).body.challenge
  return {
    ask,
    post,
    lines,
    wait: (ms: number) => {
      time += ms
    },
    toRegister: () => challenge(PASSKEY_API.registerOptions),
    toUnlock: () => challenge(PASSKEY_API.unlockOptions),
    register: (credential: unknown) => post(PASSKEY_API.registerVerify, { credential }),
    unlock: (blob: unknown, credential: unknown) => post(PASSKEY_API.unlockVerify, { blob, credential }),
  }
}
type Started = ReturnType<typeof start>
const phone = () => createAuthenticator(ORIGIN, RP_ID)
const said = (answer: { status: number; body: unknown }) => [answer.status, answer.body]
const no = (status: number, error: string) => [status, { error }]

async function enrolled(server: Started) {
  const own = await phone()
  const made = await server.register(await own.create(await server.toRegister()))
  expect(made.status).toBe(200)
  return { own, blob: made.body.blob as string, share: made.body.share as string }
}

describe('a passkey', () => {
  test('is registered, and returns the same share each time, in a freshly sealed blob', async () => {
    const server = start()
    const options = await server.post(PASSKEY_API.registerOptions)
    expect(v.parse(passkeyOptionsSchema, options.body)).toEqual({
      challenge: options.body.challenge,
      rpId: RP_ID,
      expiresInSeconds: CHALLENGE_SECONDS,
    })
    expect(base64urlToBytes(options.body.challenge)).toHaveLength(32)
    const own = await phone()
    const made = await server.register(await own.create(options.body.challenge))
    const { share } = v.parse(passkeyShareSchema, made.body)
    let { blob } = v.parse(passkeyShareSchema, made.body)
    expect(base64urlToBytes(share)).toHaveLength(32)
    expect(blob).not.toContain(share)
    for (let times = 0; times < 3; times += 1) {
      const opened = await server.unlock(blob, await own.get(await server.toUnlock()))
      expect([opened.status, v.parse(passkeyShareSchema, opened.body).share]).toEqual([200, share])
      expect(opened.body.blob).not.toBe(blob)
      blob = opened.body.blob
    }
  })

  test('has its own share', async () => {
    const server = start()
    expect((await enrolled(server)).share).not.toBe((await enrolled(server)).share)
  })

  test('of an authenticator without a counter works every time', async () => {
    const server = start()
    const { own, blob, share } = await enrolled(server)
    const first = await server.unlock(blob, await own.get(await server.toUnlock(), { counter: 0 }))
    const again = await server.unlock(first.body.blob, await own.get(await server.toUnlock(), { counter: 0 }))
    expect([again.status, again.body.share]).toEqual([200, share])
  })

  test('may have unknown fields in and beside its JSON, which are dropped', async () => {
    const server = start()
    const own = await phone()
    const credential = await own.create(await server.toRegister())
    const more = { ...credential, future: { a: 1 }, clientExtensionResults: { prf: { enabled: false } } }
    const made = await server.post(PASSKEY_API.registerVerify, { credential: more, more: 'x' })
    expect([made.status, Object.keys(made.body)]).toEqual([200, ['blob', 'share']])
  })
})

describe('a challenge', () => {
  test('is accepted once, also under concurrent calls', async () => {
    const server = start()
    const { own, blob } = await enrolled(server)
    const credential = await own.get(await server.toUnlock())
    const both = await Promise.all([server.unlock(blob, credential), server.unlock(blob, credential)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403])
    expect(said(await server.unlock(blob, credential))).toEqual(no(403, 'challenge_used'))
    const fresh = await (await phone()).create(await server.toRegister())
    await server.register(fresh)
    expect(said(await server.register(fresh))).toEqual(no(403, 'challenge_used'))
  })

  test('expires after two minutes, used or not', async () => {
    const server = start()
    const { own, blob } = await enrolled(server)
    const early = await own.get(await server.toUnlock())
    const late = await own.get(await server.toUnlock())
    server.wait(CHALLENGE_SECONDS * 1_000 - 1_000)
    expect((await server.unlock(blob, early)).status).toBe(200)
    server.wait(1_000)
    expect(said(await server.unlock(blob, late))).toEqual(no(403, 'challenge_expired'))
    expect(said(await server.unlock(blob, early))).toEqual(no(403, 'challenge_expired'))
  })

  test('is valid only for its purpose, on the server that made it, in its canonical encoding', async () => {
    const server = start()
    const { own, blob } = await enrolled(server)
    const expired = no(403, 'challenge_expired')
    expect(said(await server.unlock(blob, await own.get(await server.toRegister())))).toEqual(expired)
    expect(said(await server.register(await own.create(await server.toUnlock())))).toEqual(expired)
    expect(said(await server.unlock(blob, await own.get(await start().toUnlock())))).toEqual(expired)
    expect(said(await server.unlock(blob, await own.get('A'.repeat(43))))).toEqual(expired)
    const spelled = await server.toUnlock()
    const last = spelled.slice(-1)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const twin = spelled.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1]
    expect(base64urlToBytes(twin)).toEqual(base64urlToBytes(spelled))
    expect(said(await server.unlock(blob, await own.get(twin)))).toEqual(expired)
  })
})

describe('a false answer is refused', () => {
  const flaws = {
    'another page': { origin: 'https://evil.example' },
    'another name': { rpId: 'evil.example' },
    'nobody was recognised': { userVerified: false },
    'the other kind of answer': { type: 'webauthn.other' },
  }
  for (const [why, flaw] of Object.entries(flaws))
    test(why, async () => {
      const server = start()
      const { own, blob } = await enrolled(server)
      const created = await own.create(await server.toRegister(), flaw)
      expect(said(await server.register(created))).toEqual(no(403, 'not_verified'))
      const got = await own.get(await server.toUnlock(), { ...flaw, counter: 9 })
      expect(said(await server.unlock(blob, got))).toEqual(no(403, 'not_verified'))
    })

  test('another phone, also one that claims this one’s id', async () => {
    const server = start()
    const { own, blob } = await enrolled(server)
    const other = await phone()
    const refused = no(403, 'not_verified')
    expect(said(await server.unlock(blob, await other.get(await server.toUnlock())))).toEqual(refused)
    const lying = await other.get(await server.toUnlock(), { id: own.id })
    expect(said(await server.unlock(blob, lying))).toEqual(refused)
  })

  test('another attestation format, an id that differs from the attested one, another algorithm, a frame', async () => {
    const server = start()
    const own = await phone()
    const created = async (flaw: Parameters<typeof own.create>[1]) =>
      said(await server.register(await own.create(await server.toRegister(), flaw)))
    expect(await created({ format: 'packed' })).toEqual(no(400, 'invalid_credential'))
    expect(await created({ id: 'AAAA' })).toEqual(no(400, 'invalid_credential'))
    expect(await created({ algorithm: -8 })).toEqual(no(403, 'not_verified'))
    expect(await created({ crossOrigin: true })).toEqual(no(400, 'invalid_credential'))
  })

  test('a counter that stays or goes back', async () => {
    const server = start()
    const { own, blob } = await enrolled(server)
    const at = async (sealed: string, counter: number) =>
      server.unlock(sealed, await own.get(await server.toUnlock(), { counter }))
    const { body } = await at(blob, 5)
    expect(said(await at(body.blob, 5))).toEqual(no(403, 'counter_went_back'))
    expect(said(await at(body.blob, 4))).toEqual(no(403, 'counter_went_back'))
    expect(said(await at(body.blob, 0))).toEqual(no(403, 'counter_went_back'))
    expect((await at(body.blob, 6)).status).toBe(200)
    // Every false answer gets the same error.
    const other = await phone()
    const lie = await other.get(await server.toUnlock(), { id: own.id, counter: 1 })
    expect(said(await server.unlock(body.blob, lie))).toEqual(no(403, 'not_verified'))
  })
})

describe('a blob', () => {
  test('that is altered, truncated or from another server is refused, and uses up no challenge', async () => {
    const server = start()
    const { own, blob, share } = await enrolled(server)
    const credential = await own.get(await server.toUnlock())
    const bytes = base64urlToBytes(blob) ?? new Uint8Array()
    const wrong = [0, 11, 12, bytes.length - 17, bytes.length - 1].map((at) =>
      bytesToBase64url(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))),
    )
    wrong.push(
      bytesToBase64url(bytes.slice(0, -1)),
      blob.slice(0, 12),
      'AAAA',
      (await enrolled(start())).blob,
    )
    for (const other of wrong)
      expect(said(await server.unlock(other, credential))).toEqual(no(400, 'invalid_blob'))
    expect((await server.unlock(blob, credential)).body.share).toBe(share)
  })

  test('survives a restart with the same key file (mode 0600), and not with another', async () => {
    const passkeyKeyPath = join(folder(), 'made', 'key')
    const before = start({ passkeyKeyPath })
    expect(() => statSync(passkeyKeyPath)).toThrow()
    const { own, blob, share } = await enrolled(before)
    const { mode, size } = statSync(passkeyKeyPath)
    expect([mode & 0o777, size, readdirSync(join(passkeyKeyPath, '..'))]).toEqual([0o600, 32, ['key']])
    const after = start({ passkeyKeyPath })
    expect((await after.unlock(blob, await own.get(await after.toUnlock()))).body.share).toBe(share)
    writeFileSync(passkeyKeyPath, new Uint8Array(32))
    const changed = start({ passkeyKeyPath })
    const refused = await changed.unlock(blob, await own.get(await changed.toUnlock()))
    expect(said(refused)).toEqual(no(400, 'invalid_blob'))
  })
})

describe('input checks', () => {
  test('a PRF output anywhere in the body is refused before anything else is read', async () => {
    const server = start()
    const { own, blob } = await enrolled(server)
    const secret = { prf: { results: { first: 'c2VjcmV0' } } }
    const credential = await own.get(await server.toUnlock())
    const with_ = { ...credential, clientExtensionResults: secret }
    const bodies = [
      { blob, credential: with_ },
      { blob: '!', credential: with_ },
      { clientExtensionResults: secret },
      { a: [{ b: { clientExtensionResults: { prf: { results: null } } } }] },
    ]
    for (const path of Object.values(PASSKEY_API))
      for (const body of bodies)
        expect(said(await server.post(path, body))).toEqual(no(400, 'prf_must_not_be_sent'))
    expect((await server.unlock(blob, credential)).status).toBe(200)
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    expect((await server.post(PASSKEY_API.unlockOptions, deep)).status).toBeLessThan(500)
  })

  test('only our own page may call, and other origins get no CORS headers', async () => {
    const server = start()
    for (const path of Object.values(PASSKEY_API)) {
      for (const origin of ['https://evil.example', 'null', 'https://chat.example.evil', 'https://localhost'])
        expect(said(await server.post(path, {}, origin))).toEqual(no(403, 'forbidden_origin'))
      expect((await server.ask('POST', path, {}, {})).status).toBe(403)
      for (const method of ['POST', 'OPTIONS', 'PUT']) {
        const answer = await server.ask(method, path, {}, { Origin: ORIGIN })
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
        expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
        if (method !== 'POST') expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST'])
      }
    }
  })

  test('the page of the requested host is our own, and passkeys are bound to that host', async () => {
    const server = start({ publicOrigin: null }, 'chat.lan:8443')
    for (const origin of ['https://chat.lan:8443', 'http://chat.lan:8443']) {
      const options = await server.post(PASSKEY_API.registerOptions, {}, origin)
      expect([options.status, options.body.rpId]).toEqual([200, 'chat.lan'])
      const own = await createAuthenticator(origin, 'chat.lan')
      const credential = await own.create(options.body.challenge)
      expect((await server.post(PASSKEY_API.registerVerify, { credential }, origin)).status).toBe(200)
    }
    for (const origin of ['https://chat.lan', ORIGIN])
      expect((await server.post(PASSKEY_API.registerOptions, {}, origin)).status).toBe(403)
  })

  test('missing, invalid, too large and too frequent requests get named errors', async () => {
    const server = start({ rateLimit: true })
    const { own, blob } = await enrolled(server)
    const credential = await own.get(await server.toUnlock())
    const rows: [string, unknown, number, string][] = [
      [PASSKEY_API.registerVerify, {}, 400, 'missing_credential'],
      [PASSKEY_API.unlockVerify, { credential }, 400, 'missing_blob'],
      [PASSKEY_API.unlockVerify, { blob }, 400, 'missing_credential'],
      [PASSKEY_API.unlockVerify, { blob: 'no base64url', credential }, 400, 'invalid_blob'],
      [
        PASSKEY_API.unlockVerify,
        { blob, credential: { ...credential, type: 'x' } },
        400,
        'invalid_credential',
      ],
      [PASSKEY_API.registerVerify, { credential }, 400, 'invalid_credential'],
      [PASSKEY_API.unlockOptions, '[]', 400, 'invalid_json'],
      [PASSKEY_API.registerVerify, { credential: 'x'.repeat(70_000) }, 413, 'too_large'],
    ]
    for (const [path, body, status, error] of rows) {
      const answer = await server.post(path, body)
      expect([answer.status, v.parse(restErrorSchema, answer.body).error] as unknown[]).toEqual([
        status,
        error,
      ])
    }
    for (let calls = 3 + rows.length; calls < PASSKEY_CALLS_BURST; calls += 1) await server.toUnlock()
    const many = await server.post(PASSKEY_API.unlockOptions)
    expect(said(many)).toEqual([429, { error: 'too_many_requests', retryAfterMs: 2_000 }])
    server.wait(2_000)
    expect((await server.post(PASSKEY_API.unlockOptions)).status).toBe(200)
  })
})

test('no data of a passkey is in the log, in the database or in files beside it', async () => {
  const path = folder()
  const server = start({
    databasePath: join(path, 'inviso.db'),
    passkeyKeyPath: join(path, 'inviso.db.passkey-key'),
  })
  const { own, blob, share } = await enrolled(server)
  const credential = await own.get(await server.toUnlock())
  const opened = await server.unlock(blob, credential)
  await server.unlock(blob, credential)
  await server.unlock('AAAA', credential)
  const { clientDataJSON, signature } = credential.response as Record<string, string>
  const secrets = [own.id, blob, share, opened.body.blob, clientDataJSON, signature].map(String)
  const all = [
    server.lines.join('\n'),
    ...readdirSync(path).map((file) => readFileSync(join(path, file), 'latin1')),
  ]
  for (const secret of secrets) {
    const raw = Buffer.from(base64urlToBytes(secret) ?? []).toString('latin1')
    expect(all.filter((text) => text.includes(secret) || text.includes(raw))).toEqual([])
  }
  expect(readdirSync(path).filter((file) => !/^inviso\.db(-wal|-shm|\.passkey-key)?$/.test(file))).toEqual([])
})
