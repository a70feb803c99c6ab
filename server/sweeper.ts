/** Deletes expired invites and idle rooms, a thousand rows at a time, with the event loop free in between. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Bus } from './bus/bus.ts'
import type { ServerClock } from './core/clock.ts'
import type { Store } from './store/store.ts'

export interface Sweeper {
  /** Sweeps until nothing is left to delete; does nothing while a sweep is under way. Never rejects. */
  readonly sweep: () => Promise<void>
  /** Ends a sweep after its current batch and resolves when it has ended. */
  readonly stop: () => Promise<void>
}

export function createSweeper(ports: {
  readonly store: Store
  readonly bus: Bus
  readonly clock: ServerClock
  readonly roomIdleMs: number
  readonly onFault: (fault: unknown) => void
}): Sweeper {
  const { store, bus, clock, roomIdleMs } = ports
  const started = { now: clock.now(), elapsed: clock.elapsed() }
  let underWay: Promise<void> | null = null
  let stopped = false

  /** A wall clock that was set ahead has not aged a room: only time that passed here counts. One that was set back is believed. */
  const roomClock = (): number => Math.min(clock.now(), started.now + clock.elapsed() - started.elapsed)

  const sweepAll = async (): Promise<void> => {
    for (let more = true; more && !stopped; ) {
      const swept = await store.sweep(clock.now(), roomClock() - roomIdleMs)
      for (const roomId of swept.rooms) bus.publish({ kind: 'room_deleted', roomId })
      more = swept.more
      await nextTurn()
    }
  }
  return {
    async sweep() {
      if (underWay || stopped) return
      underWay = sweepAll().catch(ports.onFault)
      await underWay
      underWay = null
    },
    async stop() {
      stopped = true
      await underWay
    },
  }
}
