/** Modules and parts that are loaded on first use. */

export interface Lazy<T> {
  /** Loads it once; rejects when the load failed, and the next call tries again. */
  readonly load: () => Promise<T>
  /** Starts the load early. Resolves when it has ended; a failure is reported by the next `load`. */
  readonly preload: () => Promise<void>
  /** The loaded module; null before it is loaded. */
  readonly loaded: () => T | null
}

export function lazy<T>(load: () => Promise<T>): Lazy<T> {
  let loading: Promise<T> | null = null
  let loaded: T | null = null
  const begin = (): Promise<T> => {
    loading ??= load().then(
      (value) => {
        loaded = value
        return value
      },
      (fault: unknown) => {
        loading = null
        throw fault
      },
    )
    return loading
  }
  return {
    load: begin,
    preload: () =>
      begin().then(
        () => {},
        () => {},
      ),
    loaded: () => loaded,
  }
}
