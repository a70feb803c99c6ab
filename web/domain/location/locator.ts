/** Finds out where this device is while a person chooses how exactly to say it: asked once for each kind of answer, never again by itself. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { SharedLocation } from '../../../protocol/location.ts'
import type { Clock } from '../../platform/clock.ts'
import {
  clockInBrowser,
  createBrowserPositions,
  type Position,
  type PositionFailure,
  type Positions,
} from '../../platform/device/position.ts'
import { type Exactness, roundLocation } from './round-location.ts'

export type { Exactness, PositionFailure }

/** `found`: exactly what would be sent. `taken`: it is being sent. `vague`: the device knows it to within more than is worth saying. `stale`: it was found a while ago. */
export type Locating =
  | { readonly kind: 'asking' }
  | { readonly kind: 'found' | 'taken'; readonly location: SharedLocation }
  | { readonly kind: 'failed'; readonly why: PositionFailure | 'vague' | 'stale' }

export interface Locator {
  readonly now: ReadonlySignal<Locating>
  /** The person chose, or wants to try again. */
  readonly want: (exactness: Exactness) => void
  /** What is sent now. Null where nothing is found, when it was taken already (a double tap), and when it has become old. */
  readonly take: () => SharedLocation | null
  /** What was taken could not be sent: it can be taken again. */
  readonly putBack: () => void
  /** Nobody looks at it any more. */
  readonly stop: () => void
}

/** Later than this it may not be where the person is: a sheet stays open while a phone sleeps in a train. */
const FRESH_MS = 60_000

export function createLocator(
  positions: Positions = createBrowserPositions(),
  clock: Clock = clockInBrowser,
): Locator {
  const now = signal<Locating>({ kind: 'asking' })
  /** The best position for each kind of question. */
  let exact: Position | null = null
  let rough: Position | null = null
  /** Counts the choices: an answer to an earlier one is kept, and not shown. */
  let choices = 0
  let isClosed = false
  let cancel = (): void => {}
  /** When the first of what is known was found. */
  let found = { wall: 0, elapsed: 0 }
  /** Timers stand still while a phone sleeps, and so may one of the clocks. */
  const isOld = (): boolean => Math.max(clock.now() - found.wall, clock.elapsed() - found.elapsed) >= FRESH_MS
  const forget = (): void => {
    exact = null
    rough = null
    if (now.peek().kind === 'found') now.value = { kind: 'failed', why: 'stale' }
  }
  /** All that is known becomes old with the first of it. */
  const keepFresh = (): void => {
    cancel()
    found = { wall: clock.now(), elapsed: clock.elapsed() }
    cancel = clock.after(FRESH_MS, forget)
  }
  const show = (position: Position, exactness: Exactness): void => {
    const location = roundLocation(position, exactness)
    now.value = location ? { kind: 'found', location } : { kind: 'failed', why: 'vague' }
  }
  return {
    now,
    want(exactness) {
      choices += 1
      const mine = choices
      const isExact = exactness === 'exact'
      if (isOld()) forget()
      const known = isExact ? exact : (rough ?? exact)
      // One that was too vague may be better now.
      if (known && roundLocation(known, exactness)) return show(known, exactness)
      now.value = { kind: 'asking' }
      void positions.ask(isExact).then((answer) => {
        if (isClosed) return
        if (isOld()) forget()
        if (answer.ok && !exact && !rough) keepFresh()
        if (answer.ok && isExact) exact = answer.value
        else if (answer.ok) rough = answer.value
        if (mine !== choices) return
        if (answer.ok) show(answer.value, exactness)
        else now.value = { kind: 'failed', why: answer.error }
      })
    },
    take() {
      if (isOld()) forget()
      const known = now.peek()
      if (known.kind !== 'found') return null
      now.value = { kind: 'taken', location: known.location }
      return known.location
    },
    putBack() {
      const known = now.peek()
      if (known.kind !== 'taken') return
      now.value = { kind: 'found', location: known.location }
      if (isOld()) forget()
    },
    stop() {
      isClosed = true
      cancel()
    },
  }
}
