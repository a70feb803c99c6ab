/** An IndexedDB as far as Kv needs one: in memory, with handles that a test can let die. */

export interface FakeIndexedDb {
  readonly factory: IDBFactory
  /** The next so many transactions throw what a dead handle throws. */
  readonly dieFor: (transactions: number, why?: string) => void
  /** What the next transaction is asked fails only after this long. */
  readonly failLate: (ms: number) => void
  /** The browser takes every open handle back. */
  readonly closeAll: () => void
  readonly opened: () => number
  readonly openNow: () => number
  /** From now on a request to open never answers. */
  readonly hang: () => void
}

interface Handle {
  closed: boolean
  onclose: (() => void) | null
}

export function createFakeIndexedDb(): FakeIndexedDb {
  const map = new Map<string, unknown>()
  const handles: Handle[] = []
  let dying = 0
  let why = 'InvalidStateError'
  let hanging = false
  let lateMs: number | null = null

  const request = (act: () => unknown, failsAfterMs: number | null = null) => {
    const made: { result: unknown; onsuccess: (() => void) | null; onerror: (() => void) | null } = {
      result: undefined,
      onsuccess: null,
      onerror: null,
    }
    if (failsAfterMs !== null) {
      setTimeout(() => made.onerror?.(), failsAfterMs)
      return made
    }
    queueMicrotask(() => {
      made.result = act()
      made.onsuccess?.()
    })
    return made
  }
  const transaction = () => {
    const made: { oncomplete: (() => void) | null } = { oncomplete: null }
    setTimeout(() => made.oncomplete?.())
    const late = lateMs
    lateMs = null
    const put = (key: string, value: unknown): void => void map.set(key, structuredClone(value))
    const store = {
      transaction: made,
      get: (key: string) => request(() => structuredClone(map.get(key)), late),
      put: (value: unknown, key: string) => request(() => put(key, value)),
      delete: (key: string) => request(() => map.delete(key)),
      clear: () => request(() => map.clear()),
      getAllKeys: () => request(() => [...map.keys()]),
    }
    return { objectStore: () => store }
  }
  const openHandle = () => {
    const handle = {
      closed: false,
      onclose: null,
      close(): void {
        handle.closed = true
      },
      createObjectStore() {},
      transaction() {
        if (handle.closed) throw new DOMException('The database connection is closing.', 'InvalidStateError')
        if (dying > 0) {
          dying -= 1
          throw new DOMException('Connection to Indexed Database server lost. Refresh the page', why)
        }
        return transaction()
      },
    }
    handles.push(handle)
    return handle
  }
  return {
    factory: { open: () => (hanging ? {} : request(openHandle)) } as unknown as IDBFactory,
    dieFor(transactions, name = 'InvalidStateError') {
      dying = transactions
      why = name
    },
    failLate(ms) {
      lateMs = ms
    },
    closeAll() {
      for (const handle of handles) {
        handle.closed = true
        handle.onclose?.()
      }
    },
    opened: () => handles.length,
    openNow: () => handles.filter(({ closed }) => !closed).length,
    hang() {
      hanging = true
    },
  }
}
