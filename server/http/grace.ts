/** The grace after an acceptance: the host has a few seconds to come by itself before its phone is rung. */
import type { RoomId } from '../../protocol/ids.ts'
import { GRACES_MAX, NUDGE_GRACE_MS } from '../core/limits.ts'
import type { Store } from '../store/store.ts'

export interface Grace {
  /** Begins the grace of one acceptance. The ticket stays in memory alone. */
  readonly begin: (roomId: RoomId, ticket: string) => void
  /** Ends all graces without a ring. */
  readonly stop: () => void
}

/** `after`: calls `act` once after `ms` milliseconds, and returns the function that prevents it. `ring` and the store may reject, which goes to `onFault`. */
export function createGrace(ports: {
  readonly store: Pick<Store, 'hostEntered'>
  readonly after: (act: () => void, ms: number) => () => void
  readonly ring: (ticket: string) => Promise<void>
  readonly onFault: (fault: unknown) => void
}): Grace {
  const waiting = new Set<() => void>()
  const end = async (roomId: RoomId, ticket: string): Promise<void> => {
    // Whether it came, and not whether a socket seems open: that of a sleeping phone seems so for an hour.
    if (!(await ports.store.hostEntered(roomId))) await ports.ring(ticket)
  }
  return {
    begin(roomId, ticket) {
      if (waiting.size >= GRACES_MAX) return
      const cancel = ports.after(() => {
        waiting.delete(cancel)
        void end(roomId, ticket).catch(ports.onFault)
      }, NUDGE_GRACE_MS)
      waiting.add(cancel)
    },
    stop() {
      for (const cancel of waiting) cancel()
      waiting.clear()
    },
  }
}
