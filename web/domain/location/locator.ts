/** Finds out where this device is while a person chooses how exactly to say it: asked once for each kind of answer, never again by itself. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { SharedLocation } from '../../../protocol/location.ts'
import type { Clock } from '../../platform/clock.ts'
import {
  afterInBrowser,
  createBrowserPositions,
  type Position,
  type PositionFailure,
  type Positions,
} from '../../platform/device/position.ts'
import { type Exactness, roundLocation } from './round-location.ts'

export type { Exactness, PositionFailure }

/** `found`: exactly what would be sent. `vague`: the device knows it to within more than is worth saying. `stale`: it was found a while ago. */
export type Locating =
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly location: SharedLocation }
  | { readonly kind: 'failed'; readonly why: PositionFailure | 'vague' | 'stale' }

export interface Locator {
  readonly now: ReadonlySignal<Locating>
  /** The person chose, or wants to try again. */
  readonly want: (exactness: Exactness) => void
  /** Nobody looks at it any more. */
  readonly stop: () => void
}

/** Later than this it may not be where the person is: a sheet stays open while a phone sleeps in a train. */
const FRESH_MS = 60_000

export function createLocator(
  positions: Positions = createBrowserPositions(),
  after: Clock['after'] = afterInBrowser,
): Locator {
  const now = signal<Locating>({ kind: 'asking' })
  /** The best position for each kind of question. */
  let exact: Position | null = null
  let rough: Position | null = null
  /** Counts the choices: an answer to an earlier one is kept, and not shown. */
  let choices = 0
  let stop = (): void => {}
  /** All that is known becomes old with the first of it. */
  const keepFresh = (): void => {
    stop()
    stop = after(FRESH_MS, () => {
      exact = null
      rough = null
      if (now.peek().kind === 'found') now.value = { kind: 'failed', why: 'stale' }
    })
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
      const known = isExact ? exact : (rough ?? exact)
      // One that was too vague may be better now.
      if (known && roundLocation(known, exactness)) return show(known, exactness)
      now.value = { kind: 'asking' }
      void positions.ask(isExact).then((answer) => {
        if (answer.ok && !exact && !rough) keepFresh()
        if (answer.ok && isExact) exact = answer.value
        else if (answer.ok) rough = answer.value
        if (mine !== choices) return
        if (answer.ok) show(answer.value, exactness)
        else now.value = { kind: 'failed', why: answer.error }
      })
    },
    stop: () => stop(),
  }
}
