/** Pure machines and the driver that runs them: a step is data, and one event is finished before the next begins. */

/** What one event leads to: the next state, then the effects to perform, in order. */
export type Step<S, F> = readonly [state: S, ...effects: F[]]

export type StepFunction<S, E, F> = (state: S, event: E) => Step<S, F>

export interface Driver<S, E> {
  readonly state: () => S
  /** Queues an event. Effects may dispatch again; those events wait their turn. */
  readonly dispatch: (event: E) => void
}

/** Events that may wait while one is being finished; more means that an effect loops on itself. */
const QUEUE_MAX = 10_000

/**
 * Runs a machine. `perform` must not throw: an effect that fails says so by dispatching an event.
 * Throws when effects keep dispatching without end, which is a bug.
 */
export function createDriver<S, E, F>(
  initial: S,
  step: StepFunction<S, E, F>,
  perform: (effect: F, dispatch: (event: E) => void) => void,
  onState?: (state: S) => void,
): Driver<S, E> {
  let state = initial
  let running = false
  const queue: E[] = []
  const dispatch = (event: E): void => {
    queue.push(event)
    if (queue.length > QUEUE_MAX) throw new Error('machine: endless events')
    if (running) return
    running = true
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [after, ...effects] = step(state, next)
        const changed = after !== state
        state = after
        if (changed) onState?.(state)
        for (const effect of effects) perform(effect, dispatch)
      }
    } finally {
      running = false
    }
  }
  return { state: () => state, dispatch }
}
