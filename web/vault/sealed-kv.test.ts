/** Sealing and opening wipe the plain bytes. */
import { expect, test } from 'bun:test'
import type { Box } from '../crypto/primitives.ts'
import { createMemoryKv } from '../platform/storage/kv.ts'
import { createSealedKv, openEntry, sealEntry } from './sealed-kv.ts'

/** A box that hides nothing, and remembers every plain buffer that passed through it. */
function openBox() {
  const plain: Uint8Array[] = []
  const box: Box = {
    async seal(_, text) {
      plain.push(text)
      return text.slice()
    },
    async open(_, sealed) {
      const opened = sealed.slice()
      plain.push(opened)
      return opened
    },
  }
  return { keys: { box, nameOf: async (key: string) => `name of ${key}` }, plain, box }
}
const isWiped = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

test('plain entries are wiped once they are sealed and once they are read', async () => {
  const { keys, plain } = openBox()
  const [name, sealed] = await sealEntry(keys, 'sessions', { secret: 'of Anna' })
  expect(plain.map(isWiped)).toEqual([true])
  expect(await openEntry(keys, name, sealed)).toEqual({ key: 'sessions', value: { secret: 'of Anna' } })
  expect(plain.map(isWiped)).toEqual([true, true])
})

test('a plain entry is wiped also when sealing it failed', async () => {
  const { keys, plain, box } = openBox()
  const broken = {
    ...keys,
    box: {
      ...box,
      seal: async (ad: Uint8Array, text: Uint8Array) => Promise.reject(await box.seal(ad, text)),
    },
  }
  await sealEntry(broken, 'sessions', 'secret').catch(() => {})
  expect(plain.map(isWiped)).toEqual([true])
})

test('cryptography that the browser refuses once is retried: no entry counts as damaged, no call fails', async () => {
  const raw = createMemoryKv()
  const { keys, box } = openBox()
  let refusals = 0
  const once = async <T>(act: () => Promise<T>, refused: () => Promise<T>): Promise<T> => {
    refusals += 1
    return refusals % 2 === 1 ? refused() : act()
  }
  const kv = createSealedKv(raw, {
    nameOf: keys.nameOf,
    box: {
      seal: (ad, text) =>
        once(
          () => box.seal(ad, text),
          () => Promise.reject(new Error('refused')),
        ),
      open: (ad, sealed) =>
        once(
          () => box.open(ad, sealed),
          async () => null,
        ),
    },
  })
  expect((await kv.set('sessions', 'of Anna')).ok).toBe(true)
  expect(await kv.get('sessions')).toEqual({ ok: true, value: 'of Anna' })
  expect((await kv.swap({ set: [['talk', 'hi']], remove: [] })).ok).toBe(true)
  expect(await kv.keys()).toMatchObject({ ok: true, value: ['sessions', 'talk'] })
  const names = await raw.keys()
  expect(names.ok && names.value.filter((name) => name.endsWith('.damaged'))).toEqual([])
})
