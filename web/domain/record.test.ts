/** What comes back from storage is checked; one bad record never takes the others with it. */
import { expect, test } from 'bun:test'
import { decodeStored } from './record.ts'

const good = {
  id: 'session-1',
  name: 'Anna',
  server: 'https://chat.example',
  createdAt: 1,
  lastActivityAt: 2,
  pinned: false,
  ephemeral: false,
  identity: { deviceId: 'D-1', seat: 'x'.repeat(24) },
  state: { kind: 'accepted', roomId: 'room', left: false },
}

test('a damaged record is counted and the good ones are kept', () => {
  const stored = {
    version: 1,
    sessions: [good, { ...good, state: { kind: 'odd' } }, null, { ...good, id: 'session-2' }],
  }
  const { sessions, damaged } = decodeStored(stored)
  expect(sessions.map(({ id }) => String(id))).toEqual(['session-1', 'session-2'])
  expect(damaged).toBe(2)
})

test('nothing stored is no damage, and anything else is', () => {
  expect(decodeStored(undefined)).toEqual({ sessions: [], damaged: 0 })
  for (const odd of ['', 7, [], { version: 2, sessions: [] }]) expect(decodeStored(odd).damaged).toBe(1)
})
