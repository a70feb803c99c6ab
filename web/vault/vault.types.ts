/** The vault as its users see it, and what its key slots may touch of it. */
import type { Result } from '../../base/result.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import type { Random } from '../platform/random.ts'
import type { Kv } from '../platform/storage/kv.ts'
import type { Header, PrfSlot, SharedSlot, Slot } from './header.ts'

export type VaultError = 'wrong' | 'damaged' | 'storage_failed' | 'no_slot' | 'locked'
/** Memory in KiB, and passes. */
export interface Argon2Cost {
  readonly m: number
  readonly t: number
}

export interface Vault {
  /** Opens what can be opened; makes a vault where there is none, and moves what lay in the clear into it. `damaged`: the header cannot be read, nothing was touched. */
  readonly load: () => Promise<Result<'open' | 'locked', 'damaged' | 'storage_failed'>>
  /** Null while it is locked. */
  readonly kv: () => Kv | null
  /** The same, for what must outlive a lock but never the page: sealed by the same key, in memory. */
  readonly memory: () => Kv | null
  readonly slots: () => readonly Slot['kind'][]
  readonly prfSlot: () => PrfSlot | null
  /** Turns App lock on. Everything is sealed anew under another key, since the first one lay in the clear. */
  readonly enable: (passphrase: string, cost: Argon2Cost) => Promise<Result<void, VaultError>>
  /** Turns App lock off: the key lies beside the data again. */
  readonly disable: (passphrase: string) => Promise<Result<void, VaultError>>
  /** Seals everything anew under another key, which opens by the new passphrase alone: the passkey and the recovery key must be set up again. A copy of the old header with the old passphrase opens nothing that is written from now on. */
  readonly changePassphrase: (
    old: string,
    next: string,
    cost: Argon2Cost,
  ) => Promise<Result<void, VaultError>>
  readonly unlock: (passphrase: string) => Promise<Result<void, VaultError>>
  readonly unlockWithRecovery: (code: string) => Promise<Result<void, VaultError>>
  /** `output`: the 32 bytes that the passkey gave for `prfInput`. */
  readonly unlockWithPrf: (output: Uint8Array) => Promise<Result<void, VaultError>>
  readonly sharedSlot: () => SharedSlot | null
  /** `share`: the server's 32 bytes; `blob` replaces the one before. */
  readonly unlockWithShare: (share: Uint8Array, blob: string) => Promise<Result<void, VaultError>>
  readonly addShared: (
    credential: string,
    blob: string,
    share: Uint8Array,
  ) => Promise<Result<void, VaultError>>
  readonly addPrf: (credential: string, output: Uint8Array) => Promise<Result<void, VaultError>>
  /** The text of a fresh recovery key, shown once; it replaces an older one. */
  readonly addRecovery: () => Promise<Result<string, VaultError>>
  readonly removeSlot: (kind: 'prf' | 'shared' | 'recovery') => Promise<Result<void, VaultError>>
  /** What the passkey is asked for. */
  readonly prfInput: () => Uint8Array
  /** Drops the key. */
  readonly lock: () => void
}

/** What the slots may touch of the vault. */
export interface VaultHands {
  readonly random: Random
  readonly argon2: Argon2
  readonly header: () => Header | null
  /** Null while it is locked. */
  readonly key: () => Uint8Array | null
  /** Writes the header that `change` makes of the one that is there. */
  readonly changeHeader: (change: (header: Header) => Header) => Promise<Result<void, VaultError>>
  /** Seals every record anew under `key`, with the header that `change` makes, while no other read or write is under way. */
  readonly rekey: (change: (header: Header) => Header, key: Uint8Array) => Promise<Result<void, VaultError>>
  readonly open: (key: Uint8Array) => Promise<void>
}
