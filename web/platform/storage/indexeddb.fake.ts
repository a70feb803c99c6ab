/** The part of IndexedDB that Kv needs, in memory, with handles that a test can make die, hang, refuse or answer late. */

export interface FakeIndexedDb {
  readonly factory: IDBFactory
  /** The next `transactions` throw as on a dead handle. */
  readonly dieFor: (transactions: number, why?: string) => void
  /** The requests of the next transaction fail after `ms` milliseconds. */
  readonly failAfter: (ms: number) => void
  /** The next `count` writes fail as on a full disk; reads still work. */
  readonly refuseWrites: (count: number) => void
  /** Open requests fail with an error of this name from now on; null ends that. */
  readonly refuse: (why: string | null) => void
  /** Closes every open handle, as the browser may. */
  readonly closeAll: () => void
  readonly opened: () => number
  readonly openNow: () => number
  /** Open requests never answer from now on; `false` ends that. */
  readonly hang: (hanging?: boolean) => void
}

interface Handle {
  closed: boolean
  onclose: (() => void) | null
}
interface Request {
  result: unknown
  error: unknown
  onsuccess: (() => void) | null
  onerror: (() => void) | null
  onupgradeneeded: (() => void) | null
}

/** The faults that a test has set. */
interface Faults {
  dying: number
  why: string
  hanging: boolean
  lateMs: number | null
  refusing: string | null
  refusedWrites: number
}

const newRequest = (): Request => ({
  result: undefined,
  error: null,
  onsuccess: null,
  onerror: null,
  onupgradeneeded: null,
})

function request(act: () => unknown, failsAfterMs: number | null = null): Request {
  const made = newRequest()
  if (failsAfterMs !== null) {
    setTimeout(() => made.onerror?.(), failsAfterMs)
    return made
  }
  queueMicrotask(() => {
    try {
      made.result = act()
    } catch (error) {
      made.error = error
      made.onerror?.()
      return
    }
    made.onsuccess?.()
  })
  return made
}

function createTransaction(map: Map<string, unknown>, faults: Faults) {
  const made: { oncomplete: (() => void) | null; onerror: (() => void) | null; error: unknown } = {
    oncomplete: null,
    onerror: null,
    error: null,
  }
  const delayMs = faults.lateMs
  faults.lateMs = null
  setTimeout(() => (made.error ? made.onerror?.() : made.oncomplete?.()))
  const put = (key: string, value: unknown): void => {
    if (faults.refusedWrites > 0) {
      faults.refusedWrites -= 1
      made.error = new DOMException('full', 'QuotaExceededError')
      throw made.error
    }
    map.set(key, structuredClone(value))
  }
  const store = {
    transaction: made,
    get: (key: string) => request(() => structuredClone(map.get(key)), delayMs),
    put: (value: unknown, key: string) => request(() => put(key, value)),
    delete: (key: string) => request(() => map.delete(key)),
    clear: () => request(() => map.clear()),
    getAllKeys: () => request(() => [...map.keys()]),
  }
  return { objectStore: () => store }
}

function createHandle(map: Map<string, unknown>, faults: Faults): Handle {
  const handle = {
    closed: false,
    onclose: null,
    close(): void {
      handle.closed = true
    },
    createObjectStore() {},
    transaction() {
      if (handle.closed) throw new DOMException('The database connection is closing.', 'InvalidStateError')
      if (faults.dying > 0) {
        faults.dying -= 1
        throw new DOMException('Connection to Indexed Database server lost. Refresh the page', faults.why)
      }
      return createTransaction(map, faults)
    },
  }
  return handle
}

export function createFakeIndexedDb(): FakeIndexedDb {
  const map = new Map<string, unknown>()
  const handles: Handle[] = []
  const names = new Set<string>()
  const faults: Faults = {
    dying: 0,
    why: 'InvalidStateError',
    hanging: false,
    lateMs: null,
    refusing: null,
    refusedWrites: 0,
  }
  const open = (name: string): Request => {
    if (faults.hanging) return newRequest()
    const made = request(() => {
      if (faults.refusing !== null) throw new DOMException('refused', faults.refusing)
      const handle = createHandle(map, faults)
      handles.push(handle)
      if (!names.has(name)) {
        names.add(name)
        made.result = handle
        made.onupgradeneeded?.()
      }
      return handle
    })
    return made
  }
  return {
    factory: {
      open,
      databases: async () => [...names].map((name) => ({ name, version: 1 })),
    } as unknown as IDBFactory,
    dieFor(transactions, name = 'InvalidStateError') {
      faults.dying = transactions
      faults.why = name
    },
    failAfter(ms) {
      faults.lateMs = ms
    },
    refuseWrites(count) {
      faults.refusedWrites = count
    },
    refuse(why) {
      faults.refusing = why
    },
    closeAll() {
      for (const handle of handles) {
        handle.closed = true
        handle.onclose?.()
      }
    },
    opened: () => handles.length,
    openNow: () => handles.filter(({ closed }) => !closed).length,
    hang(hanging = true) {
      faults.hanging = hanging
    },
  }
}
