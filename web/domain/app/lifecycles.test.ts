/** Parts open, close and erase together; a part that still holds data after closing is named. */
import { expect, test } from 'bun:test'
import { createLifecycles, erasedWithDatabase, type Lifecycle, together } from './lifecycles.ts'

function part(name: string, told: string[], faults: { forgets?: boolean; throws?: boolean } = {}): Lifecycle {
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

test('parts open in order and close in reverse', async () => {
  const told: string[] = []
  const all = createLifecycles([part('a', told), together('pair', part('b', told), part('c', told))])
  await all.open()
  expect(all.close()).toEqual([])
  expect(told).toEqual(['open a', 'open b', 'open c', 'close b', 'close c', 'close a'])
})

test('close names a part that still holds data and one that throws, and closes the others', async () => {
  const told: string[] = []
  const all = createLifecycles([
    part('kept', told),
    part('forgetful', told, { forgets: true }),
    part('broken', told, { throws: true }),
  ])
  await all.open()
  expect(all.close()).toEqual(['broken', 'forgetful'])
  expect(told).toContain('close kept')
})

test('erase closes every part in the same task, then waits for the purges on other machines', async () => {
  const told: string[] = []
  const all = createLifecycles([part('a', told), { ...part('b', told), erase: erasedWithDatabase }])
  await all.open()
  told.length = 0
  const erasing = all.erase()
  expect(told).toEqual(['erase a', 'close b', 'close a'])
  await erasing
  expect(told.at(-1)).toBe('erased a')
})

test('erase names what still holds data, as close does', async () => {
  const all = createLifecycles([part('kept', []), part('forgetful', [], { forgets: true })])
  await all.open()
  expect(await all.erase()).toEqual(['forgetful'])
})

test('what closes while the parts open stops the rest from opening', async () => {
  const told: string[] = []
  const all = createLifecycles([part('a', told), part('b', told)])
  const opening = all.open()
  expect(all.close()).toEqual([])
  await opening
  expect(told).toEqual(['open a', 'close b', 'close a'])
})
