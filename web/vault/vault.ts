/** The vault: one key over everything at rest. Without App lock it lies beside the data; with it, only a passphrase, a passkey or the recovery key bring it back. */
import * as v from 'valibot'
import { base64urlToBytes, bytesToBase64url, textToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { KEY_BYTES, wipe } from '../crypto/primitives.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import type { Random } from '../platform/random.ts'
import { createMemoryKv, type Kv } from '../platform/storage/kv.ts'
import { type Header, headerSchema } from './header.ts'
import { lazyKeySlots } from './lazy.ts'
import { createSealedKv, openEntry, type RecordKeys, recordKeysOf, sealEntry } from './sealed-kv.ts'
import type { Vault, VaultError, VaultHands } from './vault.types.ts'

const HEADER_KEY = 'vault.v1'
/** What versions without a vault wrote in the clear. */
const PLAIN = /^chat\./
const ID_BYTES = 16

const encode = bytesToBase64url
const decode = (text: string): Uint8Array => base64urlToBytes(text) ?? new Uint8Array(0)

export function createVault(ports: {
  readonly raw: Kv
  readonly random: Random
  readonly argon2: Argon2
}): Vault {
  const { raw, random } = ports
  let header: Header | null = null
  let vaultKey: Uint8Array | null = null
  let sealed: Kv | null = null
  let sealedMemory: Kv | null = null
  const rawMemory = createMemoryKv()

  const adopt = async (now: Header, key: Uint8Array): Promise<void> => {
    header = now
    vaultKey = key
    const keys = await recordKeysOf(key, now.id)
    sealed = createSealedKv(raw, keys)
    sealedMemory = createSealedKv(rawMemory, keys)
  }
  const writeHeader = async (next: Header): Promise<Result<void, VaultError>> => {
    const written = await raw.set(HEADER_KEY, next)
    if (written.ok) header = next
    return written
  }
  /** Every record under another key, and the header that says so, in one transaction: a kill in between leaves all as it was. */
  const rekey = async (
    next: Header,
    nextKey: Uint8Array,
    from: RecordKeys | null,
  ): Promise<Result<void, VaultError>> => {
    const keys = await recordKeysOf(nextKey, next.id)
    const names = await raw.keys()
    if (!names.ok) return names
    const set: [string, unknown][] = [[HEADER_KEY, next]]
    const remove: string[] = []
    for (const name of names.value) {
      if (name === HEADER_KEY) continue
      const stored = await raw.get(name)
      if (!stored.ok) return stored
      const entry = PLAIN.test(name)
        ? { key: name, value: stored.value }
        : from && (await openEntry(from, name, stored.value))
      // What cannot be read is left where it is.
      if (!entry) continue
      set.push([...(await sealEntry(keys, entry.key, entry.value))])
      remove.push(name)
    }
    const swapped = await raw.swap({ set, remove })
    if (swapped.ok) await adopt(next, nextKey)
    return swapped
  }
  /** What the slots need of the vault; they are loaded when a person locks, unlocks or changes it. */
  const hands: VaultHands = {
    random,
    argon2: ports.argon2,
    header: () => header,
    key: () => vaultKey,
    writeHeader,
    rekey: async (next, nextKey) =>
      vaultKey && header ? rekey(next, nextKey, await recordKeysOf(vaultKey, header.id)) : err('locked'),
    open: async (key) => {
      if (header) await adopt(header, key)
    },
  }
  const slots = async () => (await lazyKeySlots.load()).createKeySlots(hands)

  return {
    kv: () => sealed,
    memory: () => sealedMemory,
    slots: () => header?.slots.map(({ kind }) => kind) ?? [],
    prfSlot: () => header?.slots.find((slot) => slot.kind === 'prf') ?? null,
    sharedSlot: () => header?.slots.find((slot) => slot.kind === 'shared') ?? null,
    unlockWithShare: async (share, blob) => (await slots()).unlockWithShare(share, blob),
    addShared: async (credential, blob, share) => (await slots()).addShared(credential, blob, share),
    prfInput: () => textToBytes(`inviso/1 vault prf ${header?.id ?? ''}`),
    async load() {
      const stored = await raw.get(HEADER_KEY)
      if (!stored.ok) return stored
      if (stored.value === undefined) {
        const key = random.bytes(KEY_BYTES)
        const fresh: Header = { version: 1, id: encode(random.bytes(ID_BYTES)), key: encode(key), slots: [] }
        const made = await rekey(fresh, key, null)
        return made.ok ? ok('open') : err('storage_failed')
      }
      const parsed = v.safeParse(headerSchema, stored.value)
      if (!parsed.success) return err('damaged')
      header = parsed.output
      if (header.key === null) return header.slots.length > 0 ? ok('locked') : err('damaged')
      await adopt(header, decode(header.key))
      return ok('open')
    },
    enable: async (passphrase, cost) => (await slots()).enable(passphrase, cost),
    disable: async (passphrase) => (await slots()).disable(passphrase),
    changePassphrase: async (old, next, cost) => (await slots()).changePassphrase(old, next, cost),
    unlock: async (passphrase) => (await slots()).unlock(passphrase),
    unlockWithRecovery: async (code) => (await slots()).unlockWithRecovery(code),
    unlockWithPrf: async (output) => (await slots()).unlockWithPrf(output),
    addPrf: async (credential, output) => (await slots()).addPrf(credential, output),
    addRecovery: async () => (await slots()).addRecovery(),
    async removeSlot(kind) {
      if (!header) return err('locked')
      return writeHeader({ ...header, slots: header.slots.filter((slot) => slot.kind !== kind) })
    },
    lock() {
      wipe(vaultKey)
      vaultKey = null
      sealed = null
      sealedMemory = null
    },
  }
}
