import { expect, test } from 'bun:test'
import { inspect } from 'node:util'
import { keyPairOf, nativeX25519, scriptX25519 } from './noise/x25519.ts'
import { equalBytes } from './primitives.ts'
import { createSecret, decodeSecret } from './secret.ts'
import { failingPrimitives } from './self-test.ts'

test('this platform passes the standards’ test vectors', async () => {
  expect(await failingPrimitives()).toEqual([])
})

test('the self-test detects a platform whose results differ', async () => {
  const { encrypt } = crypto.subtle
  crypto.subtle.encrypt = async () => new ArrayBuffer(32)
  try {
    expect(await failingPrimitives()).toEqual(['aes_gcm'])
  } finally {
    crypto.subtle.encrypt = encrypt
  }
})

test('X25519 in JavaScript and X25519 of the platform agree', async () => {
  for (let byte = 1; byte < 20; byte += 1) {
    const pair = await keyPairOf(new Uint8Array(32).fill(byte))
    const other = await keyPairOf(new Uint8Array(32).fill(byte + 100))
    const native = await nativeX25519(pair.secret, other.public)
    const script = await scriptX25519(pair.secret, other.public)
    expect(native && script && equalBytes(native, script)).toBe(true)
  }
  expect(await scriptX25519(new Uint8Array(32).fill(1), new Uint8Array(31))).toBeNull()
  expect(await nativeX25519(new Uint8Array(32).fill(1), new Uint8Array(31))).toBeNull()
})

test('a secret prints as redacted, and `wipe` zeroes its bytes', () => {
  const secret = createSecret(new Uint8Array(32).fill(65))
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect([secret]),
  ]
  for (const text of shown) {
    expect(text).toContain('[redacted]')
    expect(text).not.toMatch(/65|QUFB|AAAA/)
  }
  expect(decodeSecret(secret.encode(), 32)?.bytes()).toEqual(secret.bytes())
  expect(decodeSecret(secret.encode(), 31)).toBeNull()
  expect(decodeSecret('not base64!', 32)).toBeNull()
  secret.wipe()
  expect(secret.bytes()).toEqual(new Uint8Array(32))
})
