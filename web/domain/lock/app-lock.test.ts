/** When the app locks, by a clock the test controls, and how wrong tries are delayed. */
import { expect, spyOn, test } from 'bun:test'
import { effect } from '@preact/signals'
import { err } from '../../../base/result.ts'
import { createLog } from '../../log/log.ts'
import { createFakeClock } from '../../platform/clock.fake.ts'
import { lazy } from '../../platform/lazy.ts'
import { createSystemRandom } from '../../platform/random.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import { createVault } from '../../vault/vault.ts'
import { createSettingsStore } from '../settings/settings-store.ts'
import { createAppLock } from './app-lock.ts'
import { lazyLockSettings } from './lazy.ts'

const MINUTE = 60_000
const random = createSystemRandom()

async function start() {
  const clock = createFakeClock()
  const raw = createMemoryKv()
  const vault = createVault({
    raw,
    random,
    argon2: async (password) => new Uint8Array(32).fill(password.length),
  })
  const settings = createSettingsStore(() => vault.kv() ?? createMemoryKv())
  const told: string[] = []
  const lock = createAppLock(
    {
      vault,
      raw,
      settings,
      clock,
      random,
      log: createLog(clock),
      argon2: async (password) => new Uint8Array(32).fill(password.length),
      looked: () => true,
      openPasskeys: () => Promise.reject(new Error('none')),
      passkeyApi: lazy(async () => ({
        challenge: async () => null,
        register: async () => err('unreachable'),
        unlock: async () => err('unreachable'),
      })),
    },
    { opened: async () => void told.push('opened'), locking: () => void told.push('locking') },
  )
  await lock.boot()
  return { clock, raw, vault, lock, told }
}

test('without App lock nothing ever locks', async () => {
  const { lock, clock } = await start()
  lock.onEdge({ kind: 'hidden' })
  clock.advance(60 * MINUTE)
  lock.lockNow()
  expect(lock.state.value).toBe('open')
})

test('at once: leaving locks synchronously; five idle minutes lock too, and a touch restarts them', async () => {
  const { lock, clock, told, vault } = await start()
  expect((await lock.enable('four')).ok).toBe(true)
  clock.advance(4 * MINUTE)
  lock.touched()
  clock.advance(4 * MINUTE)
  expect(lock.state.value).toBe('open')
  clock.advance(1 * MINUTE)
  expect(lock.state.value).toBe('locked')
  expect(vault.kv()).toBeNull()
  expect((await lock.unlock('four')).ok).toBe(true)
  lock.onEdge({ kind: 'pagehide' })
  expect(lock.state.value).toBe('locked')
  expect(told).toEqual(['opened', 'locking', 'opened', 'locking'])
})

test('after minutes: a clock set back during the absence does not keep the app open', async () => {
  const { lock, clock } = await start()
  await lock.enable('four')
  await lock.setAfterMinutes(5)
  lock.onEdge({ kind: 'hidden' })
  const frozen = clock.elapsed()
  clock.sleep(6 * MINUTE)
  clock.jump(-60 * MINUTE)
  expect(clock.elapsed()).toBe(frozen + 6 * MINUTE)
  lock.onEdge({ kind: 'visible' })
  expect(lock.state.value).toBe('locked')
})

test('after minutes: a page whose timers were suspended is locked before it is shown again', async () => {
  const { lock, clock } = await start()
  await lock.enable('four')
  await lock.setAfterMinutes(5)
  lock.onEdge({ kind: 'hidden' })
  // Only the wall clock advances while a phone sleeps.
  clock.jump(4 * MINUTE)
  lock.onEdge({ kind: 'visible' })
  expect(lock.state.value).toBe('open')
  lock.onEdge({ kind: 'hidden' })
  clock.jump(5 * MINUTE)
  lock.onEdge({ kind: 'visible' })
  expect(lock.state.value).toBe('locked')
})

test('a lock time that could not be stored is reported, and the stored one stays', async () => {
  const { lock, raw } = await start()
  expect((await lock.setAfterMinutes(5)).ok).toBe(true)
  Object.assign(raw, { set: async () => err('storage_failed') })
  expect(await lock.setAfterMinutes(15)).toEqual(err({ code: 'storage_failed' }))
  expect(lock.afterMinutes.value).toBe(5)
})

test('each wrong try doubles the wait up to half a minute, also across restarts, and destroys nothing', async () => {
  const { lock, clock, raw } = await start()
  await lock.enable('four')
  lock.lockNow()
  const waits: number[] = []
  for (let round = 0; round < 12; round += 1) {
    const tried = await lock.unlock('not it at all')
    if (tried.ok || tried.error.code !== 'passphrase_wrong') throw new Error('opened')
    waits.push(tried.error.waitMs)
    // Too early: the passphrase is not even tried.
    const early = await lock.unlock('four')
    expect(early.ok).toBe(false)
    clock.advance(tried.error.waitMs)
  }
  expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 4_000])
  expect(Math.max(...waits)).toBe(30_000)
  expect((await raw.get('vault.tries')).ok && (await raw.get('vault.tries'))).toMatchObject({
    value: { tries: 12 },
  })
  expect((await lock.unlock('four')).ok).toBe(true)
})

test('resealing everything reports its progress, drops Face ID and the recovery key, and requires the current passphrase', async () => {
  const { lock, vault, clock } = await start()
  await lock.enable('four')
  await vault.addPrf('credential', random.bytes(32))
  await lock.addRecovery()
  expect([lock.faceId.value, lock.recovery.value]).toEqual(['on', true])
  const figures: unknown[] = []
  const stop = effect(() => {
    if (lock.sealing.value) figures.push(lock.sealing.value)
  })
  expect(await lock.sealAnew('wrong!')).toMatchObject({ ok: false, error: { code: 'passphrase_wrong' } })
  expect([lock.faceId.value, figures]).toEqual(['on', []])
  clock.advance(30_000)
  expect((await lock.sealAnew('four')).ok).toBe(true)
  expect([lock.faceId.value, lock.recovery.value, lock.sealing.value]).toEqual(['unavailable', false, null])
  expect(figures.at(-1)).toEqual({ done: figures.length, all: figures.length })
  stop()
})

test('a change whose code does not load is a failure, and works once it loads', async () => {
  const { lock } = await start()
  const failing = spyOn(lazyLockSettings, 'load').mockRejectedValue(new Error('no network'))
  expect(await lock.enable('four')).toEqual({ ok: false, error: { code: 'storage_failed' } })
  expect(await lock.removeFace()).toEqual({ ok: false, error: { code: 'storage_failed' } })
  expect(await lock.addRecovery()).toBeNull()
  failing.mockRestore()
  expect((await lock.enable('four')).ok).toBe(true)
})
