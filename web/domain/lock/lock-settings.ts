/** Changes to App lock made by a person; loaded with the settings. */
import type { Signal } from '@preact/signals'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Argon2 } from '../../platform/device/argon2.ts'
import type { Passkeys } from '../../platform/device/passkey.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Random } from '../../platform/random.ts'
import type { PasskeyApi } from '../../transport/api/passkey-api.ts'
import type { Argon2Cost, Progress, Vault, VaultError } from '../../vault/vault.types.ts'
import { lazyPasskeyUnlock } from './lazy.ts'
import type { LockFailure, LockView, Sealing } from './lock.model.ts'
import { lockFailureOf } from './lock.model.ts'
import type { UnlockTries } from './unlock-tries.ts'

/** Longest acceptable key derivation: beyond it the app seems to hang. */
const ARGON2_WITHIN_MS = 700
/** The minimum cost for every device (RFC 9106, OWASP). */
const LEAST: Argon2Cost = { m: 19_456, t: 2 }
const COSTS: readonly Argon2Cost[] = [{ m: 65_536, t: 3 }, { m: 65_536, t: 2 }, { m: 47_104, t: 2 }, LEAST]
const PROBE_BYTES = 16

type Told = Result<void, LockFailure>

/** The highest cost that this device computes within ARGON2_WITHIN_MS. */
async function calibrated({
  argon2,
  clock,
  random,
}: {
  readonly argon2: Argon2
  readonly clock: Clock
  readonly random: Random
}): Promise<Argon2Cost> {
  const started = clock.elapsed()
  await argon2(random.bytes(PROBE_BYTES), random.bytes(PROBE_BYTES), LEAST)
  const each = (clock.elapsed() - started) / (LEAST.m * LEAST.t)
  return COSTS.find(({ m, t }) => m * t * each <= ARGON2_WITHIN_MS) ?? LEAST
}

export function createLockSettings(ports: {
  readonly vault: Vault
  readonly argon2: Argon2
  readonly clock: Clock
  readonly random: Random
  readonly openPasskeys: () => Promise<Passkeys>
  readonly passkeyApi: Lazy<PasskeyApi>
  /** Shared by all uses of the passphrase: any wrong try delays the next one. */
  readonly tries: UnlockTries
  readonly changed: () => void
  readonly sealing: Signal<Sealing | null>
}): Pick<
  LockView,
  'enable' | 'disable' | 'changePassphrase' | 'addFace' | 'removeFace' | 'sealAnew' | 'addRecovery'
> {
  const { vault } = ports
  const faces = async () =>
    (await lazyPasskeyUnlock.load()).createPasskeyUnlock({
      ...ports,
      passkeyApi: await ports.passkeyApi.load(),
    })
  const calibrate = (): Promise<Argon2Cost> => calibrated(ports)
  const told = (result: Result<void, VaultError>): Told => {
    ports.changed()
    return result.ok ? ok(undefined) : err(lockFailureOf(result.error))
  }
  /** Key derivation itself may fail, for lack of memory or a worker. */
  const attempt = (act: () => Promise<Result<void, VaultError>>): Promise<Result<void, VaultError>> =>
    act().catch(() => err('storage_failed' as const))
  const progress: Progress = (done, all) => {
    ports.sealing.value = { done, all }
  }
  const sealing: typeof attempt = (act) =>
    attempt(act).finally(() => {
      ports.sealing.value = null
    })
  /** Replaces the vault key by one that only `next` opens. */
  const replaceKey = async (old: string, next: string): Promise<Told> => {
    const slow = ports.tries.slowed()
    if (slow) return err(slow)
    const result = await sealing(async () => vault.changePassphrase(old, next, await calibrate(), progress))
    return !result.ok && result.error === 'wrong' ? ports.tries.wrong() : told(result)
  }

  return {
    async enable(passphrase) {
      if (passphrase === '') return err({ code: 'passphrase_empty' })
      return told(await sealing(async () => vault.enable(passphrase, await calibrate(), progress)))
    },
    async disable(passphrase) {
      const slow = ports.tries.slowed()
      if (slow) return err(slow)
      const result = await attempt(() => vault.disable(passphrase))
      // The passphrase is no longer asked for, so a later lock begins without earlier wrong tries.
      if (result.ok) ports.tries.clear()
      return !result.ok && result.error === 'wrong' ? ports.tries.wrong() : told(result)
    },
    changePassphrase: async (old, next) =>
      next === '' ? err({ code: 'passphrase_empty' }) : replaceKey(old, next),
    sealAnew: (passphrase) => replaceKey(passphrase, passphrase),
    async addFace() {
      const added = await (await faces()).add()
      ports.changed()
      return added
    },
    async removeFace() {
      for (const kind of ['prf', 'shared'] as const) {
        const removed = await vault.removeSlot(kind)
        if (!removed.ok) return told(removed)
      }
      return told(ok(undefined))
    },
    async addRecovery() {
      const made = await vault.addRecovery()
      ports.changed()
      return made.ok ? made.value : null
    },
  }
}
