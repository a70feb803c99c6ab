/** Grouping of messages, and the places of times and marks. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import type { MessageState, TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { firstUnread, placeItems } from './groups.ts'

const MINUTE_MS = 60_000
const NOON = new Date(2026, 10, 27, 12).getTime()
let made = 0
const base = (at: number, text = 'words') => {
  made += 1
  return { id: `m${made}` as MessageId, text, at: NOON + at, quote: null, reactions: {} }
}
const own = (at: number, state: MessageState = 'delivered'): TimelineItem => ({
  ...base(at),
  kind: 'own',
  state,
})
const theirs = (at: number, text?: string): TimelineItem => ({ ...base(at, text), kind: 'theirs' })
const notice = (at: number): TimelineItem => ({
  kind: 'notice',
  id: `notice-${at}`,
  notice: 'peer_left',
  at: NOON + at,
})

/** Groups as text: their messages, `.` where a time is shown, `*` where a mark is. */
const drawn = (items: readonly TimelineItem[], live = true, firstNew: string | null = null): string =>
  placeItems(items, live, firstNew)
    .map(({ item, joined, last, marked }) => {
      const who = item.kind === 'own' ? 'o' : item.kind === 'theirs' ? 't' : '-'
      return `${joined ? '' : ' '}${who}${marked ? '*' : ''}${last ? '.' : ''}`
    })
    .join('')
    .trim()

test('neighbours of one sender within three minutes are one group, with one time at its end', () => {
  expect(drawn([theirs(0), theirs(MINUTE_MS), theirs(2 * MINUTE_MS)])).toBe('ttt.')
  expect(drawn([theirs(0), theirs(3 * MINUTE_MS + 1)])).toBe('t. t.')
  expect(drawn([theirs(0), own(1), theirs(2)])).toBe('t. o*. t.')
  expect(drawn([theirs(0), notice(1), theirs(2)])).toBe('t. -. t.')
})

test('a message of emoji only, a reaction and the divider "New" split a group', () => {
  const [first, second] = [theirs(0), theirs(1)]
  expect(drawn([theirs(0), theirs(1, '🎉🎉'), theirs(2)])).toBe('t. t. t.')
  expect(drawn([{ ...first, reactions: { me: 'heart' } } as TimelineItem, second])).toBe('t. t.')
  expect(drawn([first, second], true, firstUnread([first, second], 1))).toBe('t. t.')
})

test('an unsent message is not part of a group, so that the message above it shows its time', () => {
  const unsent: TimelineItem = { ...base(MINUTE_MS), kind: 'unsent', by: 'you', asked: false }
  expect(drawn([theirs(0), unsent, theirs(2 * MINUTE_MS)])).toBe('t. -. t.')
})

test('midnight splits a group', () => {
  const before = new Date(2026, 10, 27, 23, 59, 30).getTime() - NOON
  expect(drawn([theirs(before), theirs(before + MINUTE_MS)])).toBe('t. t.')
})

test('"Delivered" is shown once in the chat, and moves with the newest own message as it is sent', () => {
  expect(drawn([own(0), theirs(1), own(2), own(3)])).toBe('o. t. oo*.')
  expect(drawn([own(0, 'read'), own(1)])).toBe('oo*.')
  // Just sent: the word leaves its old place at once, so that the layout does not change again later.
  expect(drawn([own(0), own(1, 'waiting')])).toBe('oo*.')
  expect(drawn([own(0), own(1, 'sent')])).toBe('oo*.')
})

test('each failed message has its mark, and a run of waiting messages has one', () => {
  expect(drawn([own(0, 'failed'), own(1, 'failed'), own(2)])).toBe('o*. o*. o*.')
  expect(drawn([own(0), own(1, 'waiting'), own(2, 'waiting')], false)).toBe('o*. oo*.')
  expect(drawn([own(0), own(1, 'failed'), own(2, 'waiting')], false)).toBe('o*. o*. o*.')
})

test('the divider is above the first unread message, whatever is between them', () => {
  const items = [theirs(0), own(1), theirs(2), notice(3), theirs(4)]
  expect(firstUnread(items, 2)).toBe(`you-${items[2]?.id}`)
  expect(firstUnread(items, 0)).toBeNull()
})
