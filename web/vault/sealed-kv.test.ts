/** Sealing and opening wipe the plain bytes. */
import { expect, test } from 'bun:test'
import type { Box } from '../crypto/primitives.ts'
import { openEntry, sealEntry } from './sealed-kv.ts'

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
