/** Keys and values that survive: IndexedDB through idb-keyval, reopened once when WebKit drops the handle; memory where there is none. */
import { clear, del, get, keys, set, type UseStore } from 'idb-keyval'
import { err, ok, type Result } from '../../protocol/result.ts'

type Kept<T> = Promise<Result<T, 'storage_failed'>>
export interface Kv {
  /** False: nothing outlives this page. */
  readonly kept: boolean
  readonly get: (key: string) => Kept<unknown>
  readonly set: (key: string, value: unknown) => Kept<void>
  readonly remove: (key: string) => Kept<void>
  readonly keys: () => Kept<readonly string[]>
  readonly clear: () => Kept<void>
  /** Lets the handle go; the next call opens it again. */
  readonly close: () => void
}

const STORE = 'records'
const PROBE_KEY = 'chat.probe'
/** A database that does not open in this time is as good as none: the app must not hang on it. */
const OPEN_WITHIN_MS = 3_000

export function createMemoryKv(): Kv {
  const map = new Map<string, unknown>()
  return {
    kept: false,
    get: async (key) => ok(structuredClone(map.get(key))),
    set: async (key, value) => {
      map.set(key, structuredClone(value))
      return ok(undefined)
    },
    remove: async (key) => {
      map.delete(key)
      return ok(undefined)
    },
    keys: async () => ok([...map.keys()]),
    clear: async () => {
      map.clear()
      return ok(undefined)
    },
    close() {},
  }
}

/** A handle that can be let go, unlike idb-keyval's own: an open one blocks the deletion of the database. */
interface Handle {
  readonly use: UseStore
  readonly close: () => void
}

function openHandle(name: string): Handle {
  const opening = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      database.onversionchange = () => database.close()
      resolve(database)
    }
  })
  return {
    use: async (mode, act) =>
      act((await opening).transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE)),
    close: () =>
      void opening.then(
        (database) => database.close(),
        () => {},
      ),
  }
}

function createIndexedDbKv(name: string): Kv {
  let handle: Handle | null = null
  const drop = (): void => {
    handle?.close()
    handle = null
  }
  /** One try, then a fresh handle and one more: blind retries on a dead handle fail for ever (WebKit, "Connection to Indexed Database server lost"). */
  const use = async <T>(act: (store: UseStore) => Promise<T>): Kept<T> => {
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        handle ??= openHandle(name)
        return ok(await act(handle.use))
      } catch {
        drop()
      }
    }
    return err('storage_failed')
  }
  return {
    kept: true,
    get: (key) => use((open) => get<unknown>(key, open)),
    set: (key, value) => use((open) => set(key, value, open)),
    remove: (key) => use((open) => del(key, open)),
    keys: () => use(async (open) => (await keys(open)).map(String)),
    clear: () => use((open) => clear(open)),
    close: drop,
  }
}

/** Opens the database with a real write; memory when that fails or hangs (private modes, Lockdown Mode, a full disk). */
export async function openKv(name: string): Promise<Kv> {
  if (typeof indexedDB === 'undefined') return createMemoryKv()
  const kv = createIndexedDbKv(name)
  const probe = async (): Promise<boolean> =>
    (await kv.set(PROBE_KEY, 1)).ok && (await kv.remove(PROBE_KEY)).ok
  const slow = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), OPEN_WITHIN_MS))
  return (await Promise.race([probe(), slow])) ? kv : createMemoryKv()
}
