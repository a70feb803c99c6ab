/** Rooms open, close and erase together; a room that still holds data after closing is named. */
import { expect, test } from 'bun:test'
import { createLifecycles, erasedWithDatabase, type Lifecycle, together } from './lifecycles.ts'

function room(name: string, told: string[], faults: { forgets?: boolean; throws?: boolean } = {}): Lifecycle {
  let holds = false
  return {
    name,
    async open() {
      told.push(`open ${name}`)
      holds = true
    },
    close() {
      told.push(`close ${name}`)
      if (faults.throws) throw new Error(name)
      if (faults.forgets !== true) holds = false
    },
    async erase() {
      told.push(`erase ${name}`)
      await Promise.resolve()
      told.push(`erased ${name}`)
    },
    holds: () => holds,
  }
}

test('rooms open in order and close in reverse', async () => {
  const told: string[] = []
  const all = createLifecycles([room('a', told), together('pair', room('b', told), room('c', told))])
  await all.open()
  expect(all.close()).toEqual([])
  expect(told).toEqual(['open a', 'open b', 'open c', 'close b', 'close c', 'close a'])
})

test('close names a room that still holds data and one that throws, and closes the others', async () => {
  const told: string[] = []
  const all = createLifecycles([
    room('kept', told),
    room('forgetful', told, { forgets: true }),
    room('broken', told, { throws: true }),
  ])
  await all.open()
  expect(all.close()).toEqual(['broken', 'forgetful'])
  expect(told).toContain('close kept')
})

test('erase closes every room in the same task, then waits for the purges on other machines', async () => {
  const told: string[] = []
  const all = createLifecycles([room('a', told), { ...room('b', told), erase: erasedWithDatabase }])
  await all.open()
  told.length = 0
  const erasing = all.erase()
  expect(told).toEqual(['erase a', 'close b', 'close a'])
  await erasing
  expect(told.at(-1)).toBe('erased a')
})
