/** A key file is there whole or not at all, and what it held before is overwritten. */
import { afterAll, expect, test } from 'bun:test'
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../tests/harness/temporary-folder.ts'
import { readKeyFile, writeKeyFile } from './key-file.ts'

const folder = temporaryFolder('key-file')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('what is written is read back, by its owner alone', () => {
  const path = join(folder, 'new', 'key')
  expect(readKeyFile(path)).toEqual({ ok: true, value: null })
  writeKeyFile(path, bytes('secret'))
  const read = readKeyFile(path)
  expect(read.ok && read.value && Buffer.from(read.value).toString()).toBe('secret')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('the bytes of the file that was replaced are zeros on the disk', () => {
  const path = join(folder, 'replaced')
  writeKeyFile(path, bytes('first secret'))
  // A second name shows what becomes of the old file.
  linkSync(path, join(folder, 'old'))
  writeKeyFile(path, bytes('second'))
  expect(readFileSync(path, 'utf8')).toBe('second')
  expect([...readFileSync(join(folder, 'old'))]).toEqual([...new Uint8Array('first secret'.length)])
})

test('a file that cannot be replaced leaves no draft behind', () => {
  const path = join(folder, 'taken', 'key')
  mkdirSync(path, { recursive: true })
  expect(() => writeKeyFile(path, bytes('secret'))).toThrow()
  expect(readdirSync(join(folder, 'taken'))).toEqual(['key'])
  expect(readKeyFile(path)).toEqual({ ok: false, error: 'unreadable' })
})
