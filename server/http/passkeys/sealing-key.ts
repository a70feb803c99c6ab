/** The server's sealing key: 32 random bytes in a file beside the database, created for the first passkey. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { err, ok, type Result } from '../../../base/result.ts'

const KEY_BYTES = 32
/** Readable and writable only by the account that runs the server. */
const OWNER_ONLY = 0o600

const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'

/** Reads the key file; null when there is none yet. The error is one sentence for the person who starts the server. */
export function readSealingKey(path: string): Result<Uint8Array | null, string> {
  const file = `The passkey key file "${path}" (PASSKEY_KEY_PATH)`
  try {
    const bytes = readFileSync(path)
    if (bytes.length === KEY_BYTES) return ok(bytes)
    return err(
      `${file} must hold exactly ${KEY_BYTES} bytes and holds ${bytes.length}; put the right file back, or remove it and set up Face ID anew.`,
    )
  } catch (fault) {
    return isMissing(fault) ? ok(null) : err(`${file} cannot be read.`)
  }
}

/** Writes the key to disk before its first use, so that the next start can open every blob. */
function writeSealingKey(path: string, key: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`
  const file = openSync(draft, 'wx', OWNER_ONLY)
  try {
    writeSync(file, key)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Returns a function that reads or creates the key on its first call. A null path keeps it in memory. Throws when the file has become unusable. */
export function createSealingKey(path: string | null): () => Uint8Array {
  let key: Uint8Array | null = null
  return () => {
    if (key) return key
    const read = path === null ? ok(null) : readSealingKey(path)
    if (!read.ok) throw new Error(read.error)
    const found = read.value ?? randomBytes(KEY_BYTES)
    if (path !== null && read.value === null) writeSealingKey(path, found)
    key = found
    return key
  }
}
