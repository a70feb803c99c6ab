/** A depot in IndexedDB, for browsers without synchronous file handles: one row a piece, as an ArrayBuffer, since WebKit loses Blobs there. */
import { concatBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { type Depot, type DepotFailure, type DepotFile, failureOf, type Stored, splitName } from './depot.ts'

/** Deleted with every other database by Erase all data. */
const DATABASE = 'inviso-files'
const STORE = 'pieces'
/** A handle that does not open in this time counts as dead. */
const OPEN_WITHIN_MS = 3_000

/** A row's key: the file's name, and where the piece begins. */
type Key = readonly [name: string, from: number]
interface Row {
  readonly from: number
  readonly bytes: Uint8Array
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new DOMException('the database does not open', 'TimeoutError')), OPEN_WITHIN_MS)
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(request.result)
  })
}

/** All rows of a file; every number comes before an array (Indexed Database API, "compare two keys"). */
const allOf = (name: string): IDBKeyRange => IDBKeyRange.bound([name], [name, []], true, true)
const inFolder = (folder: string): IDBKeyRange =>
  IDBKeyRange.bound([`${folder}/`], [`${folder}0`], false, true)

/** The last row that begins at `from` or before it; null for none. */
async function rowAt(store: IDBObjectStore, name: string, from: number): Promise<Row | null> {
  const range = IDBKeyRange.bound([name], [name, from], true, false)
  const cursor = await answerOf(store.openCursor(range, 'prev'))
  if (!cursor) return null
  const [, begin] = cursor.key as unknown as Key
  return { from: begin, bytes: new Uint8Array(cursor.value as ArrayBuffer) }
}

async function endOf(store: IDBObjectStore, name: string): Promise<number> {
  const last = await rowAt(store, name, Number.MAX_SAFE_INTEGER)
  return last ? last.from + last.bytes.length : 0
}

async function readFrom(
  store: IDBObjectStore,
  name: string,
  from: number,
  length: number,
): Promise<Uint8Array | null> {
  const first = await rowAt(store, name, from)
  if (!first) return null
  const rest = IDBKeyRange.bound([name, first.from], [name, from + length], true, true)
  const rows = (await answerOf(store.getAll(rest))) as ArrayBuffer[]
  const all = concatBytes(first.bytes, ...rows.map((row) => new Uint8Array(row)))
  const begin = from - first.from
  return begin + length > all.length ? null : all.slice(begin, begin + length)
}

async function cut(store: IDBObjectStore, name: string, length: number): Promise<void> {
  const last = length > 0 ? await rowAt(store, name, length - 1) : null
  await answerOf(store.delete(IDBKeyRange.bound([name, length], [name, []], false, true)))
  if (last) await answerOf(store.put(last.bytes.slice(0, length - last.from).buffer, [name, last.from]))
}

/** Uses the database in one transaction, and once more with a fresh handle when WebKit took the first. */
function createUse(first: IDBDatabase) {
  let database: IDBDatabase | null = first
  const watch = (opened: IDBDatabase): IDBDatabase => {
    opened.onversionchange = () => {
      opened.close()
      if (database === opened) database = null
    }
    return opened
  }
  watch(first)
  return async <T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => Promise<T>,
  ): Promise<Result<T, DepotFailure>> => {
    let failure: DepotFailure = 'failed'
    for (let tries = 0; tries < 2; tries += 1)
      try {
        database ??= watch(await openDatabase())
        // The tail of a file is checked before it goes on, so a power cut may take some of it.
        const transaction = database.transaction(STORE, mode, { durability: 'relaxed' })
        const done = new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve()
          transaction.onabort = () => reject(transaction.error)
        })
        // Handled here, since a failing `act` leaves it unwaited.
        done.catch(() => {})
        const value = await act(transaction.objectStore(STORE))
        await done
        return ok(value)
      } catch (fault) {
        failure = failureOf(fault)
        if (failure === 'full') break
        database?.close()
        database = null
      }
    return err(failure)
  }
}

/** Null where there is no IndexedDB, or it does not open. */
export async function openIndexedDbDepot(): Promise<Depot | null> {
  if (typeof indexedDB === 'undefined') return null
  try {
    return createIndexedDbDepot(await openDatabase())
  } catch {
    return null
  }
}

function createIndexedDbDepot(database: IDBDatabase): Depot {
  const use = createUse(database)
  const open = new Map<string, DepotFile>()
  const change = async <T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => Promise<T>,
  ): Stored<T> => {
    const done = await use(mode, act)
    return done.ok ? done : err('failed')
  }
  const opened = (name: string): DepotFile => {
    const whileOpen = <T, E extends DepotFailure>(act: () => Stored<T, E>): Stored<T, E | 'failed'> =>
      open.get(name) === file ? act() : Promise.resolve(err('failed' as const))
    const file: DepotFile = {
      length: () => whileOpen(() => change('readonly', (store) => endOf(store, name))),
      append: (bytes) =>
        whileOpen(() =>
          use('readwrite', async (store) => {
            await answerOf(store.add(bytes.slice().buffer, [name, await endOf(store, name)]))
          }),
        ),
      read: (from, length) =>
        whileOpen(() => change('readonly', (store) => readFrom(store, name, from, length))),
      truncate: (length) => whileOpen(() => change('readwrite', (store) => cut(store, name, length))),
      // A transaction that completed is as safe as this store makes it.
      flush: () => whileOpen(async () => ok(undefined)),
      async close() {
        if (open.get(name) === file) open.delete(name)
      },
    }
    return file
  }
  return {
    kind: 'indexeddb',
    async open(name) {
      splitName(name)
      if (open.has(name)) return err('failed')
      const file = opened(name)
      open.set(name, file)
      return ok(file)
    },
    async remove(name) {
      splitName(name)
      open.delete(name)
      return change('readwrite', async (store) => void (await answerOf(store.delete(allOf(name)))))
    },
    async removeAll(folder) {
      for (const name of [...open.keys()]) if (name.startsWith(`${folder}/`)) open.delete(name)
      return change('readwrite', async (store) => void (await answerOf(store.delete(inFolder(folder)))))
    },
    names: () =>
      change('readonly', async (store) => {
        const keys = (await answerOf(store.getAllKeys())) as unknown as readonly Key[]
        return [...new Set(keys.map(([name]) => name))].sort()
      }),
  }
}
