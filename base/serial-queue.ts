/** Runs asynchronous tasks one at a time, in order; a task that fails does not stop those behind it. */

export interface SerialQueue {
  /**
   * Runs `task` after every task given before it, and answers what it answers.
   * Rejects with what the task throws; later tasks run all the same.
   */
  readonly run: <T>(task: () => T | Promise<T>) => Promise<T>
  /** Tasks that have not ended yet, the one under way included. */
  readonly size: () => number
  /** Resolves when every task given until now has ended, whether it failed or not. */
  readonly settled: () => Promise<void>
}

/** Tasks that may wait at once; more means that a task adds tasks without end. */
const TASKS_MAX = 10_000

/** Throws from `run` when `max` tasks wait already, which is a bug of the caller. */
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
