/** Deletes expired invites and idle rooms in batches of a thousand rows, leaving the event loop free in between. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Bus } from './bus/bus.ts'
import type { ServerClock } from './core/clock.ts'
import { HOUR_MS } from './core/limits.ts'
import type { RoomClock } from './core/room-clock.ts'
import type { ServerLog } from './log.ts'
import type { Store } from './store/store.ts'

const SECOND_MS = 1_000

export interface Sweeper {
  /** Sweeps until nothing is left to delete; does nothing while a sweep is running. Never rejects. */
  readonly sweep: () => Promise<void>
  /** Stops a running sweep after its current batch, and resolves when it has ended. */
  readonly stop: () => Promise<void>
}

export function createSweeper(ports: {
  readonly store: Store
  readonly bus: Bus
  readonly clock: ServerClock
  readonly roomClock: RoomClock
  readonly roomIdleMs: number
  readonly log: ServerLog
  readonly onFault: (fault: unknown) => void
}): Sweeper {
  const { store, bus, clock, roomClock, roomIdleMs, log } = ports
  let underWay: Promise<void> | null = null
  let stopped = false
  /** The room time noted in the store; null until it is read. */
  let noted: number | null = null

  /** Reads the last noted room time at the first sweep; nothing is deleted before that. */
  const resume = async (): Promise<void> => {
    const shown = await store.roomTime()
    const awayMs = roomClock.resume(shown)
    if (awayMs > 0) log.warn('absence_not_believed', { seconds: Math.round(awayMs / SECOND_MS) })
    noted = shown ?? 0
  }
  const noteTime = async (): Promise<void> => {
    const now = roomClock.now()
    // Backward steps are noted too, since a clock that was set back is trusted.
    if (noted !== null && Math.abs(now - noted) < HOUR_MS) return
    await store.noteRoomTime(now)
    noted = now
  }
  const sweepAll = async (): Promise<void> => {
    const jumpMs = roomClock.jumped()
    if (jumpMs !== 0) log.warn('clock_jumped', { seconds: Math.round(jumpMs / SECOND_MS) })
    if (noted === null) await resume()
    for (let more = true; more && !stopped; ) {
      const swept = await store.sweep(clock.now(), roomClock.now() - roomIdleMs)
      for (const roomId of swept.rooms) bus.publish({ kind: 'room_deleted', roomId })
      more = swept.more
      await nextTurn()
    }
    if (!stopped) await noteTime()
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
