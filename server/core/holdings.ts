/** Counts what clients hold open now, such as sockets: each of a client's networks has a most. */
import { type Client, type Widening, widened } from './client.ts'

export interface Holdings {
  /** Whether this client may hold one more. */
  readonly allows: (client: Client) => boolean
  /** Counts one more; the function that it answers counts it off again, once. */
  readonly hold: (client: Client) => () => void
}

/** An entry lives as long as something is held in it, whatever the hour: waiting makes no room for more. */
export function createHoldings(max: number, widening: Widening): Holdings {
  const counts = new Map<string, number>()
  const add = (client: Client, by: 1 | -1): void => {
    for (const { lasting } of client) {
      const count = (counts.get(lasting) ?? 0) + by
      if (count > 0) counts.set(lasting, count)
      else counts.delete(lasting)
    }
  }
  return {
    allows: (client) =>
      client.every((network) => (counts.get(network.lasting) ?? 0) < widened(max, network, widening)),
    hold(client) {
      add(client, 1)
      let held = true
      return () => {
        if (held) add(client, -1)
        held = false
      }
    },
  }
}
