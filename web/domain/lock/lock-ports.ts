/** The outside world as App lock receives it. */
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Argon2 } from '../../platform/device/argon2.ts'
import type { Passkeys } from '../../platform/device/passkey.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Random } from '../../platform/random.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { PasskeyApi } from '../../transport/api/passkey-api.ts'
import type { Vault } from '../../vault/vault.types.ts'
import type { SettingsStore } from '../settings/settings-store.ts'

export interface LockPorts {
  readonly vault: Vault
  /** The unsealed store below the vault, for what must be readable while locked. */
  readonly raw: Kv
  readonly settings: SettingsStore
  readonly openPasskeys: () => Promise<Passkeys>
  readonly passkeyApi: Lazy<PasskeyApi>
  readonly argon2: Argon2
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Whether the page is visible and focused. */
  readonly looked: () => boolean
}
