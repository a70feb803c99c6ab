/** A browser's stored data, to copy, read and replace it as an attacker would. */
import type { Page } from '@playwright/test'
import { entryKeysOf, openEntry, sealEntry } from '../../../web/vault/sealed-kv.ts'

/** A copy of everything in this browser's store: bytes as base64, the rest unchanged. */
export type Dump = Readonly<Record<string, unknown>>
const dumpStore = (page: Page): Promise<Dump> =>
  page.evaluate(
    () =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const opening = indexedDB.open('inviso')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const store = opening.result.transaction('records').objectStore('records')
          const all: Record<string, unknown> = {}
          const walk = store.openCursor()
          walk.onsuccess = () => {
            const cursor = walk.result
            if (!cursor) {
              opening.result.close()
              return resolve(all)
            }
            const value: unknown = cursor.value
            let binary = ''
            if (value instanceof Uint8Array) for (const byte of value) binary += String.fromCharCode(byte)
            all[String(cursor.key)] = value instanceof Uint8Array ? { bytes: btoa(binary) } : value
            cursor.continue()
          }
        }
      }),
  )

const restoreStore = (page: Page, dump: Dump): Promise<void> =>
  page.evaluate(
    (copy) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('inviso')
        opening.onsuccess = () => {
          const writing = opening.result.transaction('records', 'readwrite')
          const store = writing.objectStore('records')
          store.clear()
          for (const [key, value] of Object.entries(copy)) {
            const { bytes } = value as { bytes?: string }
            store.put(
              bytes === undefined ? value : Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0)),
              key,
            )
          }
          writing.oncomplete = () => {
            opening.result.close()
            resolve()
          }
          writing.onerror = () => reject(writing.error)
        }
      }),
    dump,
  )

const keysOf = (dump: Dump): ReturnType<typeof entryKeysOf> => {
  const { id, key } = dump['vault.v1'] as { id: string; key: string }
  return entryKeysOf(Uint8Array.from(Buffer.from(key, 'base64url')), id)
}
const SESSIONS_KEY = 'chat.sessions.v1'

/** Decrypts the sessions in a copy of a store without App lock, using the key stored beside them. */
export async function sessionsIn(dump: Dump): Promise<unknown> {
  const keys = await keysOf(dump)
  const name = await keys.nameOf(SESSIONS_KEY)
  const { bytes = '' } = (dump[name] ?? {}) as { bytes?: string }
  return (await openEntry(keys, name, Uint8Array.from(Buffer.from(bytes, 'base64'))))?.value
}

async function putEntries(page: Page, entries: Readonly<Record<string, unknown>>): Promise<void> {
  const dump = await dumpStore(page)
  const keys = await keysOf(dump)
  const sealed: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(entries)) {
    const [name, bytes] = await sealEntry(keys, key, value)
    sealed[name] = { bytes: Buffer.from(bytes).toString('base64') }
  }
  await restoreStore(page, { ...dump, ...sealed })
}

export interface StoredData {
  readonly dump: () => Promise<Dump>
  /** Replaces everything in the store with a copy. */
  readonly restore: (dump: Dump) => Promise<void>
  /** The decrypted sessions entry; only without App lock. */
  readonly sessions: () => Promise<unknown>
  /** Writes entries into this browser's vault, by their names. */
  readonly put: (entries: Readonly<Record<string, unknown>>) => Promise<void>
  /** Writes sessions, possibly altered, into this browser's vault. */
  readonly putSessions: (value: unknown) => Promise<void>
}

export const createStoredData = (page: Page): StoredData => ({
  dump: () => dumpStore(page),
  restore: (dump) => restoreStore(page, dump),
  sessions: async () => sessionsIn(await dumpStore(page)),
  put: (entries) => putEntries(page, entries),
  putSessions: (value) => putEntries(page, { [SESSIONS_KEY]: value }),
})
