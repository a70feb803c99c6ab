/** The vault: one key seals everything at rest. Without App lock the key is stored beside the data; with it, only a passphrase, a passkey or the recovery key recovers it. */
import * as v from 'valibot'
import { base64urlToBytes, bytesToBase64url, textToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { KEY_BYTES, wipe } from '../crypto/primitives.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import type { Random } from '../platform/random.ts'
import { createMemoryKv, type Kept, type Kv } from '../platform/storage/kv.ts'
import { type Header, headerSchema } from './header.ts'
import { lazyKeySlots } from './lazy.ts'
import { createSealedKv, openEntry, type RecordKeys, recordKeysOf, sealEntry } from './sealed-kv.ts'
import type { Vault, VaultError, VaultHands } from './vault.types.ts'
import { createWriteBarrier, type WriteBarrier } from './write-barrier.ts'

const HEADER_KEY = 'vault.v1'
/** Names of records that versions without a vault wrote in the clear. */
const PLAIN = /^chat\./
const ID_BYTES = 16

const encode = bytesToBase64url
const decode = (text: string): Uint8Array => base64urlToBytes(text) ?? new Uint8Array(0)

/** The secrets of the open vault. */
interface Opened {
  readonly key: Uint8Array
  readonly keys: RecordKeys
  readonly sealed: Kv
  readonly memory: Kv
}

interface Core {
  readonly header: () => Header | null
  readonly setHeader: (header: Header) => void
  /** Null while it is locked. */
  readonly opened: () => Opened | null
  readonly adopt: (header: Header, key: Uint8Array) => Promise<void>
  readonly close: () => void
}

function createCore(raw: Kv): Core {
  let header: Header | null = null
  let opened: Opened | null = null
  const rawMemory = createMemoryKv()
  return {
    header: () => header,
    setHeader(next) {
      header = next
    },
    opened: () => opened,
    async adopt(next, key) {
      const keys = await recordKeysOf(key, next.id)
      header = next
      opened = { key, keys, sealed: createSealedKv(raw, keys), memory: createSealedKv(rawMemory, keys) }
    },
    close() {
      wipe(opened?.key ?? null)
      opened = null
    },
  }
}

/** Reseals everything in the store under `keys`; unreadable records stay as they are. */
async function resealed(
  raw: Kv,
  from: RecordKeys | null,
  keys: RecordKeys,
): Promise<Result<{ readonly set: [string, unknown][]; readonly remove: string[] }, 'storage_failed'>> {
  const names = await raw.keys()
  if (!names.ok) return names
  const set: [string, unknown][] = []
  const remove: string[] = []
  for (const name of names.value) {
    if (name === HEADER_KEY) continue
    const stored = await raw.get(name)
    if (!stored.ok) return stored
    const entry = PLAIN.test(name)
      ? { key: name, value: stored.value }
      : from && (await openEntry(from, name, stored.value))
    if (!entry) continue
    set.push([...(await sealEntry(keys, entry.key, entry.value))])
    remove.push(name)
  }
  return ok({ set, remove })
}

/** Reseals every record under `key` and writes the new header in one transaction: a kill in between changes nothing. */
async function rekey(raw: Kv, core: Core, next: Header, key: Uint8Array): Promise<Result<void, VaultError>> {
  const before = core.opened()
  const all = await resealed(raw, before?.keys ?? null, await recordKeysOf(key, next.id))
  if (!all.ok) return all
  const swapped = await raw.swap({ set: [[HEADER_KEY, next], ...all.value.set], remove: all.value.remove })
  if (!swapped.ok) return swapped
  // Locked meanwhile: stay locked, under the new header.
  if (before && core.opened() !== before) core.setHeader(next)
  else await core.adopt(next, key)
  wipe(before?.key ?? null)
  return swapped
}

async function writeHeader(raw: Kv, core: Core, next: Header): Promise<Result<void, VaultError>> {
  const written = await raw.set(HEADER_KEY, next)
  if (written.ok) core.setHeader(next)
  return written
}

/** Creates the slots' access to the vault. They change it exclusively, so that no concurrent write uses a key that is being replaced. */
const createHands = (
  { raw, random, argon2 }: { readonly raw: Kv; readonly random: Random; readonly argon2: Argon2 },
  core: Core,
  barrier: WriteBarrier,
): VaultHands => ({
  random,
  argon2,
  header: core.header,
  key: () => core.opened()?.key ?? null,
  changeHeader: (change) =>
    barrier.alone(async () => {
      const header = core.header()
      return header ? writeHeader(raw, core, change(header)) : err('locked')
    }),
  rekey: (change, key) =>
    barrier.alone(async () => {
      const header = core.header()
      return header && core.opened() ? rekey(raw, core, change(header), key) : err('locked')
    }),
  open: async (key) => {
    const header = core.header()
    if (header) await core.adopt(header, key)
  },
})

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

const createLoad = (raw: Kv, random: Random, core: Core): Vault['load'] =>
  async function load() {
    const stored = await raw.get(HEADER_KEY)
    if (!stored.ok) return stored
    if (stored.value === undefined) {
      const key = random.bytes(KEY_BYTES)
      const fresh: Header = { version: 1, id: encode(random.bytes(ID_BYTES)), key: encode(key), slots: [] }
      const made = await rekey(raw, core, fresh, key)
      return made.ok ? ok('open') : err('storage_failed')
    }
    const parsed = v.safeParse(headerSchema, stored.value)
    if (!parsed.success) return err('damaged')
    const header = parsed.output
    core.setHeader(header)
    if (header.key === null) return header.slots.length > 0 ? ok('locked') : err('damaged')
    await core.adopt(header, decode(header.key))
    return ok('open')
  }

export function createVault(ports: {
  readonly raw: Kv
  readonly random: Random
  readonly argon2: Argon2
}): Vault {
  const core = createCore(ports.raw)
  const barrier = createWriteBarrier()
  const hands = createHands(ports, core, barrier)
  const load = createLoad(ports.raw, ports.random, core)
  const gated = createGatedKv(barrier, () => core.opened()?.sealed ?? null)
  const slots = async () => (await lazyKeySlots.load()).createKeySlots(hands)
  return {
    kv: () => (core.opened() ? gated : null),
    memory: () => core.opened()?.memory ?? null,
    slots: () => core.header()?.slots.map(({ kind }) => kind) ?? [],
    prfSlot: () => core.header()?.slots.find((slot) => slot.kind === 'prf') ?? null,
    sharedSlot: () => core.header()?.slots.find((slot) => slot.kind === 'shared') ?? null,
    prfInput: () => textToBytes(`inviso/1 vault prf ${core.header()?.id ?? ''}`),
    load: () => barrier.alone(load),
    unlockWithShare: async (share, blob) => (await slots()).unlockWithShare(share, blob),
    addShared: async (credential, blob, share) => (await slots()).addShared(credential, blob, share),
    enable: async (passphrase, cost) => (await slots()).enable(passphrase, cost),
    disable: async (passphrase) => (await slots()).disable(passphrase),
    changePassphrase: async (old, next, cost) => (await slots()).changePassphrase(old, next, cost),
    unlock: async (passphrase) => (await slots()).unlock(passphrase),
    unlockWithRecovery: async (code) => (await slots()).unlockWithRecovery(code),
    unlockWithPrf: async (output) => (await slots()).unlockWithPrf(output),
    addPrf: async (credential, output) => (await slots()).addPrf(credential, output),
    addRecovery: async () => (await slots()).addRecovery(),
    removeSlot: (kind) =>
      hands.changeHeader((header) => ({
        ...header,
        slots: header.slots.filter((slot) => slot.kind !== kind),
      })),
    lock: core.close,
  }
}
