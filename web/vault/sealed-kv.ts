/** A Kv over another: names become keyed hashes, values are sealed and padded, and entries that do not open are set aside unchanged. */
import { bytesToBase64url, bytesToText, concatBytes, parseJson, textToBytes } from '../../base/bytes.ts'
import { err, ok } from '../../base/result.ts'
import { type Box, createBox, hkdf, hmac, KEY_BYTES, wipe } from '../crypto/primitives.ts'
import type { Kept, Kv } from '../platform/storage/kv.ts'

/** Smallest size of a record, so that an empty list and one with a few sessions look alike. */
const RECORD_BYTES_MIN = 16 * 1024
const SCHEMA = 1
const NAME_CHARS = 22
const LENGTH_BYTES = 4
/** Suffix of entries set aside for a later version or a helper. */
const DAMAGED = '.damaged'

export interface EntryKeys {
  readonly box: Box
  readonly nameOf: (key: string) => Promise<string>
}

/** Derives two keys from the vault key: one for contents, one for names. */
export async function entryKeysOf(vaultKey: Uint8Array, id: string): Promise<EntryKeys> {
  const part = (label: string): Promise<Uint8Array> =>
    hkdf(vaultKey, textToBytes(id), textToBytes(`inviso/1 vault ${label}`), KEY_BYTES)
  const [contents, names] = [await part('records'), await part('names')]
  const box = await createBox(contents)
  wipe(contents)
  return {
    box,
    nameOf: async (key) => bytesToBase64url(await hmac(names, textToBytes(key))).slice(0, NAME_CHARS),
  }
}

const dataOf = (name: string): Uint8Array => textToBytes(`records|${name}|${SCHEMA}`)

/** Pads to a power of two from 16 KiB, so that the size reveals little of the content. */
function pad(bytes: Uint8Array): Uint8Array {
  let size = RECORD_BYTES_MIN
  while (size < bytes.length + LENGTH_BYTES) size *= 2
  const padded = new Uint8Array(size)
  new DataView(padded.buffer).setUint32(0, bytes.length)
  padded.set(bytes, LENGTH_BYTES)
  return padded
}
function unpad(padded: Uint8Array): Uint8Array | null {
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  return length <= padded.length - LENGTH_BYTES ? padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length) : null
}

/** Seals one entry into the form of the store below. */
export async function sealEntry(
  { box, nameOf }: EntryKeys,
  key: string,
  value: unknown,
): Promise<readonly [name: string, sealed: Uint8Array]> {
  const name = await nameOf(key)
  // The name is sealed inside too: a change of the vault key can rename every record without a list of names in the clear.
  const plain = textToBytes(JSON.stringify({ key, value }))
  const padded = pad(plain)
  wipe(plain)
  try {
    return [name, await box.seal(dataOf(name), padded)]
  } finally {
    wipe(padded)
  }
}

/** Opens one entry; null when it is not authentic under these keys. */
export async function openEntry(
  { box }: EntryKeys,
  name: string,
  sealed: unknown,
): Promise<{ readonly key: string; readonly value: unknown } | null> {
  if (!(sealed instanceof Uint8Array)) return null
  // Tried twice: an entry that the browser refused only once is not damaged, and must not be set aside.
  const opened = (await box.open(dataOf(name), sealed)) ?? (await box.open(dataOf(name), sealed))
  const text = opened && bytesToText(unpad(opened) ?? concatBytes())
  wipe(opened)
  const entry = text ? parseJson(text) : null
  if (typeof entry !== 'object' || entry === null || !('key' in entry)) return null
  return { key: String(entry.key), value: 'value' in entry ? entry.value : undefined }
}

/** Runs cryptography and retries it once when the browser refuses; then the call fails. */
const tried = <T>(act: () => Kept<T>): Kept<T> =>
  act()
    .catch(act)
    .catch(() => err('storage_failed'))

export function createSealedKv(raw: Kv, keys: EntryKeys): Kv {
  const get = async (key: string): Kept<unknown> => {
    const name = await keys.nameOf(key)
    const sealed = await raw.get(name)
    if (!sealed.ok || sealed.value === undefined) return sealed
    const entry = await openEntry(keys, name, sealed.value)
    if (entry?.key === key) return ok(entry.value)
    // Answering "nothing there" before it is set aside would let the next write replace the only copy.
    const aside = await raw.set(`${name}${DAMAGED}`, sealed.value)
    return aside.ok ? ok(undefined) : aside
  }
  const allKeys = async (): Kept<readonly string[]> => {
    const names = await raw.keys()
    if (!names.ok) return names
    const found: string[] = []
    for (const name of names.value) {
      const sealed = await raw.get(name)
      if (!sealed.ok) return err('storage_failed')
      const entry = await openEntry(keys, name, sealed.value)
      if (entry) found.push(entry.key)
    }
    return ok(found)
  }
  return {
    kept: raw.kept,
    get: (key) => tried(() => get(key)),
    set: (key, value) => tried(async () => raw.set(...(await sealEntry(keys, key, value)))),
    remove: (key) => tried(async () => raw.remove(await keys.nameOf(key))),
    keys: () => tried(allKeys),
    clear: () => raw.clear(),
    swap: ({ set, remove }) =>
      tried(async () => {
        const sealed = await Promise.all(set.map(([key, value]) => sealEntry(keys, key, value)))
        return raw.swap({ set: sealed, remove: await Promise.all(remove.map(keys.nameOf)) })
      }),
    close: () => raw.close(),
  }
}
