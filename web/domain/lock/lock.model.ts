/** App lock as the views see it. */
import type { ReadonlySignal } from '@preact/signals'
import type { Result } from '../../../base/result.ts'
import type { VaultError } from '../../vault/vault.types.ts'
import type { FailureOf } from '../failure.ts'

/** Why the vault did not open or change. `waitMs`: milliseconds until the next try is accepted. */
export type LockFailure =
  | { readonly code: 'passphrase_wrong'; readonly waitMs: number }
  | { readonly code: 'passphrase_empty' }
  | { readonly code: 'passkey_cancelled' }
  | { readonly code: 'passkey_unavailable' }
  | { readonly code: 'passkey_no_prf' }
  /** The server refused its share: wrong server, copied passkey, or a blob that it did not make. */
  | { readonly code: 'passkey_refused' }
  /** The server that holds the other share could not be reached. */
  | { readonly code: 'passkey_server' }
  | { readonly code: 'lock_damaged' }
  | { readonly code: 'storage_failed' }
export type LockAfterMinutes = 0 | 1 | 5 | 15
type Locking = Promise<Result<void, LockFailure>>

export interface Sealing {
  readonly done: number
  readonly all: number
}

export interface LockView {
  readonly state: ReadonlySignal<'open' | 'locked' | 'damaged'>
  readonly enabled: ReadonlySignal<boolean>
  readonly faceId: ReadonlySignal<'on' | 'off' | 'unavailable'>
  readonly recovery: ReadonlySignal<boolean>
  readonly afterMinutes: ReadonlySignal<LockAfterMinutes>
  /** On failure the stored time stays. */
  readonly setAfterMinutes: (minutes: LockAfterMinutes) => Promise<Result<void, FailureOf<'storage_failed'>>>
  /** Checks whether this device supports it, and sets `faceId`. */
  readonly lookForFace: () => void
  /** The person touched the screen: restarts the idle timer. */
  readonly touched: () => void
  readonly lockNow: () => void
  /** Unlocks with the passphrase or the recovery key. */
  readonly unlock: (passphrase: string) => Locking
  /** The locked screen appeared: fetches the server's challenge for Face ID. */
  readonly prepareFace: () => void
  readonly unlockWithFace: () => Locking
  readonly enable: (passphrase: string) => Locking
  readonly disable: (passphrase: string) => Locking
  readonly changePassphrase: (old: string, next: string) => Locking
  readonly addFace: () => Locking
  /** Removes Face ID. The vault key stays, so an earlier copy of this device's files can still be opened by that passkey here. */
  readonly removeFace: () => Locking
  /** Reseals everything under a new key that only the passphrase opens; Face ID and the recovery key stop working. */
  readonly sealAnew: (passphrase: string) => Locking
  /** Progress of resealing, in records; null when none is running. */
  readonly sealing: ReadonlySignal<Sealing | null>
  /** Returns a new recovery key to write down; null when it could not be stored. */
  readonly addRecovery: () => Promise<string | null>
}

export const lockFailureOf = (error: VaultError): LockFailure =>
  error === 'wrong'
    ? { code: 'passphrase_wrong', waitMs: 0 }
    : { code: error === 'storage_failed' ? 'storage_failed' : 'lock_damaged' }
