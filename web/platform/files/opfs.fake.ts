/** A private file system in memory, with handles that a test can take away as a browser does. */

export interface FakeOpfs {
  /** The bytes of a file; undefined when it is not there. */
  readonly bytes: (path: string) => Uint8Array | undefined
  /** How many handles are open. */
  readonly open: () => number
  /** Takes all handles, in the middle of the next write when `inWrite`. */
  readonly take: (inWrite?: boolean) => void
  /** The next handle opens only when this is called. */
  readonly holdOpening: () => () => void
  /** Puts the globals back. */
  readonly restore: () => void
}

const gone = (): never => {
  throw new DOMException('the handle was taken', 'InvalidStateError')
}
const missing = (): never => {
  throw new DOMException('not there', 'NotFoundError')
}

/** Sets these globals; returns the function that puts back what was there. */
function putInPlace(globals: Readonly<Record<string, object>>): () => void {
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value })
  return () => {
    for (const [name, was] of before) {
      Reflect.deleteProperty(globalThis, name)
      if (was) Object.defineProperty(globalThis, name, was)
    }
  }
}

export function installFakeOpfs(): FakeOpfs {
  const files = new Map<string, Uint8Array>()
  const folders = new Set<string>()
  /** The open handle of each file; an object that is no longer here is dead. */
  const handles = new Map<string, object>()
  let breaks = false
  let opening: Promise<void> | null = null
  const handleOf = async (path: string) => {
    await opening
    if (handles.has(path)) throw new DOMException('open', 'NoModificationAllowedError')
    const bytes = (): Uint8Array => (handles.get(path) === handle ? (files.get(path) ?? missing()) : gone())
    const handle = {
      getSize: () => bytes().length,
      read: (into: Uint8Array, { at }: { at: number }) => {
        const part = bytes().subarray(at, at + into.length)
        into.set(part)
        return part.length
      },
      write(from: Uint8Array, { at }: { at: number }) {
        const part = breaks ? from.subarray(0, from.length / 2) : from
        const next = new Uint8Array(Math.max(bytes().length, at + part.length))
        next.set(bytes())
        next.set(part, at)
        files.set(path, next)
        if (!breaks) return part.length
        breaks = false
        handles.clear()
        return gone()
      },
      truncate: (length: number) => void files.set(path, bytes().slice(0, length)),
      flush: () => void bytes(),
      close: () => void (handles.get(path) === handle && handles.delete(path)),
    }
    handles.set(path, handle)
    return handle
  }
  const directory = (path: string): object => ({
    async *keys() {
      const within = [...folders, ...files.keys()].filter((one) => one.startsWith(path) && one !== path)
      yield* new Set(within.map((one) => one.slice(path.length).split('/')[0] ?? ''))
    },
    async getDirectoryHandle(name: string) {
      folders.add(`${path}${name}/`)
      return directory(`${path}${name}/`)
    },
    async getFileHandle(name: string) {
      const file = `${path}${name}`
      if (!files.has(file)) files.set(file, new Uint8Array())
      return { createSyncAccessHandle: () => handleOf(file) }
    },
    async removeEntry(name: string) {
      const within = [...files.keys(), ...folders].filter((one) => `${one}/`.startsWith(`${path}${name}/`))
      if (within.length === 0) missing()
      if (within.some((one) => handles.has(one))) throw new DOMException('open', 'NoModificationAllowedError')
      for (const one of within) files.delete(one)
      for (const one of within) folders.delete(one)
    },
  })
  const restore = putInPlace({
    FileSystemFileHandle: { prototype: { createSyncAccessHandle: true } },
    navigator: { storage: { getDirectory: async () => directory('') } },
  })
  return {
    bytes: (path) => files.get(path),
    open: () => handles.size,
    take(inWrite = false) {
      if (inWrite) breaks = true
      else handles.clear()
    },
    holdOpening() {
      let go = (): void => {}
      opening = new Promise((resolve) => {
        go = resolve
      })
      return () => go()
    },
    restore,
  }
}
