/** Work that waits for a moment in which the browser has nothing else to do. */

/** It is done after this long even if there is no such moment. */
const WITHIN_MS = 1_000
/** Safari has no requestIdleCallback: there this pause lets input and frames pass first. */
const PAUSE_MS = 50

/** Calls `act` once, in the next quiet moment; returns the function that cancels it. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const waiting = requestIdleCallback(act, { timeout: WITHIN_MS })
    return () => cancelIdleCallback(waiting)
  }
  const timer = setTimeout(act, PAUSE_MS)
  return () => clearTimeout(timer)
}

/** Runs tasks that never reject one after another, each in a quiet moment after the one before; returns the function that stops it. */
export function inQuietPieces(tasks: readonly (() => Promise<void>)[]): () => void {
  let cancel = (): void => {}
  let stopped = false
  const begin = (at: number): void => {
    const task = tasks[at]
    if (!task || stopped) return
    cancel = whenIdle(() => void task().then(() => begin(at + 1)))
  }
  begin(0)
  return () => {
    stopped = true
    cancel()
  }
}
