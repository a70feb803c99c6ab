/** Counts the open sockets of each client. */
import { SOCKETS_PER_CLIENT } from '../core/limits.ts'
import type { ClientKey } from '../core/rate.ts'

export interface ConnectionLimits {
  /** Whether this client may open one more. */
  readonly allows: (client: ClientKey) => boolean
  readonly opened: (client: ClientKey) => void
  /** Call it once for each `opened`. */
  readonly closed: (client: ClientKey) => void
}

export function createConnectionLimits(): ConnectionLimits {
  const open = new Map<string, number>()
  return {
    allows: ({ now }) => (open.get(now) ?? 0) < SOCKETS_PER_CLIENT,
    opened({ now }) {
      open.set(now, (open.get(now) ?? 0) + 1)
    },
    closed({ now }) {
      const left = (open.get(now) ?? 1) - 1
      if (left > 0) open.set(now, left)
      else open.delete(now)
    },
  }
}
