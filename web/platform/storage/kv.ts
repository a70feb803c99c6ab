/** The key-value interface of every store, an implementation in memory, and one that delegates to a replaceable store. */
import { err, ok, type Result } from '../../../base/result.ts'

export type Kept<T> = Promise<Result<T, 'storage_failed'>>
export interface Kv {
  /** Whether data outlives this page. */
  readonly kept: boolean
  readonly get: (key: string) => Kept<unknown>
  readonly set: (key: string, value: unknown) => Kept<void>
  readonly remove: (key: string) => Kept<void>
  readonly keys: () => Kept<readonly string[]>
  readonly clear: () => Kept<void>
  /** Applies all changes or none, in one transaction. */
  readonly swap: (change: {
    readonly set: readonly (readonly [key: string, value: unknown])[]
    readonly remove: readonly string[]
  }) => Kept<void>
  /** Closes the handle; the next call reopens it. */
  readonly close: () => void
}

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

/** Delegates each call to the Kv that `now` returns at that moment, for a store that opens later or closes again. */
export function createCurrentKv(now: () => Kv | null): Kv {
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
