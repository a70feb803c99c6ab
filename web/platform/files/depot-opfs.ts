/** A depot in the browser's private file system, by synchronous handles: only in a worker, and the only one whose memory stays flat. */
import { err, ok, type Result } from '../../../base/result.ts'
import { type Depot, type DepotFailure, type DepotFile, failureOf, type Stored, splitName } from './depot.ts'

/** All that this app keeps there lies in this folder. */
const ROOT = 'files'

/** What is used of FileSystemSyncAccessHandle, which TypeScript knows in workers alone. */
interface SyncHandle {
  readonly getSize: () => number
  readonly read: (into: Uint8Array, options: { readonly at: number }) => number
  readonly write: (from: Uint8Array, options: { readonly at: number }) => number
  readonly truncate: (length: number) => void
  readonly flush: () => void
  readonly close: () => void
}
type Directory = FileSystemDirectoryHandle & { readonly keys: () => AsyncIterable<string> }

const openHandle = (file: FileSystemFileHandle): Promise<SyncHandle> =>
  (file as unknown as { createSyncAccessHandle: () => Promise<SyncHandle> }).createSyncAccessHandle()

const isMissing = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'NotFoundError'

/** Writes all of it behind the first `before` bytes, or cuts back to them. */
function append(handle: SyncHandle, bytes: Uint8Array, before: number): Result<void, DepotFailure> {
  try {
    if (handle.write(bytes, { at: before }) === bytes.length) return ok(undefined)
    handle.truncate(before)
    return err('full')
  } catch (fault) {
    handle.truncate(before)
    return err(failureOf(fault))
  }
}

/** One open file. `opens`: opens the handle anew; a browser may take it from a page that was in the background, so each call is tried once more. */
function createFile(first: SyncHandle, opens: () => Promise<SyncHandle>) {
  let handle: SyncHandle | null = first
  let closed = false
  let opening: Promise<SyncHandle> | null = null
  /** One for all calls that wait for it: a second one would be refused. */
  const reopen = (): Promise<SyncHandle> => {
    opening ??= opens().finally(() => {
      opening = null
    })
    return opening
  }
  const use = async <T, E extends DepotFailure>(
    act: (handle: SyncHandle) => Result<T, E>,
  ): Promise<Result<T, E | 'failed'>> => {
    for (let tries = 0; tries < 2 && !closed; tries += 1)
      try {
        handle ??= await reopen()
        if (closed) break
        return act(handle)
      } catch {
        close()
      }
    if (closed) close()
    return err('failed')
  }
  const close = (): void => {
    try {
      handle?.close()
    } catch {
      // It is gone already.
    }
    handle = null
  }
  const file: DepotFile = {
    length: () => use((now) => ok(now.getSize())),
    append(bytes) {
      let before: number | null = null
      return use((now) => {
        before ??= now.getSize()
        // A handle that was taken in the middle of the write left a part of it.
        if (now.getSize() > before) now.truncate(before)
        return append(now, bytes, before)
      })
    },
    read: (from, length) =>
      use((now) => {
        if (from + length > now.getSize()) return ok(null)
        const bytes = new Uint8Array(length)
        return ok(now.read(bytes, { at: from }) === length ? bytes : null)
      }),
    truncate: (length) => use((now) => ok(now.truncate(Math.min(length, now.getSize())))),
    flush: () => use((now) => ok(now.flush())),
    async close() {
      closed = true
      // Whoever opens it anew closes it then, and only after that it can be removed.
      await opening?.catch(() => {})
      close()
    },
  }
  return file
}

/** Null where the browser has no such handles: Safari before 15.2, WebKitGTK, private windows of some browsers, and outside of a worker. */
export async function openOpfsDepot(): Promise<Depot | null> {
  if (typeof FileSystemFileHandle === 'undefined') return null
  if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return null
  try {
    const root = await navigator.storage.getDirectory()
    const files = (await root.getDirectoryHandle(ROOT, { create: true })) as Directory
    return createOpfsDepot(files)
  } catch {
    return null
  }
}

function createOpfsDepot(root: Directory): Depot {
  const open = new Map<string, DepotFile>()
  const attempt = async <T>(act: () => Promise<T>): Stored<T> => {
    try {
      return ok(await act())
    } catch {
      return err('failed')
    }
  }
  const shut = async (name: string): Promise<void> => {
    await open.get(name)?.close()
    open.delete(name)
  }
  /** A handle that is open keeps its file from being removed. */
  const removeEntry = (from: Directory, name: string, recursive = false): Stored<void> =>
    attempt(async () => {
      await from.removeEntry(name, { recursive }).catch((fault: unknown) => {
        if (!isMissing(fault)) throw fault
      })
    })
  const folderOf = async (name: string): Promise<Directory> =>
    (await root.getDirectoryHandle(name, { create: true })) as Directory
  return {
    kind: 'opfs',
    open(name) {
      const [folder, file] = splitName(name)
      return attempt(async () => {
        if (open.has(name)) throw new Error('depot: open already')
        const handle = await (await folderOf(folder)).getFileHandle(file, { create: true })
        const made = createFile(await openHandle(handle), () => openHandle(handle))
        const opened: DepotFile = {
          ...made,
          async close() {
            await made.close()
            if (open.get(name) === opened) open.delete(name)
          },
        }
        open.set(name, opened)
        return opened
      })
    },
    async remove(name) {
      const [folder, file] = splitName(name)
      await shut(name)
      const found = await attempt(() => folderOf(folder))
      return found.ok ? removeEntry(found.value, file) : found
    },
    async removeAll(folder) {
      for (const name of [...open.keys()]) if (name.startsWith(`${folder}/`)) await shut(name)
      return removeEntry(root, folder, true)
    },
    names: () =>
      attempt(async () => {
        const names: string[] = []
        for await (const folder of root.keys())
          for await (const file of (await folderOf(folder)).keys()) names.push(`${folder}/${file}`)
        return names.sort()
      }),
  }
}
