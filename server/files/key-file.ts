/** Files with secrets of the server: readable by its own account only, and replaced in one step. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'

/** Readable and writable only by the account that runs the server. */
const OWNER_ONLY = 0o600
const DRAFT_NAME_BYTES = 8

const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'

/** Reads a key file whole; null when there is none yet. */
export function readKeyFile(path: string): Result<Uint8Array | null, 'unreadable'> {
  try {
    return ok(readFileSync(path))
  } catch (fault) {
    return isMissing(fault) ? ok(null) : err('unreadable')
  }
}

/** Opens the file that is about to be replaced; null when there is none. */
function openOld(path: string): number | null {
  try {
    return openSync(path, 'r+')
  } catch {
    return null
  }
}

/** Writes zeros over a file that has no name any more. The disk itself may hold older copies. */
function overwrite(file: number): void {
  writeSync(file, new Uint8Array(fstatSync(file).size), 0, null, 0)
  fsyncSync(file)
  closeSync(file)
}

/** Replaces a key file, on disk before this returns, and overwrites what it held before. Throws when it cannot be written. */
export function writeKeyFile(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${randomBytes(DRAFT_NAME_BYTES).toString('hex')}.new`
  const old = openOld(path)
  try {
    const file = openSync(draft, 'wx', OWNER_ONLY)
    writeSync(file, bytes)
    fsyncSync(file)
    closeSync(file)
    renameSync(draft, path)
  } catch (fault) {
    // A draft holds the secret too.
    rmSync(draft, { force: true })
    if (old !== null) closeSync(old)
    throw fault
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
  if (old !== null) overwrite(old)
}
