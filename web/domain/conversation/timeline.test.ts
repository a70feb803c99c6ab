/** Counts the unread messages of a conversation. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import type { TimelineItem } from './conversation.model.ts'
import { unreadOf } from './timeline.ts'

const id = 'm' as MessageId
const theirs: TimelineItem = { kind: 'theirs', id, text: 'a', at: 0, quote: null, reactions: {} }
const own: TimelineItem = { kind: 'own', id, text: 'b', at: 0, state: 'sent', quote: null, reactions: {} }
const unsent = (by: 'me' | 'you'): TimelineItem => ({ kind: 'unsent', id, by, asked: false, at: 0 })

test('messages that the peer unsent are not counted', () => {
  expect(unreadOf([theirs, unsent('you'), own, theirs], 2)).toBe(1)
  expect(unreadOf([unsent('you'), unsent('you')], 2)).toBe(0)
})

test('unsending a read message or an own one leaves the count unchanged', () => {
  expect(unreadOf([unsent('you'), theirs], 1)).toBe(1)
  expect(unreadOf([unsent('me'), theirs], 1)).toBe(1)
  expect(unreadOf([unsent('you')], 0)).toBe(0)
})

test('a message of an unknown kind counts as unread', () => {
  const unknown: TimelineItem = { kind: 'notice', id: 'notice-1', notice: 'unknown_message', at: 0 }
  expect(unreadOf([unsent('you'), unknown], 1)).toBe(1)
})
