/** The server's sealing key: 32 random bytes in a file beside the database, created for the first passkey. */
import { randomBytes } from 'node:crypto'
import { err, ok, type Result } from '../../../base/result.ts'
import { readKeyFile, writeKeyFile } from '../../files/key-file.ts'

const KEY_BYTES = 32

/** Reads the key file; null when there is none yet. The error is one sentence for the person who starts the server. */
export function readSealingKey(path: string): Result<Uint8Array | null, string> {
  const file = `The passkey key file "${path}" (PASSKEY_KEY_PATH)`
  const read = readKeyFile(path)
  if (!read.ok) return err(`${file} cannot be read.`)
  if (read.value === null || read.value.length === KEY_BYTES) return ok(read.value)
  return err(
    `${file} must hold exactly ${KEY_BYTES} bytes and holds ${read.value.length}; put the right file back, or remove it and set up Face ID anew.`,
  )
}

/** Returns a function that reads or creates the key on its first call. A null path keeps it in memory. Throws when the file has become unusable. */
export function createSealingKey(path: string | null): () => Uint8Array {
  let key: Uint8Array | null = null
  return () => {
    if (key) return key
    const read = path === null ? ok(null) : readSealingKey(path)
    if (!read.ok) throw new Error(read.error)
    const found = read.value ?? randomBytes(KEY_BYTES)
    // On disk before its first use, so that the next start can open every blob.
    if (path !== null && read.value === null) writeKeyFile(path, found)
    key = found
    return key
  }
}
