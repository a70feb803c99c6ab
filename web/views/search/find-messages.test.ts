/** Search over a conversation: what counts as a match, and which one is next. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { locationText } from '../../domain/location/location-text.ts'
import { foldText } from '../message-text/find-text.ts'
import { createMessageFinder, nearestMatch, nextMatch } from './find-messages.ts'

const said = (text: string, at: number): TimelineItem => ({
  ...{ kind: 'theirs', id: `${at}` as MessageId, text, at, quote: null, reactions: {} },
})
const items: readonly TimelineItem[] = [
  said('Café at six', 0),
  { kind: 'notice', id: 'n', notice: 'peer_left', at: 1 },
  { kind: 'unsent', id: 'u' as MessageId, by: 'you', asked: false, at: 2 },
  said('no, the cafe\u0301 is closed', 3),
  said('then home', 4),
]
const find = createMessageFinder()

test('all kept messages are searched, and nothing else', () => {
  expect(find(items, foldText('CAFE'))).toEqual([0, 3])
  expect(find(items, foldText('left'))).toEqual([])
  expect(find(items, '')).toEqual([])
})

test('a location is found by its name and by its numbers', () => {
  const location = { lat: 4_749_800, lon: 1_904_100, within: 1_000 }
  const all = [...items, { ...said(locationText(location), 5), location } as TimelineItem]
  for (const wanted of ['location', '47.498', '1 kilom']) expect(find(all, foldText(wanted))).toEqual([5])
})

test('a message that changed is found by its new words', () => {
  const changed = items.with(4, said('then to the café', 4))
  expect(find(changed, 'cafe')).toEqual([0, 3, 4])
})

test('each of five thousand messages is found', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => said(`message number ${at} ${'é'.repeat(60)}`, at))
  expect(find(many, 'number 4999')).toEqual([4_999])
  expect(find(many, 'number 499')).toHaveLength(11)
})

test('search begins where one reads, goes back from there, and round the ends', () => {
  expect(nearestMatch([2, 5, 9], 20)).toBe(9)
  expect(nearestMatch([2, 5, 9], 5)).toBe(5)
  expect(nearestMatch([2, 5, 9], 1)).toBe(2)
  expect(nearestMatch([], 1)).toBeUndefined()
  expect(nextMatch([2, 5, 9], 5, -1)).toBe(2)
  expect(nextMatch([2, 5, 9], 2, -1)).toBe(9)
  expect(nextMatch([2, 5, 9], 9, 1)).toBe(2)
  expect(nextMatch([], 9, 1)).toBeUndefined()
})
