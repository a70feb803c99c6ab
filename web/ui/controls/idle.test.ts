/** What is loaded ahead comes in pieces: never two in one quiet moment. */
import { afterEach, expect, test } from 'bun:test'
import { inQuietPieces, whenIdle } from './idle.ts'

const waiting: (() => void)[] = []
const idle = globalThis as { requestIdleCallback?: unknown; cancelIdleCallback?: unknown }

function withIdleMoments(): () => Promise<void> {
  idle.requestIdleCallback = (act: () => void) => waiting.push(act)
  idle.cancelIdleCallback = (number: number) => {
    waiting[number - 1] = () => {}
  }
  return async () => {
    for (const act of waiting.splice(0)) act()
    await Promise.resolve()
    await Promise.resolve()
  }
}
afterEach(() => {
  waiting.length = 0
  delete idle.requestIdleCallback
  delete idle.cancelIdleCallback
})

test('each piece waits for a quiet moment of its own, and for the piece before it', async () => {
  const quiet = withIdleMoments()
  const begun: number[] = []
  let end = (): void => {}
  inQuietPieces([
    () => {
      begun.push(0)
      return new Promise((resolve) => {
        end = resolve
      })
    },
    async () => void begun.push(1),
    async () => void begun.push(2),
  ])
  expect(begun).toEqual([])
  await quiet()
  await quiet()
  expect(begun).toEqual([0])
  end()
  await quiet()
  await quiet()
  expect(begun).toEqual([0, 1])
  await quiet()
  expect(begun).toEqual([0, 1, 2])
})

test('stopped, no further piece begins', async () => {
  const quiet = withIdleMoments()
  const begun: number[] = []
  const stop = inQuietPieces([async () => void begun.push(0), async () => void begun.push(1)])
  await quiet()
  stop()
  await quiet()
  expect(begun).toEqual([0])
})

test('a browser without idle moments gets a pause', async () => {
  const done = await new Promise((resolve) => whenIdle(() => resolve('done')))
  expect(done).toBe('done')
})
