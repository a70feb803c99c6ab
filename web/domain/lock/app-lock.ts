/** App lock: decides when the vault closes. The only file of this folder in the first load, since it must be able to lock at once. */
import { computed, type Signal, signal } from '@preact/signals'
import { err, ok, type Result } from '../../../base/result.ts'
import { startAbsence } from '../../platform/clock.ts'
import { lazy } from '../../platform/lazy.ts'
import type { Edge } from '../../platform/page/page.ts'
import { lazyLockSettings, lazyUnlocking } from './lazy.ts'
import type { LockFailure, LockView, Sealing } from './lock.model.ts'
import type { LockPorts } from './lock-ports.ts'
import type { Unlocking } from './unlocking.ts'

const MINUTE_MS = 60_000
/** Idle minutes before locking when the setting is "at once": that means leaving the app, and a person reading does not touch the screen. */
const IDLE_AT_ONCE_MINUTES = 5

export interface AppLock extends LockView {
  /**
   * Opens the vault if no lock is set; `state` shows the outcome. Error: the storage did not answer, and `state` says nothing yet.
   * Rejects when code did not load, and with what `on.opened` throws.
   */
  readonly boot: () => Promise<Result<void, 'storage_failed'>>
  readonly onEdge: (edge: Edge) => void
}

type Opening = Promise<Result<void, LockFailure>>

/** What the parts of this file share. */
interface Core {
  readonly state: Signal<'open' | 'locked' | 'damaged'>
  readonly slots: Signal<readonly string[]>
  readonly enabled: () => boolean
  readonly lock: () => void
  /** Restarts the idle timer. */
  readonly rest: () => void
  readonly opened: () => Opening
}

function createCore(
  ports: LockPorts,
  on: { readonly opened: () => Promise<void>; readonly locking: () => void },
): Core {
  const { vault, settings, clock } = ports
  const state = signal<'open' | 'locked' | 'damaged'>('locked')
  const slots = signal<readonly string[]>([])
  let cancelIdle = (): void => {}
  const enabled = (): boolean => slots.value.includes('pass')
  const lock = (): void => {
    if (state.value !== 'open' || !enabled()) return
    // Screen first: setting the signal removes every view in this task.
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
  const opened = async (): Opening => {
    await on.opened()
    state.value = 'open'
    rest()
    return ok(undefined)
  }
  return { state, slots, enabled, lock, rest, opened }
}

/** Locks when the page was left for as long as the person chose. */
function createEdgeWatch({ settings, clock }: LockPorts, { lock, rest }: Core): (edge: Edge) => void {
  let absence: (() => number) | null = null
  const afterMs = (): number => settings.now.value.lockAfterMinutes * MINUTE_MS
  return ({ kind }) => {
    if (kind === 'hidden' || kind === 'pagehide' || kind === 'freeze') {
      absence ??= startAbsence(clock)
      if (afterMs() === 0) lock()
      return
    }
    if (kind === 'blur' || kind === 'offline' || kind === 'online') return
    // A suspended page ran no timer: lock before showing anything.
    if (absence !== null && absence() >= afterMs()) lock()
    absence = null
    rest()
  }
}

/** The person's actions on the lock, loaded with the first one. */
function createLazyParts(
  ports: LockPorts,
  core: Core,
): Omit<
  LockView,
  'state' | 'enabled' | 'recovery' | 'afterMinutes' | 'setAfterMinutes' | 'touched' | 'lockNow'
> {
  const { slots, rest } = core
  const available = signal(false)
  const sealing = signal<Sealing | null>(null)
  const isOn = (): boolean => slots.value.includes('prf') || slots.value.includes('shared')
  /** One instance for the whole run: it counts the wrong tries. */
  const unlocking = lazy(async () => (await lazyUnlocking.load()).createUnlocking(ports, core.opened))
  const unlock = async (act: (part: Unlocking) => Opening): Opening => {
    const part = await unlocking.load().catch(() => null)
    return part ? act(part) : err({ code: 'storage_failed' })
  }
  const changed = (): void => {
    slots.value = ports.vault.slots()
    rest()
  }
  const settings = async () => {
    const [{ createLockSettings }, { tries }] = await Promise.all([lazyLockSettings.load(), unlocking.load()])
    return createLockSettings({ ...ports, tries, changed, sealing })
  }
  /** Code that did not load is a failure like any other: the dialog waits for an answer. */
  const change = (act: (part: Awaited<ReturnType<typeof settings>>) => Opening): Opening =>
    settings()
      .then(act)
      .catch(() => err({ code: 'storage_failed' }))
  return {
    faceId: computed(() => (isOn() ? 'on' : available.value ? 'off' : 'unavailable')),
    lookForFace() {
      void ports
        .openPasskeys()
        .then((passkeys) => passkeys.available())
        .then(
          (found) => {
            available.value = found
          },
          () => {},
        )
    },
    // Loaded when the screen appears, so that nothing delays Face ID after the tap.
    prepareFace: () =>
      void unlocking.load().then(
        ({ prepareFace }) => prepareFace(),
        () => {},
      ),
    unlock: (passphrase) => unlock((part) => part.unlock(passphrase)),
    unlockWithFace: () => unlock((part) => part.unlockWithFace()),
    sealing,
    sealAnew: (passphrase) => change((part) => part.sealAnew(passphrase)),
    enable: (passphrase) => change((part) => part.enable(passphrase)),
    disable: (passphrase) => change((part) => part.disable(passphrase)),
    changePassphrase: (old, next) => change((part) => part.changePassphrase(old, next)),
    addFace: () => change((part) => part.addFace()),
    removeFace: () => change((part) => part.removeFace()),
    addRecovery: () =>
      settings()
        .then((part) => part.addRecovery())
        .catch(() => null),
  }
}

/** Creates the lock. `on.opened` reads the stored data; `on.locking` clears it from memory, synchronously. */
export function createAppLock(
  ports: LockPorts,
  on: { readonly opened: () => Promise<void>; readonly locking: () => void },
): AppLock {
  const { vault, settings } = ports
  const core = createCore(ports, on)
  const { state, slots, opened } = core
  return {
    state: computed(() => state.value),
    enabled: computed(core.enabled),
    recovery: computed(() => slots.value.includes('recovery')),
    afterMinutes: computed(() => settings.now.value.lockAfterMinutes),
    async setAfterMinutes(minutes) {
      const kept = await settings.change({ lockAfterMinutes: minutes })
      core.rest()
      return kept
    },
    async boot() {
      const loaded = await vault.load()
      slots.value = vault.slots()
      if (!loaded.ok && loaded.error === 'storage_failed') return err('storage_failed')
      if (!loaded.ok) state.value = 'damaged'
      else if (loaded.value === 'open') await opened()
      else state.value = 'locked'
      return ok(undefined)
    },
    onEdge: createEdgeWatch(ports, core),
    touched: core.rest,
    lockNow: core.lock,
    ...createLazyParts(ports, core),
  }
}
