/** Used challenges are remembered up to a bound, and dropped once expired. */
import { expect, test } from 'bun:test'
import { CHALLENGE_SECONDS } from '../../core/limits.ts'
import { createChallenges } from './challenges.ts'

test('when the memory of used challenges is full none is accepted until some expire', () => {
  const challenges = createChallenges(2)
  const start = 1_700_000_000_000
  const [a, b, c] = [0, 0, 60_000].map((later) => challenges.make('unlock', start + later, CHALLENGE_SECONDS))
  const spend = (challenge = '', later = 0) => challenges.spend('unlock', challenge, start + later)
  expect([spend(a).ok, spend(b).ok]).toEqual([true, true])
  expect(spend(c)).toEqual({ ok: false, error: 'full' })
  expect(spend(a)).toEqual({ ok: false, error: 'challenge_used' })
  expect(spend(c, CHALLENGE_SECONDS * 1_000).ok).toBe(true)
})
