/** The life cycle of every part that holds a person's data: it opens, closes and is erased together with the vault. */

export interface Lifecycle {
  readonly name: string
  /** Called when the vault is open: reads the stored data. */
  readonly open: () => Promise<void>
  /** Called when the app locks or another tab takes over: clears memory. Synchronous, so that no later frame can show data. */
  readonly close: () => void
  /** Erases what is kept outside the database and asks servers to forget; must read what it needs before its first await. */
  readonly erase: () => Promise<void>
  /** True while a person's data is in memory. */
  readonly holds: () => boolean
}

export interface Lifecycles {
  /** Opens one part after the other, in the order of the list; stops when `close` is called meanwhile. Rejects with what a part throws. */
  readonly open: () => Promise<void>
  /** Closes all parts, last one first, even if one throws. Returns the names of parts that still hold data, which is a bug. */
  readonly close: () => readonly string[]
  /** Starts every part's `erase`, closes all parts in the same task, and waits until every erase is done. Resolves to what `close` returned. */
  readonly erase: () => Promise<readonly string[]>
}

/** The `erase` of a part that keeps everything in the database, which is deleted as a whole. */
export const erasedWithDatabase = async (): Promise<void> => {}

export function createLifecycles(parts: readonly Lifecycle[]): Lifecycles {
  let era = 0
  const forgets = (part: Lifecycle): boolean => {
    try {
      part.close()
    } catch {
      return false
    }
    return !part.holds()
  }
  const close = (): readonly string[] => {
    era += 1
    return parts
      .toReversed()
      .filter((part) => !forgets(part))
      .map(({ name }) => name)
  }
  return {
    async open() {
      const began = era
      for (const part of parts) if (began === era) await part.open()
    },
    close,
    async erase() {
      const erasing = Promise.allSettled(parts.map((part) => part.erase()))
      const left = close()
      await erasing
      return left
    },
  }
}

/** Groups parts that do not depend on one another, so that they open in parallel. */
export const together = (name: string, ...parts: readonly Lifecycle[]): Lifecycle => ({
  name,
  open: async () => void (await Promise.all(parts.map((part) => part.open()))),
  close() {
    for (const part of parts) part.close()
  },
  erase: async () => void (await Promise.all(parts.map((part) => part.erase()))),
  holds: () => parts.some((part) => part.holds()),
})
