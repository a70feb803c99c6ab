/** The vault: one key seals everything at rest. Without App lock the key is stored beside the data; with it, only a passphrase, a passkey or the recovery key recovers it. */
import * as v from 'valibot'
import { base64urlToBytes, bytesToBase64url, textToBytes } from '../../base/bytes.ts'
import { err, ok } from '../../base/result.ts'
import { KEY_BYTES } from '../crypto/primitives.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import type { Random } from '../platform/random.ts'
import type { Kept, Kv } from '../platform/storage/kv.ts'
import { type Header, headerSchema } from './header.ts'
import { lazyKeySlots } from './lazy.ts'
import { entryKeysOf } from './sealed-kv.ts'
import type { Vault } from './vault.types.ts'
import { createVaultCore, HEADER_KEY, PLAIN, type VaultCore } from './vault-core.ts'
import { createWriteBarrier, type WriteBarrier } from './write-barrier.ts'

const ID_BYTES = 16

const encode = bytesToBase64url
const decode = (text: string): Uint8Array => base64urlToBytes(text) ?? new Uint8Array(0)

/** A Kv that uses the current sealed store at each call, also after the vault key was replaced. */
function createGatedKv(barrier: WriteBarrier, now: () => Kv | null): Kv {
  const use = <T>(act: (kv: Kv) => Kept<T>): Kept<T> =>
    barrier.shared(async () => {
      const kv = now()
      return kv ? act(kv) : err('storage_failed')
    })
  return {
    get kept() {
      return now()?.kept ?? false
    },
    get: (key) => use((kv) => kv.get(key)),
    set: (key, value) => use((kv) => kv.set(key, value)),
    remove: (key) => use((kv) => kv.remove(key)),
    keys: () => use((kv) => kv.keys()),
    clear: () => use((kv) => kv.clear()),
    swap: (change) => use((kv) => kv.swap(change)),
    close: () => now()?.close(),
  }
}

/** Seals records that versions without a vault wrote in the clear when it creates the vault, which needs the key slots' code. Rejects when that does not load. */
async function sealPlain(
  raw: Kv,
  core: VaultCore,
  fresh: Header,
  key: Uint8Array,
): ReturnType<Vault['load']> {
  const { rekey } = await lazyKeySlots.load()
  const made = await rekey(raw, core, fresh, key)
  return made.ok ? ok('open') : err('storage_failed')
}

const createLoad = (raw: Kv, random: Random, core: VaultCore): Vault['load'] =>
  async function load() {
    const stored = await raw.get(HEADER_KEY)
    if (!stored.ok) return stored
    if (stored.value === undefined) {
      const key = random.bytes(KEY_BYTES)
      const fresh: Header = { version: 1, id: encode(random.bytes(ID_BYTES)), key: encode(key), slots: [] }
      const names = await raw.keys()
      if (!names.ok) return names
      if (names.value.some((name) => PLAIN.test(name))) return sealPlain(raw, core, fresh, key)
      const written = await raw.set(HEADER_KEY, fresh)
      if (!written.ok) return written
      core.adopt(fresh, key, await entryKeysOf(key, fresh.id))
      return ok('open')
    }
    const parsed = v.safeParse(headerSchema, stored.value)
    if (!parsed.success) return err('damaged')
    const header = parsed.output
    core.setHeader(header)
    if (header.key === null) return header.slots.length > 0 ? ok('locked') : err('damaged')
    const key = decode(header.key)
    core.adopt(header, key, await entryKeysOf(key, header.id))
    return ok('open')
  }

export function createVault(ports: {
  readonly raw: Kv
  readonly random: Random
  readonly argon2: Argon2
}): Vault {
  const core = createVaultCore(ports.raw)
  const barrier = createWriteBarrier()
  const load = createLoad(ports.raw, ports.random, core)
  const gated = createGatedKv(barrier, () => core.opened()?.sealed ?? null)
  const slots = async () => {
    const { createKeySlots, createVaultHands } = await lazyKeySlots.load()
    return createKeySlots(createVaultHands(ports, core, barrier))
  }
  /** A change of the key that goes on behind the lock ends first: until then the old ways in would open what it replaces. */
  const unlocking = async () => {
    await barrier.alone(async () => {})
    return slots()
  }
  return {
    kv: () => (core.opened() ? gated : null),
    memory: () => core.opened()?.memory ?? null,
    slots: () => core.header()?.slots.map(({ kind }) => kind) ?? [],
    prfSlot: () => core.header()?.slots.find((slot) => slot.kind === 'prf') ?? null,
    sharedSlot: () => core.header()?.slots.find((slot) => slot.kind === 'shared') ?? null,
    prfInput: () => textToBytes(`inviso/1 vault prf ${core.header()?.id ?? ''}`),
    load: () => barrier.alone(() => load().catch(() => err('storage_failed'))),
    unlockWithShare: async (share, blob) => (await unlocking()).unlockWithShare(share, blob),
    addShared: async (credential, blob, share) => (await slots()).addShared(credential, blob, share),
    enable: async (passphrase, cost, progress) => (await slots()).enable(passphrase, cost, progress),
    disable: async (passphrase) => (await slots()).disable(passphrase),
    changePassphrase: async (old, next, cost, progress) =>
      (await slots()).changePassphrase(old, next, cost, progress),
    unlock: async (passphrase) => (await unlocking()).unlock(passphrase),
    unlockWithRecovery: async (code) => (await unlocking()).unlockWithRecovery(code),
    unlockWithPrf: async (output) => (await unlocking()).unlockWithPrf(output),
    addPrf: async (credential, output) => (await slots()).addPrf(credential, output),
    addRecovery: async () => (await slots()).addRecovery(),
    removeSlot: async (kind) => (await slots()).removeSlot(kind),
    lock: core.close,
  }
}
