/** Limits how many links gather ICE candidates at once; too many make iOS hang. */

export interface Semaphore {
  /** Runs `start` now, or once a place is free. The returned function frees the place, or leaves the queue. */
  readonly enter: (start: () => void) => () => void
}

export function createSemaphore(places: number): Semaphore {
  let free = places
  const queue: (() => void)[] = []
  const next = (): void => {
    if (free === 0) return
    const start = queue.shift()
    if (!start) return
    free -= 1
    start()
  }
  return {
    enter(start) {
      let state: 'queued' | 'in' | 'out' = 'queued'
      const run = (): void => {
        state = 'in'
        start()
      }
      queue.push(run)
      next()
      return () => {
        if (state === 'queued') queue.splice(queue.indexOf(run), 1)
        if (state === 'in') free += 1
        state = 'out'
        next()
      }
    },
  }
}
