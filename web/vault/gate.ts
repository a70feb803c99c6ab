/** Lets many pass at once, or one alone: reads and writes of the vault pass together, a new vault key goes alone. */

export interface Gate {
  /** Runs `act` beside others; waits while one is alone, or waits to be. */
  readonly shared: <T>(act: () => Promise<T>) => Promise<T>
  /** Runs `act` once all that is under way has ended; what comes meanwhile waits until it is done. */
  readonly alone: <T>(act: () => Promise<T>) => Promise<T>
}

export function createGate(): Gate {
  /** Ends when the last one that is to be alone has ended. */
  let last: Promise<unknown> = Promise.resolve()
  const passing = new Set<Promise<unknown>>()
  const settled = (act: Promise<unknown>): Promise<void> =>
    act.then(
      () => {},
      () => {},
    )
  return {
    async shared(act) {
      // Another may have asked to be alone while this one waited.
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
