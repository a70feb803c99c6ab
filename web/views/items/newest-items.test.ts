/** How much of a conversation is drawn at once. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { leastWithUnread, newestItems, PAGE_CHARS, PAGE_ITEMS, PAGES_AT_ONCE } from './newest-items.ts'

const messages = (many: number, chars: number): readonly TimelineItem[] =>
  Array.from({ length: many }, (_, at) => ({
    ...{ kind: 'theirs' as const, id: `message-${at}` as MessageId, text: 'x'.repeat(chars), at },
    ...{ quote: null, reactions: {} },
  }))

test('short messages are shown by number, and more of them page by page', () => {
  const items = messages(1_000, 20)
  expect(newestItems(items, 1, 0)).toEqual(items.slice(-PAGE_ITEMS))
  expect(newestItems(items, 2, 0)).toHaveLength(2 * PAGE_ITEMS)
  expect(newestItems(items, 20, 0)).toHaveLength(1_000)
  expect(newestItems([], 1, 0)).toEqual([])
})

test('1,200 messages of 64 KiB draw a few of them, the newest always, and all of them page by page', () => {
  const items = messages(1_200, 65_536)
  const shown = newestItems(items, PAGES_AT_ONCE, 0)
  expect(shown.length * 65_536).toBeLessThanOrEqual(PAGES_AT_ONCE * PAGE_CHARS)
  expect(shown.at(-1)).toBe(items.at(-1) as TimelineItem)
  expect(newestItems(messages(3, PAGE_CHARS + 1), 1, 0)).toHaveLength(1)
  let reached = 1
  while (newestItems(items, reached * PAGES_AT_ONCE, 0).length < items.length) reached += 1
  expect(reached).toBeLessThan(500)
})

test('a message that is sought is shown, however long what came after it is', () => {
  const items = messages(100, 65_536)
  expect(newestItems(items, 1, 60)).toHaveLength(60)
})

test('the first unread message is drawn at once, with some above it, unless it is far up', () => {
  const items = messages(1_000, 20)
  expect(leastWithUnread(items, null)).toBe(0)
  const least = leastWithUnread(items, 'you-message-900')
  expect(items.slice(-least)[20]).toBe(items[900] as TimelineItem)
  expect(leastWithUnread(items, 'you-message-10')).toBe(PAGES_AT_ONCE * PAGE_ITEMS)
  expect(leastWithUnread(items, 'you-gone')).toBe(0)
})
