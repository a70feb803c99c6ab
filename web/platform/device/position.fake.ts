/** A device that answers when a test says so. */
import type { Result } from '../../../base/result.ts'
import type { Position, PositionFailure, Positions } from './position.ts'

export interface FakePositions extends Positions {
  /** Each question that was asked, in order: whether it was for an exact position. */
  readonly asked: boolean[]
  /** Answers the question with that number, from 0. */
  readonly answer: (at: number, result: Result<Position, PositionFailure>) => Promise<void>
}

export function createFakePositions(): FakePositions {
  const asked: boolean[] = []
  const answers: ((result: Result<Position, PositionFailure>) => void)[] = []
  return {
    asked,
    ask(exact) {
      asked.push(exact)
      return new Promise((resolve) => answers.push(resolve))
    },
    async answer(at, result) {
      answers[at]?.(result)
      await Promise.resolve()
    },
  }
}
