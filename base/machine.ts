/** Pure machines and their drivers: a step returns data, and one event is finished before the next begins. */

/** The result of one event: the next state, then the effects to perform, in order. */
export type Step<S, F> = readonly [state: S, ...effects: F[]]

export type StepFunction<S, E, F> = (state: S, event: E) => Step<S, F>

export interface Driver<S, E> {
  readonly state: () => S
  /** Queues an event. Effects may dispatch again; those events wait their turn. */
  readonly dispatch: (event: E) => void
}

/** Events that may wait; more means that effects dispatch in an endless loop. */
const QUEUE_MAX = 10_000

/**
 * Runs a machine. `perform` must not throw: a failed effect dispatches an event instead.
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

export interface AsyncDriver<S, E> {
  readonly state: () => S
  /**
   * Queues an event. Resolves to true once it happened, to false when it could not be stored or too many events wait.
   * Rejects with what its step or its write threw; later events are still handled.
   */
  readonly post: (event: E) => Promise<boolean>
}

interface Posted<E> {
  readonly event: E
  readonly happened: (kept: boolean) => void
  readonly threw: (fault: unknown) => void
}

/**
 * Runs a machine whose steps and storage are asynchronous. Waiting events form a group: they are stepped one after another,
 * written together, and only then are their effects performed. One group is finished before the next begins.
 */
export function createAsyncDriver<S, E, F>(
  initial: S,
  ports: {
    readonly step: (state: S, event: E) => Promise<Step<S, F>>
    /** Stores the next state. False when that failed; then no event of the group happened. */
    readonly write: (next: S, before: S) => Promise<boolean>
    /** Called for every group that happened; `before` equals `next` when the state did not change. */
    readonly perform: (effects: readonly F[], next: S, before: S) => void
  },
): AsyncDriver<S, E> {
  let state = initial
  const waiting: Posted<E>[] = []
  let running = false

  /** Steps the group; an event whose step throws is left out and rejected. */
  const stepAll = async (group: readonly Posted<E>[]) => {
    let next = state
    const effects: F[] = []
    const stepped: Posted<E>[] = []
    for (const posted of group) {
      try {
        const [after, ...made] = await ports.step(next, posted.event)
        next = after
        effects.push(...made)
        stepped.push(posted)
      } catch (fault) {
        posted.threw(fault)
      }
    }
    return { next, effects, stepped }
  }
  const take = async (group: readonly Posted<E>[]): Promise<void> => {
    const before = state
    const { next, effects, stepped } = await stepAll(group)
    let kept = false
    try {
      kept = next === before || (await ports.write(next, before))
    } catch (fault) {
      for (const { threw } of stepped) threw(fault)
      return
    }
    if (kept) state = next
    // Promise callbacks run only after the code below.
    for (const { happened } of stepped) happened(kept)
    if (kept) ports.perform(effects, next, before)
  }
  const drain = async (): Promise<void> => {
    if (running) return
    running = true
    try {
      while (waiting.length > 0) await take(waiting.splice(0))
    } finally {
      running = false
      // An effect that threw is a bug and is reported; events after it are still handled.
      if (waiting.length > 0) void drain()
    }
  }
  return {
    state: () => state,
    post: (event) =>
      new Promise((happened, threw) => {
        if (waiting.length >= QUEUE_MAX) return happened(false)
        waiting.push({ event, happened, threw })
        void drain()
      }),
  }
}
