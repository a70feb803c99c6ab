/** The key slots' access to the vault: writes the header and reseals everything under another key. Loaded with the slots. */
import { err, ok, type Result } from '../../base/result.ts'
import { wipe } from '../crypto/primitives.ts'
import type { Argon2 } from '../platform/device/argon2.ts'
import type { Random } from '../platform/random.ts'
import type { Kv } from '../platform/storage/kv.ts'
import type { Header } from './header.ts'
import { type EntryKeys, entryKeysOf, openEntry, sealEntry } from './sealed-kv.ts'
import type { Progress, VaultError, VaultHands } from './vault.types.ts'
import { HEADER_KEY, PLAIN, type VaultCore } from './vault-core.ts'
import type { WriteBarrier } from './write-barrier.ts'

/** Reseals everything in the store under `keys`; unreadable records stay as they are. */
async function resealed(
  raw: Kv,
  from: EntryKeys | null,
  keys: EntryKeys,
  progress?: Progress,
): Promise<Result<{ readonly set: [string, unknown][]; readonly remove: string[] }, 'storage_failed'>> {
  const names = await raw.keys()
  if (!names.ok) return names
  const set: [string, unknown][] = []
  const remove: string[] = []
  for (const [at, name] of names.value.entries()) {
    progress?.(at + 1, names.value.length)
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
export async function rekey(
  raw: Kv,
  core: VaultCore,
  next: Header,
  key: Uint8Array,
  progress?: Progress,
): Promise<Result<void, VaultError>> {
  const before = core.opened()
  // Derived before anything is written, since nothing may fail between the write and the use of the new keys.
  const keys = await entryKeysOf(key, next.id)
  const all = await resealed(raw, before?.keys ?? null, keys, progress)
  if (!all.ok) return all
  const swapped = await raw.swap({ set: [[HEADER_KEY, next], ...all.value.set], remove: all.value.remove })
  if (!swapped.ok) return swapped
  if (before && core.opened() === null) {
    // Locked meanwhile: stay locked, under the new header. What waits in memory moves to the new key too, or nobody could open it.
    core.setHeader(next)
    const waiting = await resealed(core.rawMemory, before.keys, keys)
    if (waiting.ok) await core.rawMemory.swap(waiting.value)
    wipe(key)
  } else core.adopt(next, key, keys)
  wipe(before?.key ?? null)
  return swapped
}

async function writeHeader(raw: Kv, core: VaultCore, next: Header): Promise<Result<void, VaultError>> {
  const written = await raw.set(HEADER_KEY, next)
  if (written.ok) core.setHeader(next)
  return written
}

/** Creates the slots' access to the vault. They change it exclusively, so that no concurrent write uses a key that is being replaced. */
export const createVaultHands = (
  { raw, random, argon2 }: { readonly raw: Kv; readonly random: Random; readonly argon2: Argon2 },
  core: VaultCore,
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
  rekey: (change, key, progress) =>
    barrier.alone(async () => {
      const header = core.header()
      return header && core.opened() ? rekey(raw, core, change(header), key, progress) : err('locked')
    }),
  open: (key, slot) =>
    barrier.alone(async () => {
      const header = core.header()
      if (!header?.slots.includes(slot)) return err('wrong')
      core.adopt(header, key, await entryKeysOf(key, header.id))
      return ok(undefined)
    }),
})
