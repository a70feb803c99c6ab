/** The age of the oldest subscription. */
import { expect, test } from 'bun:test'
import type { SessionId } from '../../domain/sessions/session.ts'
import { oldestText } from './oldest-text.ts'

const DAY_MS = 86_400_000
const NOW = 1_700_000_000_000
const of = (days: number, lost = false) => ({
  ...{ id: 'session-1' as SessionId, name: 'Anna', lost },
  madeAt: NOW - days * DAY_MS,
})

test('the oldest subscription that lives is named, once it is a day old', () => {
  expect(oldestText([of(1), of(3), of(9, true)], NOW)).toBe('The oldest subscription is 3 days old.')
  expect(oldestText([of(1)], NOW)).toBe('The oldest subscription is 1 day old.')
})

test('on its first day, with none that lives, and before a clock that was set back, nothing is said', () => {
  for (const sessions of [[of(0.9)], [of(9, true)], [], [of(-1)]]) expect(oldestText(sessions, NOW)).toBe('')
})
