/** Named timers of one machine; setting a timer again replaces it. */
import type { Clock } from './clock.ts'

export interface Timers<N extends string> {
  readonly set: (name: N, ms: number) => void
  readonly cancel: (name: N) => void
  readonly cancelAll: () => void
}

export function createTimers<N extends string>(clock: Clock, due: (name: N) => void): Timers<N> {
  const running = new Map<N, () => void>()
  const cancel = (name: N): void => {
    running.get(name)?.()
    running.delete(name)
  }
  return {
    cancel,
    set(name, ms) {
      cancel(name)
      const stop = clock.after(ms, () => {
        running.delete(name)
        due(name)
      })
      running.set(name, stop)
    },
    cancelAll() {
      for (const name of [...running.keys()]) cancel(name)
    },
  }
}
