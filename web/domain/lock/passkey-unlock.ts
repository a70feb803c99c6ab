/** Face ID as a key: the passkey's PRF output or, without PRF, two shares, one of which the server releases against a proof. */
import { base64urlToBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { Passkeys } from '../../platform/device/passkey.ts'
import type { PasskeyApi } from '../../transport/api/passkey-api.ts'
import type { Vault } from '../../vault/vault.types.ts'
import type { LockFailure } from './lock.model.ts'
import { lockFailureOf } from './lock.model.ts'

type Told = Result<void, LockFailure>
const failed = (code: Exclude<LockFailure['code'], 'passphrase_wrong'>): Told => err({ code })
const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

export function createPasskeyUnlock(ports: {
  readonly vault: Vault
  readonly openPasskeys: () => Promise<Passkeys>
  readonly passkeyApi: PasskeyApi
}): {
  readonly add: () => Promise<Told>
  readonly unlock: (challenge: Promise<string | null> | null) => Promise<Told>
} {
  const { vault, passkeyApi } = ports
  /** The PRF output if two calls agree, since some authenticators give a different one each time; else null. */
  const provenOutput = async (
    passkeys: Passkeys,
    id: string,
  ): Promise<Result<Uint8Array | null, LockFailure>> => {
    const outputs: Uint8Array[] = []
    for (let round = 0; round < 2; round += 1) {
      const asked = await passkeys.ask(id, vault.prfInput())
      if (!asked.ok) return err({ code: 'passkey_cancelled' })
      if (!asked.value.output) return ok(null)
      outputs.push(asked.value.output)
    }
    const [first, second] = outputs
    return ok(first && second && same(first, second) ? first : null)
  }
  const toldVault = (result: Awaited<ReturnType<Vault['addPrf']>>): Told =>
    result.ok ? result : err(lockFailureOf(result.error))

  /** Without PRF a passkey only proves presence and yields no key: the server verifies it and releases its share. */
  const addShared = async (passkeys: Passkeys): Promise<Told> => {
    const challenge = await passkeyApi.challenge('register')
    if (challenge === null) return failed('passkey_no_prf')
    const made = await passkeys.create(vault.prfInput(), challenge)
    if (!made.ok) return failed('passkey_cancelled')
    const given = await passkeyApi.register(made.value.credential)
    const share = given.ok ? base64urlToBytes(given.value.share) : null
    if (!given.ok || !share) {
      passkeys.forget(made.value.id)
      return failed('passkey_no_prf')
    }
    return toldVault(await vault.addShared(made.value.id, given.value.blob, share))
  }

  return {
    async add() {
      const passkeys = await ports.openPasskeys()
      const made = await passkeys.create(vault.prfInput())
      if (!made.ok) return failed(made.error === 'cancelled' ? 'passkey_cancelled' : 'passkey_unavailable')
      const output = await provenOutput(passkeys, made.value.id)
      if (!output.ok) return output
      if (output.value) return toldVault(await vault.addPrf(made.value.id, output.value))
      passkeys.forget(made.value.id)
      return addShared(passkeys)
    },
    async unlock(challenge) {
      const passkeys = await ports.openPasskeys()
      const prf = vault.prfSlot()
      const shared = vault.sharedSlot()
      const slot = prf ?? shared
      if (!slot) return failed('passkey_unavailable')
      const theirChallenge = prf ? undefined : await challenge
      if (theirChallenge === null) return failed('passkey_server')
      const asked = await passkeys.ask(slot.credential, vault.prfInput(), theirChallenge)
      if (!asked.ok) return failed(asked.error === 'cancelled' ? 'passkey_cancelled' : 'passkey_unavailable')
      if (prf) {
        const { output } = asked.value
        const opened = output ? await vault.unlockWithPrf(output) : null
        return opened?.ok ? ok(undefined) : failed('passkey_unavailable')
      }
      if (!shared) return failed('passkey_unavailable')
      const given = await passkeyApi.unlock(shared.blob, asked.value.credential)
      if (!given.ok) return failed(given.error === 'refused' ? 'passkey_refused' : 'passkey_server')
      const share = base64urlToBytes(given.value.share)
      if (!share) return failed('passkey_server')
      const opened = await vault.unlockWithShare(share, given.value.blob)
      return opened.ok ? ok(undefined) : failed('passkey_unavailable')
    },
  }
}
