import { expect, test } from 'bun:test'
import { lazy } from './lazy.ts'

test('a module is loaded once, however often it is asked for', async () => {
  let loads = 0
  const room = lazy(async () => ({ number: ++loads }))
  expect(room.loaded()).toBeNull()
  const [first, second] = await Promise.all([room.load(), room.load()])
  expect(first).toBe(second)
  expect(room.loaded()).toBe(first)
  expect(loads).toBe(1)
})

test('a load that failed is tried again by the next call', async () => {
  let loads = 0
  const room = lazy(async () => {
    loads += 1
    if (loads === 1) throw new Error('no network')
    return 'here'
  })
  room.preload()
  await expect(room.load()).rejects.toThrow('no network')
  expect(await room.load()).toBe('here')
  expect(loads).toBe(2)
})
