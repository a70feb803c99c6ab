import { expect, test } from 'bun:test'
import type { ConnectionState, TimelineItem } from './conversation.model.ts'
import { rowConnectionOf } from './conversations.ts'
import { previewOf } from './timeline.ts'

const said = { id: 'message-0001', at: 0, quote: null, reactions: {} }
const own = (text: string, state: 'waiting' | 'sent' | 'delivered' | 'failed'): TimelineItem =>
  ({ ...said, kind: 'own', text, state }) as TimelineItem
const theirs = (text: string): TimelineItem => ({ ...said, kind: 'theirs', text }) as TimelineItem
const notice = { kind: 'notice', id: 'n', notice: 'peer_left', at: 0 } as TimelineItem
const unsent = { kind: 'unsent', id: 'message-0002', by: 'you', asked: false, at: 0 } as TimelineItem

test('the preview is the last readable message, ignoring notices and unsent messages', () => {
  expect(previewOf([own('first', 'delivered'), theirs('second'), unsent, notice])).toEqual({
    by: 'you',
    text: 'second',
    mark: null,
  })
  expect(previewOf([])).toBeNull()
  expect(previewOf([notice])).toBeNull()
})

test('only an own message that waits or was given up carries a mark', () => {
  expect(previewOf([own('a', 'waiting')])?.mark).toBe('waiting')
  expect(previewOf([own('a', 'failed')])?.mark).toBe('failed')
  expect(previewOf([own('a', 'sent')])?.mark).toBeNull()
  expect(previewOf([own('a', 'delivered')])?.mark).toBeNull()
})

test('a message of many lines stands on one, and only its start is taken', () => {
  expect(previewOf([theirs('one\n\n  two')])?.text).toBe('one two')
  expect(previewOf([theirs('x'.repeat(64_000))])?.text.length).toBeLessThan(200)
})

test('a row says Away only of somebody who is simply away', () => {
  const rows: readonly (readonly [ConnectionState, string])[] = [
    [{ kind: 'connected', path: 'direct' }, 'online'],
    [{ kind: 'connecting', stuck: false }, 'connecting'],
    [{ kind: 'connecting', stuck: false, again: true }, 'reconnecting'],
    [{ kind: 'securing', why: 'words' }, 'securing'],
    [{ kind: 'away', since: 0, why: 'asleep' }, 'away'],
    [{ kind: 'away', since: 0, why: 'left' }, 'peer_left'],
    [{ kind: 'offline', why: 'server' }, 'offline'],
  ]
  for (const [state, row] of rows) expect(rowConnectionOf(state)).toBe(row as never)
})
