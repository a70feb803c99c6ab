/** Counts what each client holds open, such as sockets, with a maximum for each of its networks. */
import { type Client, type Widening, widened } from './client.ts'

export interface Holdings {
  /** Whether this client may open one more. */
  readonly allows: (client: Client) => boolean
  /** Counts one more; the returned function removes it again, once. */
  readonly hold: (client: Client) => () => void
}

/** Entries use the lasting hash and stay while anything is held, so that a change of the hourly key frees nothing. */
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
