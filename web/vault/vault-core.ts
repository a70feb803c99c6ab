/** What the vault has in memory: its header, and its keys while it is open. */
import { wipe } from '../crypto/primitives.ts'
import { createMemoryKv, type Kv } from '../platform/storage/kv.ts'
import type { Header } from './header.ts'
import { createSealedKv, type EntryKeys } from './sealed-kv.ts'

export const HEADER_KEY = 'vault.v1'
/** Names of records that versions without a vault wrote in the clear. */
export const PLAIN = /^chat\./

/** The secrets of the open vault. */
interface Opened {
  readonly key: Uint8Array
  readonly keys: EntryKeys
  readonly sealed: Kv
  readonly memory: Kv
}

export interface VaultCore {
  readonly header: () => Header | null
  readonly setHeader: (header: Header) => void
  /** The store in this page's memory, below the sealed one; it outlives a lock. */
  readonly rawMemory: Kv
  /** Null while it is locked. */
  readonly opened: () => Opened | null
  readonly adopt: (header: Header, key: Uint8Array, keys: EntryKeys) => void
  readonly close: () => void
}

export function createVaultCore(raw: Kv): VaultCore {
  let header: Header | null = null
  let opened: Opened | null = null
  const rawMemory = createMemoryKv()
  return {
    rawMemory,
    header: () => header,
    setHeader(next) {
      header = next
    },
    opened: () => opened,
    adopt(next, key, keys) {
      header = next
      opened = { key, keys, sealed: createSealedKv(raw, keys), memory: createSealedKv(rawMemory, keys) }
    },
    close() {
      wipe(opened?.key ?? null)
      opened = null
    },
  }
}
