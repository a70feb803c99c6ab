/** Push services can check who sends; the key never changes by itself. */
import { afterAll, expect, test } from 'bun:test'
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../../tests/harness/temporary-folder.ts'
import { VAPID_ORIGINS_MAX, VAPID_TOKEN_MS } from '../core/limits.ts'
import { checkVapid } from './phone.fake.ts'
import { createVapid, readVapidKey } from './vapid.ts'

const CONTACT = 'mailto:admin@example.org'
const folder = temporaryFolder('vapid')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const nowSeconds = (): number => Math.floor(Date.now() / 1_000)

test('a push service can check the token: its audience, its end and the contact', async () => {
  const vapid = createVapid(null, CONTACT, () => 0)
  const header = await vapid.authorization(new URL('https://web.push.apple.com/x'))
  const claims = checkVapid(header, 'https://web.push.apple.com', nowSeconds())
  expect([claims.sub, claims.key]).toEqual([CONTACT, vapid.publicKey()])
  // Apple refuses tokens of more than 24 hours.
  expect(claims.exp - nowSeconds()).toBeLessThanOrEqual(12 * 3_600)
  expect(() => checkVapid(header, 'https://fcm.googleapis.com', nowSeconds())).toThrow('audience')
  // The first character of the signature; the last one has bits that nobody reads.
  const forged = header.replace(
    /\.([\w-])([\w-]{85}), k=/,
    (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}, k=`,
  )
  expect(() => checkVapid(forged, 'https://web.push.apple.com', nowSeconds())).toThrow('signature')
})

test('one token serves an hour, and tokens of sixteen push services are remembered', async () => {
  let elapsed = 0
  const vapid = createVapid(null, CONTACT, () => elapsed)
  const token = (n: number) => vapid.authorization(new URL(`https://wns${n}.notify.windows.com/x`))
  const first = await token(0)
  elapsed = VAPID_TOKEN_MS - 1
  expect(await token(0)).toBe(first)
  elapsed = VAPID_TOKEN_MS
  const second = await token(0)
  expect(second).not.toBe(first)
  for (let n = 1; n < VAPID_ORIGINS_MAX; n += 1) await token(n)
  expect(await token(0)).toBe(second)
  await token(VAPID_ORIGINS_MAX)
  expect(await token(0)).not.toBe(second)
})

test('the key survives a restart, in a file for its owner alone', () => {
  const path = join(folder, 'kept', 'vapid-key')
  const made = createVapid(path, CONTACT, () => 0).publicKey()
  expect(createVapid(path, CONTACT, () => 0).publicKey()).toBe(made)
  expect([statSync(path).mode & 0o777, statSync(path).size, readdirSync(dirname(path))]).toEqual([
    0o600,
    32,
    ['vapid-key'],
  ])
})

test('a wrong file is one sentence with its name', () => {
  const path = join(folder, 'wrong')
  for (const bytes of [
    new Uint8Array(),
    new Uint8Array(31),
    new Uint8Array(32),
    new Uint8Array(32).fill(255),
  ]) {
    writeFileSync(path, bytes)
    const read = readVapidKey(path)
    expect(read.ok ? bytes : read.error).toMatch(/^The push key file "[^\n]*" \(VAPID_KEY_PATH\)[^\n]*\.$/)
  }
})
