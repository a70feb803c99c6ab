import { expect, test } from 'bun:test'
import type { Preview, SessionId, SessionRow } from '../../domain/sessions/session.ts'
import { rowLineOf } from './row-line.ts'

const NOW = Date.UTC(2026, 10, 27, 12)
const MINUTE_MS = 60_000
const row = (given: Partial<SessionRow>): SessionRow => ({
  ...{ id: 'session-1' as SessionId, name: 'Jonas', state: 'away', closedReason: null, expiresAt: null },
  ...{
    preview: null,
    named: true,
    pinned: false,
    ephemeral: false,
    unread: 0,
    rings: false,
    lastActivityAt: NOW,
  },
  ...given,
})
const words = (by: Preview['by'], text: string, mark: Preview['mark'] = null): Preview => ({
  by,
  text,
  mark,
})
const text = (given: Partial<SessionRow>, hidden = false) => rowLineOf(row(given), NOW, hidden)?.text

test('the preview is under the name, and own messages are marked as own', () => {
  expect(text({ preview: words('you', 'See you there') })).toBe('See you there')
  expect(text({ preview: words('me', 'Thank you') })).toBe('You: Thank you')
  expect(rowLineOf(row({}), NOW, false)).toBeNull()
})

test('a state that matters more replaces the last words', () => {
  const preview = words('you', 'See you there')
  expect(text({ preview, state: 'offline' })).toBe('Offline')
  expect(text({ preview, state: 'left' })).toBe('Left')
  expect(text({ preview, state: 'peer_left' })).toBe('The other person left')
  expect(text({ preview, state: 'closed', closedReason: 'room_deleted' })).toBe(
    'Closed · The other person deleted it',
  )
  expect(text({ state: 'expired' })).toBe('Expired · Nobody joined')
})

test('an invite shows its remaining time until it expires', () => {
  expect(text({ state: 'waiting', expiresAt: NOW + 3.2 * MINUTE_MS })).toBe('Waiting for a join · 4 min left')
  expect(text({ state: 'waiting', expiresAt: NOW - 1 })).toBe('Waiting for a join')
})

test('an own message shows Waiting only while the peer is not connected', () => {
  const preview = words('me', 'The keys are under the mat', 'waiting')
  expect(text({ preview })).toBe('Waiting for Jonas · The keys are under the mat')
  // A name that the app made up is a time: "Waiting for Saturday 9:03" would be read as one.
  expect(text({ preview, name: 'Saturday 9:03', named: false })).toBe('Waiting · The keys are under the mat')
  expect(text({ preview, state: 'online' })).toBe('You: The keys are under the mat')
  expect(rowLineOf(row({ preview: words('me', 'lost', 'failed') }), NOW, false)).toEqual({
    tone: 'danger',
    glyph: 'alert',
    text: 'Not delivered · lost',
  })
})

test('hidden last words look the same in every row, and their text is not in the DOM', () => {
  const shown = ['a', 'long '.repeat(20)].map((said) =>
    rowLineOf(row({ preview: words('you', said) }), NOW, true),
  )
  expect(shown[0]).toEqual(shown[1] as never)
  expect(shown[0]?.text).toBeNull()
  expect(text({ preview: words('me', 'secret', 'waiting') }, true)).toBe('Waiting for Jonas')
  expect(text({ preview: words('me', 'secret', 'failed') }, true)).toBe('Not delivered')
})
