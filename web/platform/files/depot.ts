/** Where sealed files lie: appended to and read in pieces, so that none is ever in memory as a whole. */
import type { Result } from '../../../base/result.ts'

/** `full`: there is no room, and what was there before still is. `failed`: the store did not do it. */
export type DepotFailure = 'full' | 'failed'
export type Stored<T, E extends DepotFailure = 'failed'> = Promise<Result<T, E>>

export interface DepotFile {
  /** Bytes stored so far. */
  readonly length: () => Stored<number>
  /** All of it or nothing; one call at a time. */
  readonly append: (bytes: Uint8Array) => Stored<void, DepotFailure>
  /** Null when fewer bytes are there. */
  readonly read: (from: number, length: number) => Stored<Uint8Array | null>
  /** Cuts it back to `length` bytes. */
  readonly truncate: (length: number) => Stored<void>
  /** What was appended survives a power cut from now on, as far as the store promises that: a database may lose the last of it. */
  readonly flush: () => Stored<void>
  readonly close: () => Promise<void>
}

export interface Depot {
  readonly kind: 'opfs' | 'indexeddb' | 'memory'
  /** Opens a file, or begins an empty one. `name`: see `isDepotName`. Fails while it is open already. */
  readonly open: (name: string) => Stored<DepotFile>
  /** Removes a file if it is there, also one that is open: its later calls fail. */
  readonly remove: (name: string) => Stored<void>
  /** Removes all files of a folder. */
  readonly removeAll: (folder: string) => Stored<void>
  readonly names: () => Stored<readonly string[]>
}

/** A folder and a file in it; neither says anything about a person. */
export const isDepotName = (name: string): boolean => /^[\w-]{1,22}\/[\w-]{1,22}$/.test(name)

/** Throws for a name of another form, which is a bug. */
export function splitName(name: string): readonly [folder: string, file: string] {
  const [folder, file] = name.split('/')
  if (!isDepotName(name) || !folder || !file) throw new Error('depot: no such name')
  return [folder, file]
}

export const failureOf = (fault: unknown): DepotFailure =>
  fault instanceof DOMException && fault.name === 'QuotaExceededError' ? 'full' : 'failed'
