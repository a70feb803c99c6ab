/** The trial of a depot: it passes where sealed chunks come back as they were, and says no to every way in which they do not. */
import { expect, test } from 'bun:test'
import { err, ok } from '../../../base/result.ts'
import type { Depot, DepotFile } from '../../platform/files/depot.ts'
import { createMemoryDepot } from '../../platform/files/depot-memory.ts'
import { createSeededRandom } from '../../platform/random.ts'
import { tryDepot } from './try-depot.ts'

const { bytes } = createSeededRandom(1)
const whole = (): Depot => createMemoryDepot(10_000_000)
/** A depot whose files differ from others by `change`. */
const faulty = (change: (file: DepotFile) => Partial<DepotFile>): Depot => {
  const depot = whole()
  return {
    ...depot,
    async open(name) {
      const opened = await depot.open(name)
      return opened.ok ? ok({ ...opened.value, ...change(opened.value) }) : opened
    },
  }
}

test('a depot that works passes, and nothing of the trial stays in it', async () => {
  const depot = whole()
  expect(await tryDepot(depot, bytes)).toBe(true)
  expect(await depot.names()).toEqual(ok([]))
})

test('a depot that is full, forgets, alters, or cannot be opened does not', async () => {
  const bad: readonly Depot[] = [
    createMemoryDepot(100_000),
    { ...whole(), open: async () => err('failed') },
    faulty(() => ({ append: async () => ok(undefined) })),
    faulty(() => ({ flush: async () => err('failed') })),
    faulty((file) => ({
      async read(from, length) {
        const read = await file.read(from, length)
        if (read.ok && read.value) read.value[0] = (read.value[0] ?? 0) ^ 1
        return read
      },
    })),
    { ...whole(), remove: async () => ok(undefined) },
  ]
  for (const depot of bad) expect(await tryDepot(depot, bytes)).toBe(false)
})
