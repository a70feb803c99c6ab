/** The nudge key changes each month, an old one opens tickets for eight days more, and the file never holds more. */
import { afterAll, expect, test } from 'bun:test'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../../tests/harness/temporary-folder.ts'
import { createNudgeKeys, readNudgeKeys } from './nudge-keys.ts'

const DAY_MS = 86_400_000
const START = 1_700_000_000_000
const folder = temporaryFolder('nudge-keys')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('over forty days one key follows the other, and tickets of the old one open until eight days later', () => {
  const path = join(folder, 'forty', 'nudge-keys')
  let now = START
  const keys = createNudgeKeys(
    path,
    () => now,
    () => now - START,
  )
  const first = keys.current()
  for (let day = 1; day < 30; day += 1) {
    now = START + day * DAY_MS
    expect(keys.current()).toBe(first)
  }
  now = START + 30 * DAY_MS
  const second = keys.current()
  expect(second.keyId).not.toEqual(first.keyId)
  now = START + 38 * DAY_MS - 1
  expect(keys.find(first.keyId)?.publicKey).toEqual(first.publicKey)
  now = START + 38 * DAY_MS
  expect(keys.find(first.keyId)).toBeNull()
  expect(keys.find(second.keyId)?.publicKey).toEqual(second.publicKey)
  keys.tidy()
  now = START + 39 * DAY_MS
  keys.tidy()
  const secret = Buffer.from(first.privateKey).toString('base64url')
  for (const file of readdirSync(dirname(path)))
    expect(readFileSync(join(dirname(path), file), 'utf8')).not.toContain(secret)
})

test('the keys survive a restart, in a file for its owner alone, and the draft is gone', () => {
  const path = join(folder, 'restart', 'nudge-keys')
  const made = createNudgeKeys(
    path,
    () => START,
    () => 0,
  ).current()
  const again = createNudgeKeys(
    path,
    () => START,
    () => 0,
  )
  expect(again.find(made.keyId)).toEqual(made)
  expect(again.current()).toEqual(made)
  expect([statSync(path).mode & 0o777, readdirSync(dirname(path))]).toEqual([0o600, ['nudge-keys']])
})

test('nothing is made before it is asked for', () => {
  const path = join(folder, 'unasked')
  const keys = createNudgeKeys(
    path,
    () => START,
    () => 0,
  )
  keys.tidy()
  expect(keys.find(new Uint8Array(4))).toBeNull()
  expect(readdirSync(folder)).not.toContain('unasked')
})

test('a key from before the clock was set back opens nothing any more, and a new one is made', () => {
  let now = START + 400 * DAY_MS
  const keys = createNudgeKeys(
    null,
    () => now,
    () => 0,
  )
  const ahead = keys.current()
  now = START
  expect(keys.find(ahead.keyId)).toBeNull()
  expect(keys.current().keyId).not.toEqual(ahead.keyId)
})

test('a clock that is far ahead for some hours costs no key, neither at a tidy nor when a key is asked for', () => {
  const path = join(folder, 'ahead', 'nudge-keys')
  let now = START
  let elapsed = 0
  const keys = createNudgeKeys(
    path,
    () => now,
    () => elapsed,
  )
  const made = keys.current()
  now = START + 4_000 * DAY_MS
  for (let hour = 0; hour < 12; hour += 1) {
    elapsed += DAY_MS / 24
    keys.tidy()
  }
  expect(keys.find(made.keyId)).toBeNull()
  expect(keys.current().keyId).not.toEqual(made.keyId)
  now = START + DAY_MS / 2
  keys.tidy()
  elapsed += 2 * DAY_MS
  keys.tidy()
  expect(keys.find(made.keyId)?.privateKey).toEqual(made.privateKey)
  const again = readNudgeKeys(path)
  expect(again.ok && again.value.some(({ keyId }) => Buffer.from(keyId).equals(made.keyId))).toBe(true)
})

test('a wrong file is one sentence with its name', () => {
  const path = join(folder, 'wrong')
  const whole = { d: 'A'.repeat(43), madeAt: 1 }
  const wrong = [
    '',
    'not json',
    '{"v":2,"keys":[]}',
    '{"v":1}',
    JSON.stringify({ v: 1, keys: [{ ...whole, d: 'short' }] }),
    JSON.stringify({ v: 1, keys: [{ ...whole, madeAt: -1 }] }),
    JSON.stringify({ v: 1, keys: [whole, whole, whole, whole] }),
  ]
  for (const text of wrong) {
    writeFileSync(path, text)
    const read = readNudgeKeys(path)
    expect(read.ok ? text : read.error).toMatch(/^The nudge key file "[^\n]*" \(NUDGE_KEYS_PATH\)[^\n]*\.$/)
  }
  writeFileSync(path, JSON.stringify({ v: 1, keys: [whole] }))
  expect(readNudgeKeys(path).ok).toBe(true)
})
