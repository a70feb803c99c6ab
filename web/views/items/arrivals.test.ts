/** Which messages move to their place. */
import { expect, test } from 'bun:test'
import type { MessageId } from '../../../protocol/ids.ts'
import type { TimelineItem } from '../../domain/conversation/conversation.model.ts'
import { arrivedBelow } from './arrivals.ts'
import { keyOf } from './item-key.ts'

const said = (id: string): TimelineItem => ({
  ...{ kind: 'theirs', id: id as MessageId, text: id, at: 0, quote: null, reactions: {} },
})
const [a, b, c] = [said('a'), said('b'), said('c')]

test('what stands below the last one has arrived, an older page above it has not', () => {
  expect(arrivedBelow([a, b, c], keyOf(b))).toEqual([keyOf(c)])
  expect(arrivedBelow([said('older'), a, b], keyOf(b))).toEqual([])
})

test('the first message of an empty talk arrives; when the last one was erased nothing does', () => {
  expect(arrivedBelow([a], null)).toEqual([keyOf(a)])
  expect(arrivedBelow([a, b], keyOf(c))).toEqual([])
})
