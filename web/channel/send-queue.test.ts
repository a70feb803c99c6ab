/** The send queue keeps the order, and leaves nothing pending after a fault. */
import { expect, test } from 'bun:test'
import { RECORD_CONFIRM } from '../../protocol/frame.ts'
import type { Sealer } from '../crypto/records.ts'
import { createSendQueue } from './send-queue.ts'

/** A sealer whose frame is the content unchanged. */
const plainSealer = (more: Partial<Sealer> = {}): Sealer => ({
  seal: async (_, content) => content,
  wipe() {},
  ...more,
})
const record = (byte: number): Uint8Array => Uint8Array.of(byte)

/** A queue over a link that keeps its frames. `taken` resolves at a number of frames, `failed` when the queue ends. */
function start(sealer: Sealer, send: (frame: Uint8Array) => boolean = () => true) {
  const frames: number[] = []
  const failed = Promise.withResolvers<void>()
  const waits: (() => void)[] = []
  const queue = createSendQueue(sealer, {
    send(frame) {
      const taken = send(frame)
      if (taken) frames.push(frame[0] ?? -1)
      for (const wake of waits.splice(0)) wake()
      return taken
    },
    failed: failed.resolve,
  })
  const taken = async (count: number): Promise<readonly number[]> => {
    while (frames.length < count) await new Promise<void>((resolve) => waits.push(resolve))
    return frames
  }
  return { queue, frames, failed: failed.promise, taken }
}

test('records are sent in order, whether added one by one or all at once', async () => {
  const { queue, taken } = start(plainSealer())
  const many = Array.from({ length: 60 }, (_, at) => at)
  for (const at of many) {
    queue.add(RECORD_CONFIRM, record(at))
    if (at % 7 === 0) await null
  }
  expect(await taken(60)).toEqual(many)
})

test('a record that cannot be sealed ends the channel instead of blocking everything after it', async () => {
  let wiped = false
  const sealer = plainSealer({
    seal: (_, content) =>
      content[0] === 2 ? Promise.reject(new Error('no seal')) : Promise.resolve(content),
    wipe() {
      wiped = true
    },
  })
  const { queue, failed, frames } = start(sealer)
  for (const at of [1, 2, 3]) queue.add(RECORD_CONFIRM, record(at))
  await failed
  expect(frames).toEqual([1])
  expect(wiped).toBe(true)
  queue.add(RECORD_CONFIRM, record(4))
  await null
  expect(frames).toEqual([1])
})

test('a link that throws while it takes a frame ends the channel too', async () => {
  const { queue, failed, frames } = start(plainSealer(), () => {
    throw new Error('no send')
  })
  queue.add(RECORD_CONFIRM, record(1))
  await failed
  expect(frames).toEqual([])
})

test('a message added right before `drop` is still sent', async () => {
  const { queue, taken } = start(plainSealer())
  queue.addMessage(record(1))
  queue.drop()
  expect(await taken(1)).toEqual([1])
})

test('the queue waits for a full link, and a closed queue waits for nothing', async () => {
  let room = false
  const { queue, taken, frames } = start(plainSealer(), () => room)
  queue.add(RECORD_CONFIRM, record(1))
  queue.add(RECORD_CONFIRM, record(2))
  room = true
  for (let at = 0; at < 5; at += 1) {
    await null
    queue.drained()
  }
  expect(await taken(2)).toEqual([1, 2])
  room = false
  queue.add(RECORD_CONFIRM, record(3))
  await null
  queue.close()
  room = true
  queue.drained()
  await null
  expect(frames).toEqual([1, 2])
})
