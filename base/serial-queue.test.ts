import { expect, test } from 'bun:test'
import { createSerialQueue } from './serial-queue.ts'

const deferred = () => Promise.withResolvers<void>()

test('tasks run one at a time, in the order given', async () => {
  const queue = createSerialQueue()
  const gate = deferred()
  const seen: string[] = []
  const first = queue.run(async () => {
    seen.push('first begins')
    await gate.promise
    seen.push('first ends')
  })
  const second = queue.run(() => seen.push('second'))
  await Promise.resolve()
  expect(queue.size()).toBe(2)
  gate.resolve()
  await Promise.all([first, second])
  expect(seen).toEqual(['first begins', 'first ends', 'second'])
  expect(queue.size()).toBe(0)
})

test('a task that fails rejects to its caller and stops no other task', async () => {
  const queue = createSerialQueue()
  const failing = queue.run(() => {
    throw new Error('full')
  })
  const rejecting = queue.run(() => Promise.reject(new Error('lost')))
  const next = queue.run(() => 'next')
  await expect(failing).rejects.toThrow('full')
  await expect(rejecting).rejects.toThrow('lost')
  expect(await next).toBe('next')
})

test('the queue is bounded, and `settled` waits for failed tasks too', async () => {
  const queue = createSerialQueue(2)
  const gate = deferred()
  const failing = queue.run(() => gate.promise.then(() => Promise.reject(new Error('no'))))
  const second = queue.run(() => 'second')
  expect(() => queue.run(() => 'third')).toThrow('more than 2')
  gate.resolve()
  await queue.settled()
  await expect(failing).rejects.toThrow('no')
  expect(await second).toBe('second')
})
