/** Unread counts, marks after a lost link, and messages that a memory-only conversation no longer has. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import { emptyLedger } from '../../ledger/ledger.machine.ts'
import type { LedgerState } from '../../ledger/ledger.types.ts'
import { createLedgerTools } from '../../ledger/ledger-tools.ts'
import { createSystemRandom } from '../../platform/random.ts'
import type { TimelineItem } from './conversation.model.ts'
import { createTimelineView, isForgotten, unreadOf } from './timeline.ts'

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

const handed = { chain: 'c', at: 0, bytes: 1, kind: 'text', text: 'b', state: 'sent' } as const
const empty = await emptyLedger(createLedgerTools(createSystemRandom()))
const said = { k: 0, at: 0, kind: 'own', id, text: 'b', s: empty.own.s, n: 1 } as const
const ledger: LedgerState = {
  ...empty,
  items: [said],
  own: { ...empty.own, entries: [{ ...handed, n: 1, id }] },
}

test('messages handed to a link show Waiting again once it is lost', () => {
  const view = createTimelineView()
  expect(view(ledger, true)).toMatchObject([{ state: 'sent' }])
  expect(view(ledger, false)).toMatchObject([{ state: 'waiting' }])
  expect(view(ledger, true)).toMatchObject([{ state: 'sent' }])
})

test('an answer to a location quotes its numbers, until it is unsent', () => {
  const location = { lat: 4_749_500, lon: 1_904_700, within: 1_000 }
  const place = { ...said, text: '', location }
  const answer = { k: 1, at: 0, kind: 'theirs', id, text: 'on my way', re: { by: 'me', id } } as const
  const view = createTimelineView()
  expect(view({ ...ledger, items: [place, answer] }, false)[1]).toMatchObject({
    quote: { text: '📍 47.495, 19.047' },
  })
  const taken = { ...said, text: '', unsent: 'done' } as const
  expect(view({ ...ledger, items: [taken, answer] }, false)[1]).toMatchObject({ quote: { text: null } })
})

test('a conversation with only waiting messages left reports that it dropped the others', () => {
  expect(isForgotten(ledger)).toBe(false)
  const heard = { ...ledger, theirs: { ...ledger.theirs, n: 2 } }
  expect(isForgotten(heard)).toBe(true)
  expect(isForgotten({ ...heard, items: [{ k: 0, at: 0, kind: 'theirs', id, text: 'a' }] })).toBe(false)
  expect(isForgotten(empty)).toBe(false)
})
