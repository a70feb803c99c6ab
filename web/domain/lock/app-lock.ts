/** App lock: when the vault closes, the ways to open it, and what a person sets. The vault holds the key; this holds the rules. */
import { computed, signal } from '@preact/signals'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Argon2 } from '../../platform/device/argon2.ts'
import type { Passkeys } from '../../platform/device/passkey.ts'
import type { Lazy } from '../../platform/lazy.ts'
import type { Edge } from '../../platform/page/page.ts'
import type { Random } from '../../platform/random.ts'
import type { Kv } from '../../platform/storage/kv.ts'
import type { PasskeyApi } from '../../transport/api/passkey-api.ts'
import type { Vault } from '../../vault/vault.types.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { lazyLockSettings, lazyPasskeyUnlock } from './lazy.ts'
import { type LockFailure, type LockView, lockFailureOf } from './lock.model.ts'

const MINUTE_MS = 60_000
/** Who reads a long message does not touch the screen: "at once" is about leaving, not about resting. */
const IDLE_AT_ONCE_MINUTES = 5
/** After the first wrong try. Each further one doubles the wait, up to the largest; nothing is ever destroyed. */
const WAIT_FIRST_MS = 1_000
const WAIT_MAX_MS = 30_000
const TRIES_KEY = 'vault.tries'
export interface AppLock extends LockView {
  readonly boot: () => Promise<void>
  readonly onEdge: (edge: Edge) => void
}

export function createAppLock(
  ports: {
    readonly vault: Vault
    readonly raw: Kv
    readonly settings: SettingsStore
    readonly openPasskeys: () => Promise<Passkeys>
    readonly passkeyApi: Lazy<PasskeyApi>
    readonly argon2: Argon2
    readonly clock: Clock
    readonly random: Random
    readonly log: Log
    readonly looked: () => boolean
  },
  on: { readonly opened: () => Promise<void>; readonly locking: () => void },
): AppLock {
  const { vault, settings, clock } = ports
  const state = signal<'open' | 'locked' | 'damaged'>('locked')
  const slots = signal<readonly string[]>([])
  const faceAvailable = signal(false)
  let tries = 0
  let mayTryAt = 0
  let leftAt: number | null = null
  let cancelIdle = (): void => {}

  const see = (): void => {
    slots.value = vault.slots()
  }
  /** Null when the server cannot be asked. */
  const askChallenge = async (): Promise<string | null> => {
    const api = await ports.passkeyApi.load().catch(() => null)
    return api ? api.challenge('unlock') : null
  }
  const afterMs = (): number => settings.now.value.lockAfterMinutes * MINUTE_MS
  const enabled = (): boolean => slots.value.includes('pass')
  const lock = (): void => {
    if (state.value !== 'open' || !enabled()) return
    // The screen first: the signal takes every view away in this very task.
    state.value = 'locked'
    cancelIdle()
    on.locking()
    vault.lock()
    ports.log.add('info', 'lock.closed')
  }
  const rest = (): void => {
    cancelIdle()
    if (!enabled() || state.value !== 'open') return
    const minutes = settings.now.value.lockAfterMinutes || IDLE_AT_ONCE_MINUTES
    cancelIdle = clock.after(minutes * MINUTE_MS, lock)
  }
  const opened = async (): Promise<Result<void, LockFailure>> => {
    tries = 0
    void ports.raw.remove(TRIES_KEY)
    await on.opened()
    state.value = 'open'
    leftAt = null
    rest()
    return ok(undefined)
  }
  const slowed = (): LockFailure | null => {
    const waitMs = mayTryAt - clock.now()
    return waitMs > 0 ? { code: 'passphrase_wrong', waitMs } : null
  }
  const wrong = (): Result<void, LockFailure> => {
    tries += 1
    const waitMs = Math.min(WAIT_MAX_MS, WAIT_FIRST_MS * 2 ** (tries - 1))
    mayTryAt = clock.now() + waitMs
    void ports.raw.set(TRIES_KEY, { tries, mayTryAt })
    return err({ code: 'passphrase_wrong', waitMs })
  }
  /** What only the settings need is loaded with them. */
  const changes = async () =>
    (await lazyLockSettings.load()).createLockSettings({ ...ports, slowed, wrong, changed })
  const changed = (): void => {
    see()
    rest()
  }
  /** Only what the settings and the locked screen need of passkeys; loaded there. */
  const faces = async () =>
    (await lazyPasskeyUnlock.load()).createPasskeyUnlock({
      ...ports,
      passkeyApi: await ports.passkeyApi.load(),
    })
  let challenge: Promise<string | null> | null = null

  return {
    state: computed(() => state.value),
    enabled: computed(enabled),
    faceId: computed(() =>
      slots.value.includes('prf') || slots.value.includes('shared')
        ? 'on'
        : faceAvailable.value
          ? 'off'
          : 'unavailable',
    ),
    recovery: computed(() => slots.value.includes('recovery')),
    afterMinutes: computed(() => settings.now.value.lockAfterMinutes),
    async setAfterMinutes(minutes) {
      await settings.change({ lockAfterMinutes: minutes })
      rest()
    },
    async boot() {
      const loaded = await vault.load()
      see()
      const kept = await ports.raw.get(TRIES_KEY)
      const before = kept.ok ? (kept.value as { tries?: unknown; mayTryAt?: unknown } | undefined) : undefined
      if (typeof before?.tries === 'number' && typeof before.mayTryAt === 'number') {
        tries = before.tries
        mayTryAt = Math.min(before.mayTryAt, clock.now() + WAIT_MAX_MS)
      }
      if (!loaded.ok) state.value = 'damaged'
      else if (loaded.value === 'open') await opened()
      else state.value = 'locked'
    },
    onEdge({ kind }) {
      if (kind === 'hidden' || kind === 'pagehide' || kind === 'freeze') {
        leftAt ??= clock.now()
        if (afterMs() === 0) lock()
        return
      }
      if (kind === 'blur' || kind === 'offline' || kind === 'online') return
      // A page that slept ran no timer: it is locked before anything of it is shown.
      if (leftAt !== null && clock.now() - leftAt >= afterMs()) lock()
      leftAt = null
      rest()
    },
    lookForFace() {
      void ports
        .openPasskeys()
        .then((passkeys) => passkeys.available())
        .then((available) => {
          faceAvailable.value = available
        })
    },
    touched: rest,
    lockNow: lock,
    async unlock(passphrase) {
      const slow = slowed()
      if (slow) return err(slow)
      const result = await vault.unlock(passphrase).catch(() => err('storage_failed' as const))
      if (result.ok) return opened()
      if (result.error !== 'wrong') return err(lockFailureOf(result.error))
      const recovered = await vault.unlockWithRecovery(passphrase)
      return recovered.ok ? opened() : wrong()
    },
    prepareFace() {
      // Fetched when the screen appears, so that nothing stands between the tap and Face ID.
      if (vault.sharedSlot()) challenge = askChallenge()
    },
    async unlockWithFace() {
      if (!ports.looked()) return err({ code: 'passkey_cancelled' })
      const result = await (await faces()).unlock(challenge)
      challenge = null
      if (!result.ok && vault.sharedSlot()) challenge = askChallenge()
      return result.ok ? opened() : result
    },
    enable: async (passphrase) => (await changes()).enable(passphrase),
    disable: async (passphrase) => (await changes()).disable(passphrase),
    changePassphrase: async (old, next) => (await changes()).changePassphrase(old, next),
    addFace: async () => (await changes()).addFace(),
    removeFace: async () => (await changes()).removeFace(),
    addRecovery: async () => (await changes()).addRecovery(),
  }
}
