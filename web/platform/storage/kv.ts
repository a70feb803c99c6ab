/** Keys and values that survive: IndexedDB through idb-keyval, reopened once when WebKit drops the handle; memory where there is none. */
import { clear, del, get, keys, promisifyRequest, set, type UseStore } from 'idb-keyval'
import { err, ok, type Result } from '../../../base/result.ts'

type Kept<T> = Promise<Result<T, 'storage_failed'>>
export interface Kv {
  /** False: nothing outlives this page. */
  readonly kept: boolean
  readonly get: (key: string) => Kept<unknown>
  readonly set: (key: string, value: unknown) => Kept<void>
  readonly remove: (key: string) => Kept<void>
  readonly keys: () => Kept<readonly string[]>
  readonly clear: () => Kept<void>
  /** All of it or none, in one transaction. */
  readonly swap: (change: {
    readonly set: readonly (readonly [key: string, value: unknown])[]
    readonly remove: readonly string[]
  }) => Kept<void>
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
    async swap({ set: entries, remove }) {
      for (const [key, value] of entries) map.set(key, structuredClone(value))
      for (const key of remove) map.delete(key)
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

/** `gone`: the browser took it back, or another page wants the database to itself. */
function openHandle(name: string, gone: () => void): Handle {
  const opening = new Promise<IDBDatabase>((resolve, reject) => {
    setTimeout(reject, OPEN_WITHIN_MS)
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      database.onclose = gone
      database.onversionchange = () => {
        database.close()
        gone()
      }
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

function createIndexedDbKv(name: string, lost: () => void): Kv {
  let handle: Handle | null = null
  /** Only the one that failed: another call may have opened the next one already. */
  const drop = (used: Handle | null): void => {
    used?.close()
    if (handle === used) handle = null
  }
  const open = (): Handle => {
    const made = openHandle(name, () => drop(made))
    return made
  }
  /** One try, then a fresh handle and one more: blind retries on a dead handle fail for ever (WebKit, "Connection to Indexed Database server lost"). */
  const use = async <T>(act: (store: UseStore) => Promise<T>): Kept<T> => {
    let why: unknown
    for (let tries = 0; tries < 2; tries += 1) {
      handle ??= open()
      const used = handle
      try {
        return ok(await act(used.use))
      } catch (error) {
        why = error
        drop(used)
      }
    }
    // A full disk is no lost one: loading the page anew would not help.
    if (!(why instanceof DOMException && why.name === 'QuotaExceededError')) lost()
    return err('storage_failed')
  }
  return {
    kept: true,
    get: (key) => use((open) => get<unknown>(key, open)),
    set: (key, value) => use((open) => set(key, value, open)),
    remove: (key) => use((open) => del(key, open)),
    keys: () => use(async (open) => (await keys(open)).map(String)),
    clear: () => use((open) => clear(open)),
    swap: ({ set: entries, remove }) =>
      use((open) =>
        open('readwrite', (store) => {
          for (const [key, value] of entries) store.put(value, key)
          for (const key of remove) store.delete(key)
          return promisifyRequest(store.transaction)
        }),
      ),
    close: () => drop(handle),
  }
}

/** Stands for a Kv that is not open yet, or closed again: each call goes to what is there then. */
export function createLateKv(now: () => Kv | null): Kv {
  const use = <T>(act: (kv: Kv) => Kept<T>): Kept<T> => {
    const kv = now()
    return kv ? act(kv) : Promise.resolve(err('storage_failed'))
  }
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

/**
 * Opens the database with a real write; memory when that fails or hangs (private modes, Lockdown Mode, a full disk).
 * `lost` is called each time when, after that, a fresh handle fails like the one before it.
 */
export async function openKv(name: string, lost: () => void): Promise<Kv> {
  if (typeof indexedDB === 'undefined') return createMemoryKv()
  let proven = false
  const kv = createIndexedDbKv(name, () => proven && lost())
  const probe = async (): Promise<boolean> =>
    (await kv.set(PROBE_KEY, 1)).ok && (await kv.remove(PROBE_KEY)).ok
  const slow = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), OPEN_WITHIN_MS))
  proven = await Promise.race([probe(), slow])
  return proven ? kv : createMemoryKv()
}
