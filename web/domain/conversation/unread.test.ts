import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import type { TimelineItem } from './conversation.model.ts'
import { takenBack } from './unread.ts'

const id = 'm' as MessageId
const theirs: TimelineItem = { kind: 'theirs', id, text: 'a', at: 0, quote: null, reactions: {} }
const own: TimelineItem = { kind: 'own', id, text: 'b', at: 0, state: 'sent', quote: null, reactions: {} }
const unsent = (by: 'me' | 'you'): TimelineItem => ({ kind: 'unsent', id, by, asked: false, at: 0 })

test('what the other person took back is counted among what arrived last', () => {
  expect(takenBack([theirs, unsent('you'), own, theirs], 2)).toBe(1)
  expect(takenBack([unsent('you'), unsent('you')], 2)).toBe(2)
})

test('what was read before it was taken back, and what I took back, is not', () => {
  expect(takenBack([unsent('you'), theirs], 1)).toBe(0)
  expect(takenBack([unsent('me'), theirs], 2)).toBe(0)
  expect(takenBack([unsent('you')], 0)).toBe(0)
})
