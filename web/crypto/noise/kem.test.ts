/** ML-KEM by WebCrypto and by script are the same KEM, and a browser whose own one is wrong does not use it. */
import { expect, test } from 'bun:test'
import { equalBytes } from '../primitives.ts'
import { isSoundKem, type Kem, loadMlKem768, nativeMlKem768 } from './kem.ts'
import { scriptMlKem768 } from './script-kem.ts'

const script = scriptMlKem768((length) => crypto.getRandomValues(new Uint8Array(length)))
const KEMS: readonly (readonly [string, Kem])[] = [
  ['WebCrypto', nativeMlKem768],
  ['script', script],
]

for (const [maker, makes] of KEMS)
  for (const [sender, sends] of KEMS)
    test(`keys by ${maker} open what ${sender} encapsulated`, async () => {
      const keys = await makes.generate()
      expect(keys.public.length).toBe(makes.publicBytes)
      const made = await sends.encapsulate(keys.public)
      expect(made?.cipher.length).toBe(makes.cipherBytes)
      const found = made && (await keys.decapsulate(made.cipher))
      expect(made && found && equalBytes(made.shared, found)).toBe(true)
    })

for (const [name, kem] of KEMS)
  test(`${name} refuses malformed keys and ciphertexts, and gives another secret for a wrong ciphertext`, async () => {
    expect(await kem.encapsulate(new Uint8Array(kem.publicBytes).fill(0xff))).toBeNull()
    expect(await kem.encapsulate(new Uint8Array(kem.publicBytes - 1))).toBeNull()
    const keys = await kem.generate()
    expect(await keys.decapsulate(new Uint8Array(kem.cipherBytes - 1))).toBeNull()
    const made = await kem.encapsulate(keys.public)
    if (!made) throw new Error('no secret')
    made.cipher[0] = (made.cipher[0] ?? 0) ^ 1
    const other = await keys.decapsulate(made.cipher)
    expect(other && equalBytes(other, made.shared)).toBe(false)
  })

test('a wiped key of WebCrypto opens nothing', async () => {
  const keys = await nativeMlKem768.generate()
  const made = await nativeMlKem768.encapsulate(keys.public)
  keys.wipe()
  expect(made && (await keys.decapsulate(made.cipher))).toBeNull()
})

test('a KEM whose sides disagree, or that takes any key, is not sound', async () => {
  expect(await isSoundKem(nativeMlKem768)).toBe(true)
  const made = async () => ({ cipher: new Uint8Array(1_088), shared: new Uint8Array(32) })
  expect(await isSoundKem({ ...nativeMlKem768, encapsulate: made })).toBe(false)
  const takesAny: Kem = {
    ...script,
    encapsulate: async (theirs) => (await script.encapsulate(theirs)) ?? (await made()),
  }
  expect(await isSoundKem(takesAny)).toBe(false)
})

test('where WebCrypto has it, it is used', async () => {
  expect(await loadMlKem768(() => new Uint8Array(0))).toBe(nativeMlKem768)
})
