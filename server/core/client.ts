/** A client as budgets see it: the networks that contain its address, each as keyed hashes. */

/** One network. The hashes reveal nothing without their keys, which exist only in memory. */
export interface NetworkKey {
  /** Hash under this hour's key. */
  readonly now: string
  /** Hash under the previous hour's key, which finds entries from before the key changed. */
  readonly before: string
  /** Hash under this process's key, for counts of things that stay open, such as sockets. */
  readonly lasting: string
  /** This network's budget, as a multiple of one customer's. */
  readonly share: number
}

/** The networks of one client, narrowest first. */
export type Client = readonly [NetworkKey, ...NetworkKey[]]

/** Returns the client to charge for calls from another site's page, so that they spend separate budgets. */
export function onForeignPage(client: Client): Client {
  const apart = (network: NetworkKey): NetworkKey => ({
    now: `${network.now} foreign`,
    before: `${network.before} foreign`,
    lasting: `${network.lasting} foreign`,
    share: network.share,
  })
  const [own, ...wider] = client
  return [apart(own), ...wider.map(apart)]
}

/**
 * How much larger a wider network's budget is than one customer's. `close`: for guesses, where each additional one is a risk to others.
 * `loose`: for calls that many honest people share, in an office or behind a provider's single address.
 */
export type Widening = 'close' | 'loose'
export const widened = (budget: number, { share }: NetworkKey, widening: Widening): number =>
  budget * (widening === 'close' ? share : share ** 2)
