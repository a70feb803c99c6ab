/** Nothing runs at the same time as an exclusive act, in any order and whichever act fails. */
import { expect, test } from 'bun:test'
import { createSeededRandom } from '../platform/random.ts'
import { createWriteBarrier } from './write-barrier.ts'

test('an exclusive act runs alone, every act ends, and a failure blocks no other', async () => {
  const seed = Math.floor(performance.now())
  const dice = createSeededRandom(seed)
  const barrier = createWriteBarrier()
  let sharing = 0
  let alone = 0
  const turns = async (): Promise<void> => {
    for (let left = dice.below(4); left > 0; left -= 1) await Promise.resolve()
  }
  const acts = Array.from({ length: 400 }, (_, at) => {
    const fails = dice.below(10) === 0
    const run = async (kind: 'shared' | 'alone'): Promise<number> => {
      if (kind === 'shared') sharing += 1
      else alone += 1
      expect(`seed ${seed}: ${alone > 1 || (alone > 0 && sharing > 0)}`).toBe(`seed ${seed}: false`)
      await turns()
      if (kind === 'shared') sharing -= 1
      else alone -= 1
      if (fails) throw new Error('fails')
      return at
    }
    return dice.below(5) === 0 ? barrier.alone(() => run('alone')) : barrier.shared(() => run('shared'))
  })
  const ended = await Promise.allSettled(acts)
  expect(ended).toHaveLength(400)
  expect([sharing, alone]).toEqual([0, 0])
})
