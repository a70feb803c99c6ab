/** Runs asynchronous tasks one at a time, in order; a task that fails does not stop those behind it. */

export interface SerialQueue {
  /**
   * Runs `task` after all earlier tasks, and resolves with its result.
   * Rejects with what the task throws; later tasks still run.
   */
  readonly run: <T>(task: () => T | Promise<T>) => Promise<T>
  /** Tasks that have not ended, including the running one. */
  readonly size: () => number
  /** Resolves when every task given so far has ended, failed or not. */
  readonly settled: () => Promise<void>
}

/** Tasks that may wait at once; more means that a task adds tasks without end. */
const TASKS_MAX = 10_000

/** Creates a queue. `run` throws when `max` tasks already wait, which is a bug of the caller. */
export function createSerialQueue(max = TASKS_MAX): SerialQueue {
  let last: Promise<unknown> = Promise.resolve()
  let size = 0
  return {
    run(task) {
      if (size >= max) throw new Error(`serial queue: more than ${max} tasks wait`)
      size += 1
      const ended = last.then(task).finally(() => {
        size -= 1
      })
      last = ended.catch(() => {})
      return ended
    },
    size: () => size,
    settled: async () => {
      await last
    },
  }
}
