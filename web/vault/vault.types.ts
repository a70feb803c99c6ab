/** The vault as its users see it, and the access that its key slots have. */
import type { Result } from '../../base/result.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import type { Random } from '../platform/random.ts'
import type { Kv } from '../platform/storage/kv.ts'
import type { Header, PrfSlot, SharedSlot, Slot } from './header.ts'

export type VaultError = 'wrong' | 'damaged' | 'storage_failed' | 'no_slot' | 'locked'
/** `m`: memory in KiB; `t`: passes (RFC 9106). */
export interface Argon2Cost {
  readonly m: number
  readonly t: number
}

/** Progress of resealing: records done, of all. */
export type Progress = (done: number, all: number) => void

export interface Vault {
  /** Opens the vault if it is not locked; creates one if there is none, and moves unsealed records into it. `damaged`: the header is unreadable, and nothing was changed. */
  readonly load: () => Promise<Result<'open' | 'locked', 'damaged' | 'storage_failed'>>
  /** Null while it is locked. */
  readonly kv: () => Kv | null
  /** A store in memory, sealed by the same key, for data that survives a lock but not the page; null while locked. */
  readonly memory: () => Kv | null
  readonly slots: () => readonly Slot['kind'][]
  readonly prfSlot: () => PrfSlot | null
  /** Turns App lock on. Reseals everything under a new key, since the old one was stored in the clear. */
  readonly enable: (
    passphrase: string,
    cost: Argon2Cost,
    progress?: Progress,
  ) => Promise<Result<void, VaultError>>
  /** Turns App lock off: the key is stored beside the data again. */
  readonly disable: (passphrase: string) => Promise<Result<void, VaultError>>
  /** Reseals everything under a new key that only the new passphrase opens: passkey and recovery key must be set up again. A copy of the old header with the old passphrase opens nothing written from now on. */
  readonly changePassphrase: (
    old: string,
    next: string,
    cost: Argon2Cost,
    progress?: Progress,
  ) => Promise<Result<void, VaultError>>
  readonly unlock: (passphrase: string) => Promise<Result<void, VaultError>>
  readonly unlockWithRecovery: (code: string) => Promise<Result<void, VaultError>>
  /** `output`: the 32 bytes that the passkey gave for `prfInput`. */
  readonly unlockWithPrf: (output: Uint8Array) => Promise<Result<void, VaultError>>
  readonly sharedSlot: () => SharedSlot | null
  /** `share`: the server's 32 bytes; `blob` replaces the stored one. */
  readonly unlockWithShare: (share: Uint8Array, blob: string) => Promise<Result<void, VaultError>>
  readonly addShared: (
    credential: string,
    blob: string,
    share: Uint8Array,
  ) => Promise<Result<void, VaultError>>
  readonly addPrf: (credential: string, output: Uint8Array) => Promise<Result<void, VaultError>>
  /** Returns the text of a new recovery key, to be shown once; it replaces an older one. */
  readonly addRecovery: () => Promise<Result<string, VaultError>>
  readonly removeSlot: (kind: 'prf' | 'shared' | 'recovery') => Promise<Result<void, VaultError>>
  /** The PRF input to pass to the passkey. */
  readonly prfInput: () => Uint8Array
  /** Locks the vault: drops the key from memory. */
  readonly lock: () => void
}

/** The access that key slots have to the vault. */
export interface VaultHands {
  readonly random: Random
  readonly argon2: Argon2
  readonly header: () => Header | null
  /** Null while it is locked. */
  readonly key: () => Uint8Array | null
  /** Applies `change` to the stored header and writes the result. */
  readonly changeHeader: (change: (header: Header) => Header) => Promise<Result<void, VaultError>>
  /** Reseals every record under `key` and writes the header changed by `change`, while no other read or write runs. */
  readonly rekey: (
    change: (header: Header) => Header,
    key: Uint8Array,
    progress?: Progress,
  ) => Promise<Result<void, VaultError>>
  /** Opens the vault with the key that `slot` gave. `wrong`: that slot was removed or replaced meanwhile. */
  readonly open: (key: Uint8Array, slot: Slot) => Promise<Result<void, VaultError>>
}
