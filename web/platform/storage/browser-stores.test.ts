/** Erasing ends every push subscription and closes its notifications, and waits for no push service; a file that is held keeps no other. */
import { expect, test } from 'bun:test'
import { installFakeOpfs } from '../files/opfs.fake.ts'
import { type Ringable, removeFiles, silence } from './browser-stores.ts'

const LONG_MS = 60_000

test('all subscriptions are ended at once and notifications closed; one that refuses keeps no other', async () => {
  const done: string[] = []
  const under: (() => void)[] = []
  const registration = (name: string): Ringable => ({
    pushManager: {
      getSubscription: async () => ({
        unsubscribe: () =>
          new Promise((resolve) => {
            done.push(`unsubscribe ${name}`)
            under.push(() => resolve(true))
          }),
      }),
    },
    getNotifications: async () => [{ close: () => void done.push(`close ${name}`) }],
  })
  const refuses: Ringable = {
    pushManager: { getSubscription: () => Promise.reject(new Error('no')) },
    getNotifications: () => Promise.reject(new Error('no')),
  }
  const silenced = silence([refuses, {}, registration('a'), registration('b')], LONG_MS)
  await new Promise((resolve) => setImmediate(resolve))
  expect(done.sort()).toEqual(['close a', 'close b', 'unsubscribe a', 'unsubscribe b'])
  for (const answer of under) answer()
  await silenced
})

test('a push service that never answers holds nothing up', async () => {
  const never: Ringable = { pushManager: { getSubscription: () => new Promise(() => {}) } }
  await silence([never], 1)
})

test('a file that a worker holds keeps no other, and goes once it is let go; one that is gone already is no failure', async () => {
  const opfs = installFakeOpfs()
  try {
    const root = await navigator.storage.getDirectory()
    const held = await root.getFileHandle('held', { create: true })
    await (held as unknown as { createSyncAccessHandle: () => Promise<object> }).createSyncAccessHandle()
    await (await root.getDirectoryHandle('other', { create: true })).getFileHandle('file', { create: true })
    await expect(removeFiles()).rejects.toThrow('open')
    expect([opfs.bytes('held'), opfs.bytes('other/file')]).toEqual([new Uint8Array(), undefined])
    opfs.take()
    await Promise.all([removeFiles(), removeFiles()])
    expect(opfs.bytes('held')).toBeUndefined()
  } finally {
    opfs.restore()
  }
})
