/** Persistent keys and values: IndexedDB through idb-keyval, reopened once when WebKit drops the handle; memory where there is no IndexedDB. */
import { clear, del, get, keys, promisifyRequest, set, type UseStore } from 'idb-keyval'
import { err, ok } from '../../../base/result.ts'
import { createMemoryKv, type Kept, type Kv } from './kv.ts'

const STORE = 'records'
const PROBE_KEY = 'chat.probe'
/** A handle that does not open in this time counts as dead; the next call opens another. */
const OPEN_WITHIN_MS = 3_000
/** Wait between tries at start to open a database that may exist. */
const TRY_AGAIN_MS = 1_000

/** A handle that can be closed, unlike idb-keyval's: an open one blocks the deletion of the database. */
interface Handle {
  readonly use: UseStore
  readonly close: () => void
}

const timeout = (): DOMException => new DOMException('the database does not open', 'TimeoutError')

/** `gone`: the browser closed the handle, or another page needs exclusive access. `created`: the database did not exist before. */
function openHandle(name: string, on: { readonly gone: () => void; readonly created: () => void }): Handle {
  const opening = new Promise<IDBDatabase>((resolve, reject) => {
    setTimeout(() => reject(timeout()), OPEN_WITHIN_MS)
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      on.created()
      request.result.createObjectStore(STORE)
    }
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      database.onclose = on.gone
      database.onversionchange = () => {
        database.close()
        on.gone()
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

interface Database {
  readonly kv: Kv
  /** Why the last call failed. */
  readonly fault: () => unknown
  /** True when the database did not exist before this page. */
  readonly isNew: () => boolean
}

/** Tries once, then once more with a fresh handle: retries on a dead handle always fail (WebKit, "Connection to Indexed Database server lost"). */
function createUse(name: string, lost: () => void) {
  let handle: Handle | null = null
  let fault: unknown = null
  let created = false
  /** Drops only the failed handle: another call may already have opened the next one. */
  const drop = (used: Handle | null): void => {
    used?.close()
    if (handle === used) handle = null
  }
  const open = (): Handle => {
    const made = openHandle(name, {
      gone: () => drop(made),
      created: () => {
        created = true
      },
    })
    return made
  }
  const use = async <T>(act: (store: UseStore) => Promise<T>): Kept<T> => {
    for (let tries = 0; tries < 2; tries += 1) {
      handle ??= open()
      const used = handle
      try {
        return ok(await act(used.use))
      } catch (error) {
        fault = error
        drop(used)
      }
    }
    // A full disk is not lost storage: a reload would not help.
    if (!(fault instanceof DOMException && fault.name === 'QuotaExceededError')) lost()
    return err('storage_failed')
  }
  return { use, drop: () => drop(handle), fault: () => fault, isNew: () => created }
}

function createIndexedDbKv(name: string, lost: () => void): Database {
  const { use, drop, fault, isNew } = createUse(name, lost)
  const kv: Kv = {
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
    close: drop,
  }
  return { kv, fault, isNew }
}

/** A browser may have none (null in Firefox without cookies) or refuse even the look at it. */
function hasIndexedDb(): boolean {
  try {
    return Boolean(globalThis.indexedDB)
  } catch {
    return false
  }
}

const isTimeout = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'TimeoutError'

/** Whether a database that refuses writes may hold data; a slow or unreadable one may. */
async function mayHold(
  name: string,
  { kv, fault, isNew }: Database,
): Promise<'nothing' | 'records' | 'unknown'> {
  if (isTimeout(fault())) return 'unknown'
  const found = await kv.keys()
  if (found.ok) return found.value.some((key) => key !== PROBE_KEY) ? 'records' : 'nothing'
  if (isTimeout(fault())) return 'unknown'
  if (isNew()) return 'nothing'
  try {
    const all = await indexedDB.databases()
    return all.some((other) => other.name === name) ? 'unknown' : 'nothing'
  } catch {
    // Where all storage is forbidden, no database of ours is reachable, so none can be overwritten.
    const why = fault()
    return why instanceof DOMException && ['SecurityError', 'InvalidStateError'].includes(why.name)
      ? 'nothing'
      : 'unknown'
  }
}

/**
 * Opens the database with a real write, and waits as long as that takes: sessions may lie in it.
 * Memory only where there is no IndexedDB, or where it refuses the write and holds nothing (private modes, Lockdown Mode, a full disk on the first visit).
 * One that holds records but takes no write (a full disk) is opened all the same.
 * `lost` is called each time when, after that, a fresh handle fails like the one before it.
 */
export async function openKv(name: string, lost: () => void): Promise<Kv> {
  if (!hasIndexedDb()) return createMemoryKv()
  let proven = false
  const database = createIndexedDbKv(name, () => proven && lost())
  const { kv } = database
  const probe = async (): Promise<boolean> =>
    (await kv.set(PROBE_KEY, 1)).ok && (await kv.remove(PROBE_KEY)).ok
  for (;;) {
    const holds = (await probe()) ? 'records' : await mayHold(name, database)
    proven = holds === 'records'
    if (proven) return kv
    if (holds === 'nothing') return createMemoryKv()
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS))
  }
}
