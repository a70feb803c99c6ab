/** Stored records are validated one by one; a damaged record does not affect the others. */
import { expect, test } from 'bun:test'
import { inspect } from 'node:util'
import { bytesToBase64url } from '../../../base/bytes.ts'
import { decodeStored, encodeStored, wipeKeys } from './session-record.ts'

const good = {
  id: 'session-1',
  name: 'Anna',
  named: true,
  server: 'https://chat.example',
  createdAt: 1,
  lastActivityAt: 2,
  pinned: false,
  ephemeral: false,
  identity: { deviceId: 'D-1', seat: 'x'.repeat(24) },
  role: 'guest',
  lifetime: { seconds: 0, rev: 0, accepted: null, mine: [], theirs: null },
  hideAddress: false,
  viaServer: false,
  keys: {
    own: bytesToBase64url(new Uint8Array(32).fill(1)),
    peer: { key: bytesToBase64url(new Uint8Array(32).fill(2)), trust: 'link', at: 5 },
    resumes: [bytesToBase64url(new Uint8Array(32).fill(3))],
    pairing: null,
    cutChecks: 0,
  },
  state: { kind: 'accepted', roomId: 'room', left: false },
}

test('a damaged record is counted and the good ones are kept', () => {
  const stored = {
    version: 2,
    sessions: [good, { ...good, state: { kind: 'odd' } }, null, { ...good, id: 'session-2' }],
  }
  const { sessions, damaged } = decodeStored(stored)
  expect(sessions.map(({ id }) => String(id))).toEqual(['session-1', 'session-2'])
  expect(damaged).toBe(2)
})

test('an empty store is not damage; any other unexpected value is', () => {
  expect(decodeStored(undefined)).toEqual({ sessions: [], damaged: 0 })
  for (const odd of ['', 7, [], { version: 3, sessions: [] }]) expect(decodeStored(odd).damaged).toBe(1)
})

test('a stored session is read back with its secrets, which print as redacted everywhere else', () => {
  const { sessions } = decodeStored({ version: 2, sessions: [good] })
  expect(encodeStored(sessions)).toEqual({ version: 2, sessions: [good] })
  const shown = `${JSON.stringify(sessions)} ${inspect(sessions, { depth: 9 })}`
  for (const secret of [good.keys.own, good.keys.peer.key, ...good.keys.resumes])
    expect(shown).not.toContain(secret.slice(0, 20))
  const [keys] = sessions.map((session) => session.keys)
  if (keys) wipeKeys(keys)
  expect(keys?.own.bytes()).toEqual(new Uint8Array(32))
})

test('a session of version 1, without keys, is read as closed with its name', () => {
  const { keys: _, role: __, ...old } = good
  const { sessions, damaged } = decodeStored({ version: 1, sessions: [old] })
  expect(damaged).toBe(0)
  expect(sessions[0]).toMatchObject({
    name: 'Anna',
    keys: null,
    state: { kind: 'closed', reason: 'no_keys' },
  })
})

test('a key of the wrong length is damage', () => {
  const short = { ...good, keys: { ...good.keys, own: 'AAAA' } }
  expect(decodeStored({ version: 2, sessions: [short] }).damaged).toBe(1)
})
