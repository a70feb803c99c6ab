/** One life cycle for every part that holds a person's data: what opens with the vault closes with it, and is erased with it. */

export interface Lifecycle {
  readonly name: string
  /** The vault is open: reads what is kept. */
  readonly open: () => Promise<void>
  /** The app locks, or another tab takes over: forgets everything in memory. Synchronous, so that nothing is painted after it. */
  readonly close: () => void
  /** Erases what lies outside of the database, and tells those who must forget too; what it needs to know it reads before its first wait. */
  readonly erase: () => Promise<void>
  /** True while something of a person is in memory. */
  readonly holds: () => boolean
}

export interface Lifecycles {
  /** Opens one part after the other, in the order of the list. Rejects with what a part throws. */
  readonly open: () => Promise<void>
  /** Closes all parts, the last one first, also when one throws. Answers the names of those that still hold something: a bug. */
  readonly close: () => readonly string[]
  /** Has every part begin to erase, closes all of them in the same task, and waits until all are done. */
  readonly erase: () => Promise<void>
}

/** The `erase` of a part that keeps everything in the database: it goes with that. */
export const erasedWithDatabase = async (): Promise<void> => {}

export function createLifecycles(parts: readonly Lifecycle[]): Lifecycles {
  const forgets = (part: Lifecycle): boolean => {
    try {
      part.close()
    } catch {
      return false
    }
    return !part.holds()
  }
  const close = (): readonly string[] =>
    parts
      .toReversed()
      .filter((part) => !forgets(part))
      .map(({ name }) => name)
  return {
    async open() {
      for (const part of parts) await part.open()
    },
    close,
    async erase() {
      const erasing = Promise.allSettled(parts.map((part) => part.erase()))
      close()
      await erasing
    },
  }
}

/** Parts that need nothing of one another open side by side. */
export const together = (name: string, ...parts: readonly Lifecycle[]): Lifecycle => ({
  name,
  open: async () => void (await Promise.all(parts.map((part) => part.open()))),
  close() {
    for (const part of parts) part.close()
  },
  erase: async () => void (await Promise.all(parts.map((part) => part.erase()))),
  holds: () => parts.some((part) => part.holds()),
})
