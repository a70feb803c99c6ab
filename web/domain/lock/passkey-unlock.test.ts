/** A passkey with PRF unlocks by itself; one without needs a server's share. */
import { expect, test } from 'bun:test'
import { err } from '../../../base/result.ts'
import { createFakePasskeys } from '../../platform/device/passkey.fake.ts'
import { createSeededRandom, createSystemRandom } from '../../platform/random.ts'
import { createMemoryKv } from '../../platform/storage/kv.ts'
import { createVault } from '../../vault/vault.ts'
import { createPasskeyUnlock } from './passkey-unlock.ts'

async function start(prf: boolean) {
  const vault = createVault({
    raw: createMemoryKv(),
    random: createSystemRandom(),
    argon2: async (password) => new Uint8Array(32).fill(password.length),
  })
  await vault.load()
  await vault.enable('four plums in a blue hat', { m: 1, t: 1 })
  const passkeys = createFakePasskeys(createSeededRandom(1), prf)
  const unlock = createPasskeyUnlock({
    vault,
    openPasskeys: async () => passkeys,
    passkeyApi: {
      challenge: async () => null,
      register: async () => err('unreachable'),
      unlock: async () => err('unreachable'),
    },
  })
  return { vault, unlock, passkeys }
}

test('a passkey with PRF opens the vault without a server, until it is removed from the device', async () => {
  const { vault, unlock, passkeys } = await start(true)
  expect(await unlock.add()).toEqual({ ok: true, value: undefined })
  expect(vault.slots()).toEqual(['pass', 'prf'])
  vault.lock()
  expect((await unlock.unlock(null)).ok).toBe(true)
  expect(vault.kv()).not.toBeNull()
  vault.lock()
  passkeys.forget(vault.prfSlot()?.credential ?? '')
  expect(await unlock.unlock(null)).toEqual({ ok: false, error: { code: 'passkey_cancelled' } })
  expect(vault.kv()).toBeNull()
})

test('a passkey without PRF is not set up when no server can be reached', async () => {
  const { vault, unlock } = await start(false)
  expect(await unlock.add()).toEqual({ ok: false, error: { code: 'passkey_no_prf' } })
  expect(vault.slots()).toEqual(['pass'])
})
