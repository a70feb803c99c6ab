/** A read-write lock: reads and writes of the vault run together, a change of the vault key runs alone. */

export interface WriteBarrier {
  /** Runs `act` beside others; waits while an exclusive act runs or is queued. */
  readonly shared: <T>(act: () => Promise<T>) => Promise<T>
  /** Runs `act` alone, after all current acts; later ones wait until it is done. */
  readonly alone: <T>(act: () => Promise<T>) => Promise<T>
}

export function createWriteBarrier(): WriteBarrier {
  /** Resolves when the last queued exclusive act has ended. */
  let last: Promise<unknown> = Promise.resolve()
  const passing = new Set<Promise<unknown>>()
  const settled = (act: Promise<unknown>): Promise<void> =>
    act.then(
      () => {},
      () => {},
    )
  return {
    async shared(act) {
      // Another exclusive act may have been queued while this one waited.
      for (let seen: unknown = null; seen !== last; ) {
        seen = last
        await last
      }
      const running = act()
      const done = settled(running)
      passing.add(done)
      void done.then(() => passing.delete(done))
      return running
    },
    alone(act) {
      const before = last
      const running = (async () => {
        await before
        await Promise.all(passing)
        return act()
      })()
      last = settled(running)
      return running
    },
  }
}
