/** Opens the vault for a person: by the passphrase, the recovery key or a passkey. Loaded with the locked screen. */
import { err, type Result } from '../../../base/result.ts'
import { lazyPasskeyUnlock } from './lazy.ts'
import { type LockFailure, type LockView, lockFailureOf } from './lock.model.ts'
import type { LockPorts } from './lock-ports.ts'
import { createUnlockTries, type UnlockTries } from './unlock-tries.ts'

export interface Unlocking extends Pick<LockView, 'unlock' | 'unlockWithFace' | 'prepareFace'> {
  /** Shared by all uses of the passphrase: any wrong try delays the next one. */
  readonly tries: UnlockTries
}

/** Reads earlier wrong tries. `onOpened` is called once the vault is open; its result is returned to the person. */
export async function createUnlocking(
  ports: LockPorts,
  onOpened: () => Promise<Result<void, LockFailure>>,
): Promise<Unlocking> {
  const { vault, passkeyApi } = ports
  const tries = createUnlockTries(ports)
  await tries.load()
  const opened = (): Promise<Result<void, LockFailure>> => {
    tries.clear()
    // The stored data could not be read: the screen stays locked, and the next try reads it again.
    return onOpened().catch(() => err({ code: 'storage_failed' }))
  }
  let challenge: Promise<string | null> | null = null
  /** Resolves to null when the server cannot be reached. */
  const askChallenge = async (): Promise<string | null> => {
    const api = await passkeyApi.load().catch(() => null)
    return api ? api.challenge('unlock') : null
  }
  return {
    tries,
    async unlock(passphrase) {
      const slow = tries.slowed()
      if (slow) return err(slow)
      const result = await vault.unlock(passphrase).catch(() => err('storage_failed' as const))
      if (result.ok) return opened()
      if (result.error !== 'wrong') return err(lockFailureOf(result.error))
      const recovered = await vault.unlockWithRecovery(passphrase).catch(() => null)
      if (recovered === null) return err({ code: 'storage_failed' })
      return recovered.ok ? opened() : tries.wrong()
    },
    prepareFace() {
      // Fetched when the screen appears, so that nothing delays Face ID after the tap.
      if (vault.sharedSlot()) challenge = askChallenge()
    },
    async unlockWithFace() {
      if (!ports.looked()) return err({ code: 'passkey_cancelled' })
      const parts = await Promise.all([lazyPasskeyUnlock.load(), passkeyApi.load()]).catch(() => null)
      if (!parts) return err({ code: 'passkey_server' })
      const unlocking = parts[0].createPasskeyUnlock({ ...ports, passkeyApi: parts[1] })
      const result = await unlocking.unlock(challenge)
      challenge = vault.sharedSlot() && !result.ok ? askChallenge() : null
      return result.ok ? opened() : result
    },
  }
}
